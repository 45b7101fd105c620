// `node tools/operations.mjs`: what integrators look up on the page for them, from docs/api/*.yaml into
// src/api/generated/operations.json: every operation with its sentence and who may call it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const app = dirname(dirname(fileURLToPath(import.meta.url)));
// The reader the types are made with, so that both understand a document alike.
const { parseYaml } = createRequire(fileURLToPath(import.meta.resolve("openapi-typescript")))("@redocly/openapi-core");
const VERBS = ["get", "post", "put", "patch", "delete"];

const all = ["intake", "booking", "feedback"].map((service) => {
  const { paths } = parseYaml(readFileSync(join(app, "..", "..", "docs", "api", `${service}.yaml`), "utf8"));
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    VERBS.filter((verb) => item[verb]).map((verb) => ({
      id: item[verb].operationId,
      verb: verb.toUpperCase(),
      path,
      summary: item[verb].summary ?? "",
      roles: [...new Set((item[verb].security ?? []).flatMap((one) => Object.values(one).flat()))].sort(),
    })),
  );
  return { service, operations };
});

const file = join(app, "src", "api", "generated", "operations.json");
const text = JSON.stringify(all);
if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
