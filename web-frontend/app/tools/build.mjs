// Called by Maven: `node tools/build.mjs <output folder> [check]`. Does only what is stale, so that a second
// build costs nothing: packages are installed when package-lock.json changed, pages built when a source changed.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const out = resolve(process.argv[2] ?? join(app, "..", "target", "web"));
const check = process.argv[3] === "check";

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error("Kneadwell's pages are built with Node 20 or newer; this is " + process.version + ".");
  process.exit(1);
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => name !== "node_modules")
    .flatMap((name) => filesUnder(join(path, name)));
}

function fingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const file of paths.flatMap((path) => filesUnder(join(app, path)))) {
    hash.update(file.slice(app.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function once(name, stamp, key, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  console.log("[web] " + name);
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
}

function run(command, ...args) {
  execFileSync(command, args, { cwd: app, stdio: "inherit", env: { ...process.env, CI: "1", FORCE_COLOR: "0" } });
}

function tool(name, ...args) {
  run(process.execPath, join(app, "node_modules", name), ...args);
}

const lock = fingerprint(["package-lock.json", "package.json"]);
once("npm ci", join(app, "node_modules", ".kneadwell-lock"), lock, () =>
  run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
);

// Documents of the services are outside this folder, but the types made from them are part of the pages.
tool("../tools/api.mjs");
tool("../tools/operations.mjs");

const sources = fingerprint([
  "package-lock.json", "index.html", "vite.config.ts", "tsconfig.json", "src", "public", "tools",
]);
once("vite build", join(out, ".built-from"), sources, () => {
  tool("vite/bin/vite.js", "build", "--outDir", out, "--emptyOutDir", "--logLevel", "warn");
  // Which file imports which: for us, not for browsers, so it does not stay beside what is served.
  renameSync(join(out, ".vite", "manifest.json"), join(out, "..", "web-manifest.json"));
  rmdirSync(join(out, ".vite"));
});

if (check) {
  const checked = fingerprint([
    "package-lock.json", "index.html", "vite.config.ts", "vitest.look.config.ts", "tsconfig.json", "eslint.config.js", "src",
    "test", "look", "tools",
  ]);
  once("types, lint and tests", join(out, "..", "web-checked.stamp"), checked, () => {
    tool("typescript/bin/tsc", "--noEmit");
    tool("eslint/bin/eslint.js", ".", "--max-warnings", "0");
    tool("vitest/vitest.mjs", "run");
    tool("../tools/size.mjs", out);
  });
}
