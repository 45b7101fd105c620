import { readFileSync } from "node:fs";
import type { Reply } from "./world";

interface Needed {
  method: string;
  path: RegExp;
}

/** The operations that need an Idempotency-Key: the documents name the header where it is needed, and only there. */
const KEYED: Needed[] = ["intake", "booking", "feedback"].flatMap(keyed);

function keyed(service: string): Needed[] {
  const needed: Needed[] = [];
  let path = "";
  let method = "";
  for (const line of readFileSync(`${import.meta.dirname}/../../../../docs/api/${service}.yaml`, "utf8").split("\n")) {
    path = /^ {2}"?(\/api\/[^":]+)"?:$/.exec(line)?.[1] ?? path;
    method = /^ {4}(get|post|put|patch|delete):$/.exec(line)?.[1] ?? method;
    if (/^ {6}(- | {2})name: Idempotency-Key$/.test(line))
      needed.push({ method: method.toUpperCase(), path: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`) });
  }
  if (needed.length === 0) throw new Error(`no operation of ${service} needs a key: docs/api/${service}.yaml is not read as it should be`);
  return needed;
}

/** What is never written for the first time, and so always needs If-Match. What is, needs it only from then on. */
const MATCHED: Needed[] = [
  { method: "PATCH", path: /^\/api\/intake\/v1\/drafts\/[^/]+$/ },
  { method: "PUT", path: /^\/api\/booking\/v1\/therapists\/[^/]+\/booking-rules$/ },
  { method: "PUT", path: /^\/api\/booking\/v1\/therapists\/[^/]+\/packages\/[^/]+$/ },
  { method: "DELETE", path: /^\/api\/booking\/v1\/therapists\/[^/]+\/packages\/[^/]+$/ },
  { method: "PUT", path: /^\/api\/booking\/v1\/package-purchases\/[^/]+\/automatic-use$/ },
];

/** Refuses what the services refuse for the want of a header. */
export function withoutHeader(method: string, path: string, header: (name: string) => string | null): Reply | null {
  const needs = (needed: Needed[]) => needed.some((one) => one.method === method && one.path.test(path));
  if (needs(KEYED) && !header("Idempotency-Key"))
    return { status: 400, body: { title: "Bad Request", status: 400, code: "idempotency-key-missing" } };
  if (needs(MATCHED) && !header("If-Match"))
    return { status: 428, body: { title: "Precondition Required", status: 428, code: "if-match-missing" } };
  return null;
}
