import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { APPOINTMENT } from "../test/stub/world";
import { open, SCREENS, violations } from "./opened";

/** What a therapist holds between two sessions. */
const LYING: BrowserContextOptions = { viewport: { width: 1180, height: 820 }, hasTouch: true };
const STANDING: BrowserContextOptions = { viewport: { width: 820, height: 1180 }, hasTouch: true };

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENS, `tablet-${name}.png`) });
  expect(await violations(page)).toEqual([]);
}

test("the summary is seen at one glance", async () => {
  for (const [name, options] of [["lying", LYING], ["standing", STANDING]] as const) {
    const page = await open("therapist", `/therapist/appointments/${APPOINTMENT}/summary`, options);
    await look(page, `summary-${name}`);
    const below = await page.evaluate(() => (document.querySelector("main .glance")?.getBoundingClientRect().bottom ?? Infinity) - innerHeight);
    expect(below, "what is below the screen").toBeLessThanOrEqual(0);
    await page.context().close();
  }
});

test("what to do after a check-in is in sight at once", async () => {
  for (const [name, options] of [["lying", LYING], ["standing", STANDING]] as const) {
    const page = await open("therapist", `/therapist/appointments/${APPOINTMENT}/session`, options);
    await page.getByRole("button", { name: "Low back feels like 6, medium to firm" }).click();
    await page.getByRole("button", { name: "Record check-in" }).click();
    const advice = page.getByTestId("advice").getByText("Ease off", { exact: true });
    await advice.waitFor();
    const box = await advice.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height <= (options.viewport?.height ?? 0), JSON.stringify(box)).toBe(true);
    await look(page, `session-${name}`);
    await page.context().close();
  }
});

test("a follow-up that came in, read", async () => {
  const page = await open("therapist", "/therapist/follow-ups", STANDING);
  await page.getByRole("button", { name: /^Read it: Cleo Client/ }).click();
  await page.getByTestId("next-time").getByText("Low back 5 → 4").waitFor();
  await look(page, "received");
  await page.context().close();
});

test("the question before a therapist cancels", async () => {
  const page = await open("therapist", `/therapist/appointments/${APPOINTMENT}`, STANDING);
  const ask = page.getByRole("button", { name: "Cancel the appointment" });
  await ask.click();
  await page.getByRole("dialog").getByLabel("Reason for the client, if you like").waitFor();
  await look(page, "cancel");
  await page.context().close();
});

test("the week is walked through by keyboard", async () => {
  const page = await open("therapist", "/therapist/week", LYING);
  const visit = page.getByRole("link", { name: /Cleo Client/ });
  await visit.waitFor();
  await page.getByRole("radio", { name: "Calendar" }).focus();
  // Its scrolling part takes the focus first in some browsers.
  for (let i = 0; i < 3 && !(await visit.evaluate((link) => link === document.activeElement)); i++) await page.keyboard.press("Tab");
  expect(await visit.evaluate((link) => link === document.activeElement)).toBe(true);
  await look(page, "week");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Cleo Client" }).waitFor();
  await page.context().close();
});
