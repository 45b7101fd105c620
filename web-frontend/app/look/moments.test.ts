import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { APPOINTMENT, THERAPIST, urgent } from "../test/stub/world";
import { DESK, PHONE } from "./browser";
import { open, SCREENS, violations, world } from "./opened";

/** What one sees only after doing something: looked at, judged, and left as a picture. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
  expect(await violations(page)).toEqual([]);
  await page.context().close();
}

test("the body, with regions chosen by pointer and by keyboard", async () => {
  const page = await open("client", "/intake?step=where", PHONE);
  await page.getByRole("checkbox", { name: "Low back, on the back" }).first().click();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  for (const region of ["Low back", "Mid back"])
    expect([region, await page.locator("#q-pain_regions").getByLabel(region, { exact: true }).isChecked()]).toEqual([region, true]);
  await look(page, "moment-body");
});

test("two matches side by side on a phone", async () => {
  const page = await open("client", "/matches", PHONE);
  await page.getByLabel("Compare: Ada Auer").check();
  await page.getByLabel("Compare: Ben Brugger").check();
  await page.getByTestId("comparison").waitFor();
  await look(page, "moment-comparison");
});

test("the question before cancelling", async () => {
  const page = await open("client", `/appointments/${APPOINTMENT}`, PHONE);
  await page.getByRole("button", { name: "Cancel the appointment" }).click();
  await page.getByRole("dialog").getByTestId("policy").waitFor();
  await look(page, "moment-cancel");
});

test("the question before buying a package", async () => {
  const page = await open("client", `/therapists/${THERAPIST}/packages`, PHONE);
  await page.getByRole("button", { name: "Buy: 5 × Massage" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Yes, buy it" }).waitFor();
  await look(page, "moment-buy");
});

test("urgent advice", async () => {
  const page = await open("client", "/signed-in", PHONE);
  world().assessment = urgent;
  await page.getByRole("link", { name: "Go to the front page" }).click();
  await page.getByRole("link", { name: "See what we understood" }).click();
  await page.getByTestId("outcome").waitFor();
  expect(await page.getByRole("main").getByRole("link", { name: "Find a therapist" }).count()).toBe(0);
  await look(page, "moment-urgent");
});

test("what a check-in advises", async () => {
  const page = await open("therapist", `/therapist/appointments/${APPOINTMENT}/session`, { viewport: { width: 1024, height: 768 } });
  await page.getByRole("button", { name: "Low back feels like 6, medium to firm" }).click();
  await page.getByRole("button", { name: "Record check-in" }).click();
  await page.getByTestId("advice").getByText("Ease off", { exact: true }).waitFor();
  await look(page, "moment-advice");
});

test("somebody who signed in by password alone", async () => {
  const page = await open("client", "/signed-in", PHONE);
  world().byPasswordAlone = true;
  await page.reload();
  await page.getByRole("link", { name: "Go to the front page" }).click();
  await page.getByRole("heading", { name: "One more step, please" }).waitFor();
  await look(page, "moment-second-factor");
});

test("what therapists say of themselves, being changed", async () => {
  for (const [name, options] of [["phone", PHONE], ["desk", DESK]] as const) {
    const page = await open("therapist", "/therapist/profile", options);
    await page.getByRole("button", { name: "Change what you say of yourself" }).click();
    await page.getByRole("textbox", { name: "About you" }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "nothing is wider than the screen").toBe(0);
    await look(page, `moment-own-profile-${name}`);
  }
});

test("the whole front in German", async () => {
  const page = await open("client", "/", DESK);
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Hallo Cleo" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Hallo Cleo" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  await look(page, "moment-german");
});
