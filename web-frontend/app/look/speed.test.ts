import type { CDPSession, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { PAGES } from "../test/stub/pages";
import { APPOINTMENT, FOLLOW_UP, THERAPIST, type Role } from "../test/stub/world";
import { PHONE } from "./browser";
import { open } from "./opened";

// What is measured here is printed and decides nothing: other work on the machine is measured with it. docs/performance.md
// says what is wanted and what came out. What decides is that there was something to measure.

/** The second number of an odd row: one slow run on a busy machine does not count, nor does a lucky one. */
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
const RUNS = 5;

/** An ordinary 4G connection: 10 Mbit/s, 50 ms there and back. */
async function onThePhone(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 50, downloadThroughput: 1.25e6, uploadThroughput: 4e5 });
  return session;
}

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

/** What is pressed, and what one sees of it then. */
interface Press {
  at: (page: Page) => Locator;
  shows: (page: Page) => Locator;
}

/** From each press to the next frame, as the browser itself counts interactions, in ms; 0 is less than 16. */
async function pressed(page: Page, presses: Press[]): Promise<number[]> {
  // Without somebody who looks, a browser without a window shows a frame only when the next thing happens: what a press shows would be
  // measured by the answer that comes after it.
  const looking = await onThePhone(page);
  looking.on("Page.screencastFrame", ({ sessionId }) => void looking.send("Page.screencastFrameAck", { sessionId }));
  await looking.send("Page.startScreencast", { format: "jpeg", quality: 1, maxWidth: 98, maxHeight: 211 });
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: "event",
      durationThreshold: 16,
    } as PerformanceObserverInit);
  });
  const times: number[] = [];
  for (const { at, shows } of presses) {
    await at(page).scrollIntoViewIfNeeded();
    const box = await at(page).boundingBox();
    if (!box) throw new Error("There is nothing to press.");
    await page.evaluate(() => ((window as unknown as { seen: number[] }).seen.length = 0));
    // By the place alone: looking whether it can be pressed would be measured with it.
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await shows(page).waitFor({ state: "attached" });
    await page.waitForTimeout(300);
    times.push(await page.evaluate(() => Math.max(0, ...(window as unknown as { seen: number[] }).seen)));
  }
  return times;
}

const opens = (name: string): Press => ({
  at: (page) => page.getByRole("button", { name }),
  shows: (page) => page.getByRole("main").locator('button[aria-expanded="true"]').last(),
});
const button = (name: string, testId: string): Press => ({
  at: (page) => page.getByRole("button", { name }),
  shows: (page) => page.getByTestId(testId),
});
/** One half of a pair: the middle between the two is somebody else's. */
const region = (name: string, checked = true): Press => ({
  at: (page) => page.getByRole("checkbox", { name: `${name}, on the back` }).locator("ellipse").first(),
  shows: (page) => page.getByTestId("body-map").first().getByRole("checkbox", { name: `${name}, on the back`, checked }),
});
const number = (name: string): Press => ({
  at: (page) => page.locator(".cell", { has: page.getByRole("radio", { name, exact: true }) }),
  shows: (page) => page.getByRole("radio", { name, exact: true, checked: true }),
});
const chip = (name: string): Press => ({
  at: (page) => page.locator(".chip", { has: page.getByRole("radio", { name, exact: true }) }),
  shows: (page) => page.getByRole("radio", { name, exact: true, checked: true }),
});

/** What people press most, and what draws most. */
const PRESSES: { name: string; role: Role; path: string; presses: Press[] }[] = [
  { name: "matches", role: "client", path: "/matches", presses: [opens("Why this fit: Ada Auer"), opens("Narrow the list"), opens("Why not the others?")] },
  { name: "body map", role: "client", path: "/intake?step=where", presses: [region("Low back"), region("Neck"), region("Hips"), region("Low back", false)] },
  {
    name: "booking",
    role: "client",
    path: `/therapists/${THERAPIST}`,
    presses: [{ at: (page) => page.getByTestId("slot").first(), shows: (page) => page.getByTestId("hold-left") }, button("Book this appointment", "appointment-state")],
  },
  {
    name: "before a visit",
    role: "client",
    path: `/appointments/${APPOINTMENT}/today`,
    presses: [chip("Less than usual"), number("Low back: 3, light"), chip("More than usual")],
  },
  {
    name: "follow-up",
    role: "client",
    path: `/follow-ups/${FOLLOW_UP}`,
    presses: [number("Soreness over all, right now: 4"), number("Soreness: Low back: 4"), opens("Sore anywhere else?"), region("Neck"), number("Your pain now: 3")],
  },
  {
    name: "check-in",
    role: "therapist",
    path: `/therapist/appointments/${APPOINTMENT}/session`,
    presses: [
      {
        at: (page) => page.getByRole("button", { name: "Low back feels like 6, medium to firm" }),
        shows: (page) => page.getByRole("button", { name: "Low back feels like 6, medium to firm", pressed: true }),
      },
      { at: (page) => page.getByRole("button", { name: "Record check-in" }), shows: (page) => page.getByTestId("advice").getByRole("alert") },
    ],
  },
];

test.each(PAGES.filter((page) => ["home", "intake", "matches"].includes(page.name)))("how soon $name is painted on a phone's connection", async ({ name, role, path }) => {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const page = await open(role, path, PHONE);
    const session = await onThePhone(page);
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.reload();
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && document.querySelector("main h1"));
    times.push(Math.round(await largestPaint(page)));
    await page.context().close();
  }
  console.log(`largest paint of ${name} in ms (wanted: 1500): median ${median(times)} of ${times.join(", ")}`);
  expect(times.every((time) => time > 0)).toBe(true);
});

test.each(PRESSES)("how soon a press shows: $name", async ({ name, role, path, presses }) => {
  const runs: number[][] = [];
  for (let i = 0; i < RUNS; i++) {
    const page = await open(role, path, PHONE);
    // With each window the browser makes its own address bar, which is a page with scripts, too.
    await page.waitForTimeout(1500);
    runs.push(await pressed(page, presses));
    // What a page sends when it is left belongs to this world, not to the next.
    await page.goto("about:blank");
    await page.waitForTimeout(500);
    await page.context().close();
  }
  const each = presses.map((_, i) => median(runs.map((times) => times[i] ?? NaN)));
  console.log(
    `presses of ${name} in ms (wanted: 100): medians ${each.join(", ")}; slowest of each run ${runs.map((times) => Math.max(...times)).join(", ")}`,
  );
  expect(Math.max(...each)).toBeGreaterThan(0);
});
