import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PAGES } from "../test/stub/pages";
import { DESK, PHONE, ZOOMED } from "./browser";
import { open, SCREENS, violations } from "./opened";

const LOOKS = [
  { look: "phone-light", options: { ...PHONE, colorScheme: "light" } },
  { look: "phone-dark", options: { ...PHONE, colorScheme: "dark" } },
  { look: "desk-light", options: { ...DESK, colorScheme: "light" } },
  { look: "desk-dark", options: { ...DESK, colorScheme: "dark" } },
] as const;

for (const { look, options } of LOOKS)
  describe(look, () => {
    for (const { name, role, path } of PAGES)
      test(name, async () => {
        const page = await open(role, path, options);
        await page.screenshot({ path: join(SCREENS, `${name}-${look}.png`), fullPage: true });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, "nothing is wider than the screen").toBe(0);
        expect(await violations(page)).toEqual([]);
        await page.context().close();
      });
  });

describe("zoomed to 200 %", () => {
  for (const { name, role, path } of PAGES)
    test(name, async () => {
      const page = await open(role, path, ZOOMED);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .filter((element) => !element.closest("svg, .skip, .unseen, .chip input"))
          .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`),
      );
      await page.screenshot({ path: join(SCREENS, `${name}-zoomed.png`), fullPage: true });
      expect(wide).toEqual([]);
      await page.context().close();
    });
});
