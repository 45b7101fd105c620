/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  // The compiler remembers what did not change: a press in a long form draws only what it changes.
  // As for React 18 it then asks a package for its memory, and is given ours, which knows of languages.
  plugins: [react({ compiler: { target: "18" } })],
  resolve: { alias: { "react-compiler-runtime": fileURLToPath(new URL("src/remembered.ts", import.meta.url)) } },
  // The gateway replaces this in every answer it gives; data: URLs would need a looser content policy.
  html: { cspNonce: "@@csp-nonce@@" },
  build: { manifest: true, assetsInlineLimit: 0, target: "es2022", sourcemap: false, chunkSizeWarningLimit: 700 },
  // Finding things by role in a long page is slow where the machine is busy.
  test: { testTimeout: 30_000, environment: "jsdom", include: ["test/**/*.test.{ts,tsx}"], setupFiles: ["test/setup.ts"] },
});
