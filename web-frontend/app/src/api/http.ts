/** One way to talk to the services: through the gateway, with its header, and with problems as values of one class. */

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

export interface Answer<T> {
  body: T;
  etag: string | null;
}

export interface Options {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  etag?: string | null;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

let skew = 0;

/** What the gateway's clock says, not this device's: people book by the practice's time. */
export function now(): number {
  return Date.now() + skew;
}

export function setSkew(milliseconds: number): void {
  skew = milliseconds;
}

export async function call<T>(path: string, options: Options = {}): Promise<Answer<T>> {
  const method = options.method ?? "GET";
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Kneadwell-CSRF"] = "1";
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.etag) headers["If-Match"] = options.etag;
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      credentials: "same-origin",
      redirect: "error",
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0, { code: "offline", title: "No connection" });
  }
  const text = await response.text();
  let body: unknown = undefined;
  if (text && (response.headers.get("Content-Type") ?? "").includes("json")) body = JSON.parse(text);
  if (!response.ok) throw new Problem(response.status, (body as Record<string, unknown>) ?? {});
  return { body: body as T, etag: response.headers.get("ETag") };
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await call<T>(path, { signal })).body;
}

/** Null instead of a problem where "there is none yet" is an ordinary answer. */
export async function getOrNull<T>(path: string): Promise<Answer<T> | null> {
  try {
    return await call<T>(path);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** The same key for the same act, so that a second tap or a retry is one act. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function query(parameters: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : "";
}

export interface Page<T> {
  items: T[];
  next?: string;
}
