// `node tools/size.mjs <output folder>`: what a browser fetches to show each page, compressed, and that it is not too
// much for the client's pages. What only therapists, coordinators and integrators use must not come along.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 250;
const out = resolve(process.argv[2] ?? "");
const manifest = JSON.parse(readFileSync(join(out, "..", "web-manifest.json"), "utf8"));

const sizes = new Map();
function compressed(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(out, file)), { level: 6 }).length);
  return sizes.get(file);
}

/** A chunk and everything it imports at once. */
function closure(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const imported of manifest[key].imports ?? []) closure(imported, found);
  return found;
}

const routes = readFileSync(join(import.meta.dirname, "..", "src", "router.tsx"), "utf8");
const parts = { client: [], therapist: [], coordinator: [], integrator: [] };
for (const [, path, file] of routes.matchAll(/path: "(\/[^"]+)",[\s\S]*?import\("\.\/(pages\/\w+)"\)/g)) {
  const first = path.split("/")[1];
  const part = { therapist: "therapist", coordinator: "coordinator", integrators: "integrator" }[first] ?? "client";
  parts[part].push({ path, key: `src/${file}.tsx` });
}

const entry = closure("index.html");
let wrong = 0;
for (const [part, pages] of Object.entries(parts)) {
  if (pages.length === 0) throw new Error(`no page of the ${part} found in src/router.tsx`);
  for (const { path, key } of pages) {
    if (!manifest[key]) throw new Error(`${key} is not in the build`);
    const chunks = [...closure(key, new Set(entry))].map((name) => manifest[name]);
    const scripts = chunks.reduce((sum, chunk) => sum + compressed(chunk.file), 0);
    const styles = [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))].reduce((sum, file) => sum + compressed(file), 0);
    const tooMuch = part === "client" && scripts > LIMIT_KB * 1000;
    if (tooMuch) wrong++;
    console.log(
      `${part.padEnd(12)}${path.padEnd(38)}${(scripts / 1000).toFixed(1).padStart(7)} KB scripts, ` +
        `${(styles / 1000).toFixed(1)} KB styles${tooMuch ? `: more than ${LIMIT_KB} KB` : ""}`,
    );
  }
}
for (const { key } of [...parts.therapist, ...parts.coordinator, ...parts.integrator])
  for (const start of ["index.html", ...parts.client.map((page) => page.key)])
    if (closure(start).has(key)) {
      console.error(`${key} comes along with ${start}`);
      wrong++;
    }
if (wrong > 0) process.exit(1);
