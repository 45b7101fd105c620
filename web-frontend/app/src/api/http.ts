/** One way to talk to the services: through the gateway, with its header, and with problems as values of one class. */
import createClient, { type Middleware } from "openapi-fetch";
import i18n from "../i18n";

export interface Violation {
  field: string;
  message: string;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly violations: Violation[];
  readonly members: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    const title = typeof body.title === "string" ? body.title : "";
    super(title || `HTTP ${status}`);
    this.status = status;
    this.title = title;
    this.code = typeof body.code === "string" ? body.code : status === 0 ? "offline" : "unknown";
    this.detail = typeof body.detail === "string" ? body.detail : "";
    this.violations = Array.isArray(body.violations) ? (body.violations as Violation[]) : [];
    this.members = body;
  }
}

const throughTheGateway: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-Kneadwell-CSRF", "1");
    request.headers.set("Accept-Language", i18n.language);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const json = (response.headers.get("Content-Type") ?? "").includes("json");
    const body: unknown = json ? await response.json().catch(() => null) : null;
    throw new Problem(response.status, typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {});
  },
  onError() {
    return new Problem(0, { code: "offline", title: "No connection" });
  },
};

/** A client for the paths of one document. Every refusal is thrown as a {@link Problem}. */
export function clientOf<Paths extends object>() {
  const client = createClient<Paths>({
    baseUrl: location.origin,
    fetch: (request) => fetch(request),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    redirect: "error",
  });
  client.use(throughTheGateway);
  return client;
}

/** What was answered, and its version where it has one. */
export interface Answer<T> {
  body: T;
  etag: string | null;
}

type Call<T> = Promise<{ data?: T; response: Response }>;

export async function answer<T>(call: Call<T>): Promise<Answer<T>> {
  const { data, response } = await call;
  return { body: data as T, etag: response.headers.get("ETag") };
}

export async function body<T>(call: Call<T>): Promise<T> {
  return (await call).data as T;
}

/** All there are of a list that a service gives a page at a time. */
export async function every<T>(page: (cursor: string | undefined) => Promise<{ items: T[]; next?: string }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const read = await page(cursor);
    items.push(...read.items);
    cursor = read.next;
  } while (cursor !== undefined);
  return items;
}

/** Null instead of a problem where "there is none yet" is an ordinary answer. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** The header that changes only the version the caller has seen. */
export function ifMatch(etag: string | null): { "If-Match": string } | Record<string, never> {
  return etag === null ? {} : { "If-Match": etag };
}

/** The header that makes a second tap or a retry the same act. */
export function once(key: string) {
  return { "Idempotency-Key": key };
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let skew = 0;

/** What the gateway's clock says, not this device's: people book by the practice's time. */
export function now(): number {
  return Date.now() + skew;
}

export function setSkew(milliseconds: number): void {
  skew = milliseconds;
}
