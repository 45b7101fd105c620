import AxeBuilder from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { World, type Mood, type Role } from "../test/stub/world";
import { executable, launch } from "./browser";
import { Stub } from "./server";

export const SCREENS = join(import.meta.dirname, "..", "..", "target", "screens");

let browser: Browser;
let stub: Stub;

/** The world the pages are answered from; each opening begins a new one. */
export function world(): World {
  return stub.world;
}

beforeAll(async () => {
  if (!executable()) throw new Error("Looking at the pages needs a Chromium on the path (Debian: apt-get install chromium).");
  mkdirSync(SCREENS, { recursive: true });
  browser = await launch();
  stub = await Stub.start(new World("nobody"));
});
afterAll(async () => {
  await browser?.close();
  stub?.stop();
});

export async function open(role: Role, path: string, options: BrowserContextOptions, mood: Mood = "full"): Promise<Page> {
  stub.world = new World(role, mood);
  const context = await browser.newContext({ timezoneId: "Europe/Berlin", locale: "en-GB", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(stub.origin + path);
  await page.locator("main h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  expect(complaints, "the console, the content policy included").toEqual([]);
  return page;
}

export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`));
}
