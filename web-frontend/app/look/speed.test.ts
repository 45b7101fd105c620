import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PAGES } from "../test/stub/pages";
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

/** From the press to the next frame, as the browser itself counts interactions. */
async function slowestInteraction(page: Page): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: "event",
      durationThreshold: 16,
    } as PerformanceObserverInit);
  });
  for (const name of ["Why this fit: Ada Auer", "Narrow the list", "Why not the others?"]) {
    await page.getByRole("button", { name }).click();
    await page.waitForTimeout(300);
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as { seen: number[] }).seen));
}

test("a client's pages paint within 1.5 s on a phone's connection and answer within 100 ms", async () => {
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
  const interactions: number[] = [];
  for (let i = 0; i < 3; i++) {
    const page = await open("client", "/matches", PHONE);
    interactions.push(await slowestInteraction(page));
    await page.context().close();
  }
  const interaction = median(interactions);
  console.log(`largest paint in ms: ${JSON.stringify(paints)}; slowest interaction: ${JSON.stringify(interactions)} ms`);
  for (const [name, paint] of Object.entries(paints)) expect(paint, name).toBeLessThanOrEqual(1500);
  expect(interaction).toBeLessThanOrEqual(100);
});
