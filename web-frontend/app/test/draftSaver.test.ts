import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Draft } from "../src/api/intake";
import { DraftSaver, type SaveState } from "../src/pages/draftSaver";

const draft: Draft = { id: "d1", questionnaireVersion: "1", answers: {}, updatedAt: "", unansweredSafety: [] };
let sent: { method: string; etag: string | null; answers: unknown }[];
let script: (() => Response)[];

function ok(etag: string): () => Response {
  return () => new Response(JSON.stringify(draft), { status: 200, headers: { "Content-Type": "application/json", ETag: etag } });
}

function problem(status: number, code: string): () => Response {
  return () => new Response(JSON.stringify({ code, title: code }), { status, headers: { "Content-Type": "application/problem+json" } });
}

beforeEach(() => {
  sent = [];
  script = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const body = await request.text();
    sent.push({
      method: request.method,
      etag: request.headers.get("If-Match"),
      answers: body ? (JSON.parse(body) as { answers: unknown }).answers : undefined,
    });
    const next = script.shift();
    if (!next) throw new TypeError("offline");
    return next();
  });
});
afterEach(() => vi.unstubAllGlobals());

test("answers given close together travel together, and the next ones carry the new version", async () => {
  script = [ok('"2"'), ok('"3"')];
  const saver = new DraftSaver(draft, '"1"', () => undefined);
  saver.put("a", 1);
  saver.put("b", undefined);
  await saver.flush();
  saver.put("c", true);
  await saver.flush();
  expect(sent).toEqual([
    { method: "PATCH", etag: '"1"', answers: { a: 1, b: null } },
    { method: "PATCH", etag: '"2"', answers: { c: true } },
  ]);
});

test("what could not be sent is kept and sent with the next answer", async () => {
  const states: SaveState[] = [];
  const saver = new DraftSaver(draft, '"1"', (state) => states.push(state));
  saver.put("a", 1);
  await expect(saver.flush()).rejects.toThrow();
  script = [ok('"2"')];
  saver.put("b", 2);
  await saver.flush();
  expect(sent[1]?.answers).toEqual({ a: 1, b: 2 });
  expect(states).toEqual(["saving", "waiting", "saving", "saved"]);
});

test("a draft changed elsewhere is read again and our answers are put on top", async () => {
  script = [problem(412, "stale"), ok('"7"'), ok('"8"')];
  const saver = new DraftSaver(draft, '"1"', () => undefined);
  saver.put("a", 1);
  await saver.flush();
  expect(sent.map((s) => [s.method, s.etag])).toEqual([
    ["PATCH", '"1"'],
    ["GET", null],
    ["PATCH", '"7"'],
  ]);
});

test("a refused answer is told and not sent for ever", async () => {
  script = [problem(422, "invalid"), ok('"2"')];
  const saver = new DraftSaver(draft, '"1"', () => undefined);
  saver.put("a", "nonsense");
  await expect(saver.flush()).rejects.toMatchObject({ status: 422 });
  saver.put("b", 1);
  await saver.flush();
  expect(sent[1]?.answers).toEqual({ b: 1 });
});
