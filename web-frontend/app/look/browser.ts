import { execFileSync } from "node:child_process";
import { chromium, type Browser, type BrowserContextOptions } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The system's own Chromium, or null where there is none. */
export function executable(): string | null {
  for (const name of NAMES)
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // The next name.
    }
  return null;
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executable() ?? undefined, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
}

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };
export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
/** What 200 % zoom leaves of a phone, and of a small window. */
export const ZOOMED: BrowserContextOptions = { viewport: { width: 195, height: 422 } };
