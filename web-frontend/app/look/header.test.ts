import { join } from "node:path";
import { expect, test } from "vitest";
import type { Role } from "../test/stub/world";
import { PHONE, ZOOMED } from "./browser";
import { open, SCREENS, violations } from "./opened";

const SMALL = { ...PHONE, viewport: { width: 320, height: 640 } };
const LOOKS = [
  { name: "phone", options: PHONE, scheme: "light", language: "en" },
  { name: "phone", options: PHONE, scheme: "dark", language: "de" },
  { name: "small", options: SMALL, scheme: "light", language: "de" },
  { name: "zoomed", options: ZOOMED, scheme: "dark", language: "en" },
  { name: "zoomed", options: ZOOMED, scheme: "light", language: "de" },
] as const;
const ROLES: [Role, string, number][] = [
  ["client", "/appointments", 4],
  ["therapist", "/therapist", 7],
  ["coordinator", "/coordinator", 6],
];

for (const [role, path, count] of ROLES)
  test.each(LOOKS)(`the header of a ${role} is one row ($name, $scheme, $language), and its menu leads everywhere`, async ({ name, options, scheme, language }) => {
    const page = await open(role, path, { ...options, colorScheme: scheme });
    const menu = page.getByRole("button", { name: /^Men[uü]$/ });
    if (language === "de") {
      if (name === "zoomed") await menu.click();
      await page.getByRole("button", { name: "Deutsch" }).click();
      await page.getByRole("button", { name: "English" }).waitFor();
      if (name === "zoomed") await menu.click();
    }
    const height = async () => (await page.getByRole("banner").boundingBox())?.height;
    expect(await height(), `one row of 44 px with its paddings: ${name} ${language}`).toBeLessThanOrEqual(60);
    const links = page.getByRole("navigation").first().locator(".navlink");
    expect(await links.filter({ visible: true }).count()).toBe(0);
    await menu.focus();
    await page.keyboard.press("Enter");
    expect(await links.filter({ visible: true }).count()).toBe(count);
    for (const link of await links.all()) expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await menu.getAttribute("aria-expanded")).toBe("true");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.screenshot({ path: join(SCREENS, `header-${role}-${name}-${scheme}-${language}.png`) });
    expect(await violations(page)).toEqual([]);
    // The first link comes right after what opened it.
    await page.keyboard.press("Tab");
    expect(await links.first().evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await links.filter({ visible: true }).count()).toBe(0);
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
    await menu.click();
    await links.nth(1).click();
    await page.locator("main h1").first().waitFor();
    expect(await links.filter({ visible: true }).count()).toBe(0);
    await page.context().close();
  });
