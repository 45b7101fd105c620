import { randomBytes } from "node:crypto";
import { readFileSync, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import type { World } from "../test/stub/world";

const BUILT = process.env.KNEADWELL_PAGES ?? join(import.meta.dirname, "..", "..", "target", "web");
const TYPES: Record<string, string> = { js: "text/javascript", css: "text/css", svg: "image/svg+xml" };

/**
 * Serves the built pages as the gateway does, with its content policy, and answers the rest from a world. It is for the
 * looks of pages only: the real gateway and services are walked by the system tests.
 */
export class Stub {
  world: World;
  private readonly server: Server;

  private constructor(world: World) {
    this.world = world;
    this.server = createServer((request, response) => {
      const url = request.url ?? "/";
      const path = new URL(url, "http://localhost").pathname;
      if (path.startsWith("/api/") || path === "/session" || path.startsWith("/dev/")) {
        let text = "";
        request.on("data", (part: Buffer) => (text += part.toString()));
        request.on("end", () => {
          const header = (name: string) => request.headers[name.toLowerCase()]?.toString() ?? null;
          const reply = this.world.answer(request.method ?? "GET", url, text ? JSON.parse(text) : undefined, header);
          response.writeHead(reply.status, {
            "Content-Type": reply.status >= 400 ? "application/problem+json" : "application/json",
            "Cache-Control": "no-store",
            ...(reply.etag ? { ETag: reply.etag } : {}),
          });
          response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
        });
        return;
      }
      const file = join(BUILT, normalize(path));
      if (path.includes(".") && existsSync(file)) {
        response.writeHead(200, {
          "Content-Type": TYPES[file.split(".").pop() ?? ""] ?? "application/octet-stream",
          "Content-Encoding": "gzip",
        });
        response.end(gzipSync(readFileSync(file)));
      } else if (path.includes(".")) {
        response.writeHead(404).end();
      } else {
        const nonce = randomBytes(18).toString("base64url");
        response.writeHead(200, {
          "Content-Type": "text/html",
          "Content-Security-Policy":
            `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
            "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'",
        });
        response.end(readFileSync(join(BUILT, "index.html"), "utf8").replaceAll("@@csp-nonce@@", nonce));
      }
    });
  }

  static async start(world: World): Promise<Stub> {
    const stub = new Stub(world);
    await new Promise<void>((done) => stub.server.listen(0, "127.0.0.1", done));
    return stub;
  }

  get origin(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
