import { defineConfig } from "vitest/config";

/** `npm run look`: the built pages in a real browser. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["look/**/*.test.ts"],
    fileParallelism: false,
    chaiConfig: { truncateThreshold: 0 },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
