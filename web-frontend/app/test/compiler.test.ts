// @vitest-environment node
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "oxc-transform-react";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "..", "src");

function complaints(file: string, code: string): string[] {
  const { errors } = transformSync(file, code, { lang: "tsx", jsx: { runtime: "automatic" }, reactCompiler: { reportDiagnostics: true } });
  return errors.map((error) => `${file}: ${error.message}`);
}

// What the compiler cannot follow it leaves as it is and says nothing; a press then draws a whole page again.
test("the compiler leaves out no component and no hook", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file) && !file.includes("generated"));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => complaints(file, readFileSync(join(SRC, file), "utf8")))).toEqual([]);
});

test("what it leaves out is told", () => {
  const planted = "export function A({ f }: { f: () => void }) { const go = () => { try { f(); } finally { f(); } }; return <a onClick={go} />; }";
  expect(complaints("A.tsx", planted)).toHaveLength(1);
});
