import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { PAGES } from "../test/stub/pages";
import { FOLLOW_UP } from "../test/stub/world";
import { PHONE } from "./browser";
import { open } from "./opened";

/** The second number of an odd row: one slow run on a busy machine does not count, nor does a lucky one. */
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

async function largestPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? NaN)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      }),
  );
}

/** From each press to the next frame, as the browser itself counts interactions: the slowest. */
async function slowestInteraction(page: Page, presses: ((page: Page) => Locator)[]): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: "event",
      durationThreshold: 16,
    } as PerformanceObserverInit);
  });
  for (const press of presses) {
    await press(page).click();
    await page.waitForTimeout(300);
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as { seen: number[] }).seen));
}

const button = (name: string) => (page: Page) => page.getByRole("button", { name });
/** One half of a pair: the middle between the two is somebody else's. */
const region = (name: string) => (page: Page) => page.getByRole("checkbox", { name: `${name}, on the back` }).locator("ellipse").first();
const number = (name: string) => (page: Page) => page.locator(".cell", { has: page.getByRole("radio", { name, exact: true }) });

/** What people press most, and what draws most. */
const PRESSES: Record<string, { path: string; presses: ((page: Page) => Locator)[] }> = {
  matches: { path: "/matches", presses: ["Why this fit: Ada Auer", "Narrow the list", "Why not the others?"].map(button) },
  "body map": { path: "/intake?step=where", presses: ["Low back", "Neck", "Hips", "Low back"].map(region) },
  "follow-up": {
    path: `/follow-ups/${FOLLOW_UP}`,
    presses: [number("Soreness over all, right now: 4"), number("Soreness: Low back: 4"), button("Sore anywhere else?"), region("Neck"), number("Your pain now: 3")],
  },
};

test("a client's pages paint within 1.5 s on a phone's connection", async () => {
  const paints: Record<string, number> = {};
  for (const { name, role, path } of PAGES.filter((page) => ["home", "intake", "matches"].includes(page.name))) {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const page = await open(role, path, PHONE);
      const session = await page.context().newCDPSession(page);
      // An ordinary 4G connection: 10 Mbit/s, 50 ms there and back.
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", { offline: false, latency: 50, downloadThroughput: 1.25e6, uploadThroughput: 4e5 });
      await session.send("Network.setCacheDisabled", { cacheDisabled: true });
      await page.reload();
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && document.querySelector("main h1"));
      times.push(await largestPaint(page));
      await page.context().close();
    }
    paints[name] = Math.round(median(times));
  }
  console.log(`largest paint in ms: ${JSON.stringify(paints)}`);
  for (const [name, paint] of Object.entries(paints)) expect(paint, name).toBeLessThanOrEqual(1500);
});

test("what a client presses is answered within 100 ms", async () => {
  const interactions: Record<string, number> = {};
  for (const [name, { path, presses }] of Object.entries(PRESSES)) {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const page = await open("client", path, PHONE);
      times.push(await slowestInteraction(page, presses));
      await page.context().close();
    }
    interactions[name] = median(times);
  }
  console.log(`slowest interaction in ms: ${JSON.stringify(interactions)}`);
  for (const [name, interaction] of Object.entries(interactions)) expect(interaction, name).toBeLessThanOrEqual(100);
});
