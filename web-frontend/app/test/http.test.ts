import { afterEach, expect, test, vi } from "vitest";
import { booking } from "../src/api/booking";
import { readSession } from "../src/api/gateway";
import { intake } from "../src/api/intake";
import { practice } from "../src/api/practice";

afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Response): Request[] {
  const seen: Request[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    seen.push(request);
    return Promise.resolve(answer());
  });
  return seen;
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

test("a change carries the gateway's header and the key of its act", async () => {
  const seen = answering(() => json(201, { id: "a1" }));
  await booking.book("h1", "k1");
  const request = seen[0] as Request;
  expect(new URL(request.url).pathname).toBe("/api/booking/v1/appointments");
  expect(request.headers.get("X-Kneadwell-CSRF")).toBe("1");
  expect(request.headers.get("Idempotency-Key")).toBe("k1");
  expect(request.headers.get("Content-Type")).toBe("application/json");
  expect(await request.json()).toEqual({ holdId: "h1" });
});

test("reading carries neither, and leaves out what was not asked for", async () => {
  const seen = answering(() => json(200, { items: [] }));
  await practice.therapists();
  const request = seen[0] as Request;
  expect(request.url).toMatch(/\/therapists\?limit=50$/);
  expect(request.headers.get("X-Kneadwell-CSRF")).toBeNull();
});

test("an answer brings its version", async () => {
  answering(() => json(200, { id: "a1" }, { ETag: '"3"' }));
  expect(await booking.appointment("a1")).toEqual({ body: { id: "a1" }, etag: '"3"' });
});

test("a refusal is thrown with its code and its violations", async () => {
  answering(() => json(400, { title: "Bad Request", code: "invalid-input", violations: [{ field: "a", message: "no" }] }));
  await expect(booking.book("h1", "k1")).rejects.toMatchObject({
    status: 400,
    code: "invalid-input",
    violations: [{ field: "a", message: "no" }],
  });
});

test("a refusal without a body is still a problem", async () => {
  answering(() => new Response("<html>", { status: 502, headers: { "Content-Type": "text/html" } }));
  await expect(readSession()).rejects.toMatchObject({ status: 502, code: "unknown", violations: [] });
});

test("no connection is a problem of its own", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  await expect(readSession()).rejects.toMatchObject({ status: 0, code: "offline" });
});

test("nothing there yet is null where that is an ordinary answer, and nothing else is", async () => {
  answering(() => json(404, { code: "not-found" }));
  expect(await intake.assessment()).toBeNull();
  answering(() => json(503, { code: "service-unreachable" }));
  await expect(intake.assessment()).rejects.toMatchObject({ status: 503 });
});
