import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { FOLLOW_UP } from "../test/stub/world";
import { DESK, PHONE } from "./browser";
import { open, world } from "./opened";

/** What the focus looks like where it is: an outline on the element or on what stands for a hidden box, or a halo. */
async function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLElement | null;
    if (!focused || focused === document.body) return true;
    const halo = focused.closest("svg")?.querySelector(".halo");
    if (halo) return getComputedStyle(halo).display !== "none";
    return [focused, focused.nextElementSibling, focused.parentElement].some((element) => {
      const style = element && getComputedStyle(element);
      return style && style.opacity !== "0" && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    });
  });
}

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let i = 0; i < 80; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    expect(await focusIsVisible(page), `focus is seen on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160))}`).toBe(true);
  }
  throw new Error("The keyboard does not get there.");
}

async function choose(page: Page, question: string, label: string): Promise<void> {
  const option = page.locator(`#q-${question}`).getByLabel(label, { exact: true });
  if ((await option.getAttribute("type")) === "radio") {
    // Radios are one stop, the chosen one or the first; arrows move within, and choose.
    const group = page.locator(`#q-${question} input[name="${await option.getAttribute("name")}"]`);
    const chosen = await group.evaluateAll((boxes) => (boxes as HTMLInputElement[]).findIndex((box) => box.checked));
    await tabTo(page, group.nth(Math.max(0, chosen)));
    await page.keyboard.press("Space");
    for (let i = 0; i < 12 && !(await option.isChecked()); i++) await page.keyboard.press("ArrowRight");
  } else {
    await tabTo(page, option);
    await page.keyboard.press("Space");
  }
  expect(await option.isChecked(), `${question}: ${label}`).toBe(true);
}

const ANSWERS: [string, string][] = [
  ["adult", "Yes"], ["pain_regions", "Low back"], ["urgent_signs", "None of these"], ["neuro", "None of these"],
  ["recent_signs", "None of these"], ["conditions", "None of these"], ["bruises_easily", "No"], ["sensitised", "No"],
  ["medications", "None of these"], ["history", "None of these"], ["intensity_target", "Low back: 5, medium"],
  ["past_bad_experience", "No"],
];

test("the intake is filled in with the keyboard alone, and one always sees where one is", async () => {
  const page = await open("client", "/intake", DESK, "empty");
  for (const purpose of await page.getByRole("checkbox").all()) {
    await tabTo(page, purpose);
    await page.keyboard.press("Space");
  }
  await tabTo(page, page.getByRole("button", { name: "I agree" }));
  await page.keyboard.press("Enter");
  for (let step = 1; step <= 12; step++) {
    await page.getByText(`Step ${step} of 12`).waitFor();
    for (const [question, label] of ANSWERS)
      if (await page.locator(`#q-${question}`).count()) await choose(page, question, label);
    await tabTo(page, page.getByRole("button", { name: /^(Continue|Send my answers)$/ }));
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { name: "What we understood" }).waitFor();
  expect(world().changes.at(-1)).toMatch(/POST .*\/submission$/);
  await page.context().close();
});

test("a time is found and booked with the keyboard alone", async () => {
  const page = await open("client", "/matches", PHONE);
  await tabTo(page, page.getByRole("link", { name: "See times with Ada Auer" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByTestId("slot").first());
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Book this appointment" }));
  await page.keyboard.press("Enter");
  await page.getByTestId("appointment-state").waitFor();
  expect(world().changes).toEqual(["POST /api/booking/v1/holds", "POST /api/booking/v1/appointments"]);
  await page.context().close();
});

/** What would move: by a style, or by the page itself, seen as a picture that changes by itself. */
async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.animationName !== "none" || style.transitionDuration.split(",").some((part) => Number.parseFloat(part) > 0);
    }).map((element) => element.className.toString()),
  );
}

test("nothing moves for those who want no motion", async () => {
  for (const path of ["/matches", `/follow-ups/${FOLLOW_UP}`, "/progress", "/intake?step=where"]) {
    const page = await open("client", path, { ...PHONE, reducedMotion: "reduce" });
    const unfolds = page.getByRole("button", { name: /^(Why this fit: Ada Auer|Sore anywhere else\?)$/ });
    if (await unfolds.count()) await unfolds.click();
    expect([path, await moving(page)]).toEqual([path, []]);
    await page.context().close();
  }
});
