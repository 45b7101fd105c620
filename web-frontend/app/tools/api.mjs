// `node tools/api.mjs`: the types of the services' answers and requests, from docs/api/*.yaml into src/api/generated.
// They are made anew whenever a document changed and are not committed, so that they cannot be stale.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const app = dirname(dirname(fileURLToPath(import.meta.url)));
const documents = join(app, "..", "..", "docs", "api");
const generated = join(app, "src", "api", "generated");
// The documents do not say which members an answer always has; the services' records do. Delete an entry here when its
// schema says `required` itself: from then on the build asks for it.
const always = JSON.parse(readFileSync(join(app, "tools", "always-given.json"), "utf8"));

// Loading the generator takes longer than finding out that nothing changed.
async function typesOf(service) {
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  const { default: ts } = await import("typescript");
  const keyword = (kind) => ts.factory.createKeywordTypeNode(kind);
  // Documented as the Java class it is inside; on the wire it is any JSON.
  const WIRE = { JsonNode: keyword(ts.SyntaxKind.UnknownKeyword) };
  const wanted = new Map(Object.entries(always[service] ?? {}));
  const wrong = [];
  const text = astToString(
    await openapiTS(pathToFileURL(join(documents, `${service}.yaml`)), {
      silent: true,
      transform(schema, { path }) {
        const name = /^#\/components\/schemas\/([^/]+)$/.exec(path ?? "")?.[1];
        if (!name) return undefined;
        if (WIRE[name]) return WIRE[name];
        const given = wanted.get(name);
        if (given === undefined) return undefined;
        wanted.delete(name);
        const members = Object.keys(schema.properties ?? {});
        if (schema.required) wrong.push(`${name} says itself what it requires`);
        if (given !== "*") wrong.push(...given.filter((m) => !members.includes(m)).map((m) => `${name} has no ${m}`));
        schema.required = given === "*" ? members : given;
        return undefined;
      },
    }),
  );
  wrong.push(...[...wanted.keys()].map((name) => `there is no ${name}`));
  if (wrong.length > 0) throw new Error(`tools/always-given.json, ${service}: ${wrong.join("; ")}`);
  return text;
}

for (const service of ["intake", "booking", "feedback"]) {
  const sources = [join(documents, `${service}.yaml`), join(app, "tools", "always-given.json"), fileURLToPath(import.meta.url)];
  const hash = createHash("sha256");
  for (const source of sources) hash.update(readFileSync(source)).update("\0");
  const head = `// Made by tools/api.mjs from docs/api/${service}.yaml: ${hash.digest("hex")}\n`;
  const file = join(generated, `${service}.d.ts`);
  if (existsSync(file) && readFileSync(file, "utf8").startsWith(head)) continue;
  const types = await typesOf(service);
  mkdirSync(generated, { recursive: true });
  writeFileSync(file, head + types);
}
