import { act, screen } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { speak } from "../src/i18n";
import { open } from "./stub/open";
import { World, type Role } from "./stub/world";

afterEach(async () => {
  await act(() => speak("en"));
});

function byPasswordAlone(role: Role): World {
  const world = new World(role);
  world.byPasswordAlone = true;
  return world;
}

const ASKED: [Role, string][] = [
  ["therapist", "/"],
  ["therapist", "/therapist/week"],
  ["coordinator", "/coordinator/figures"],
  ["coordinator", "/integrators/webhooks"],
  ["client", "/"],
  ["client", "/appointments"],
];

for (const [role, path] of ASKED)
  test(`a ${role} who signed in by password alone is told at ${path} what to do`, async () => {
    const { container } = await open(path, byPasswordAlone(role));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("A second factor, please");
    expect(screen.getByRole("link", { name: "Go to my account" }).getAttribute("href")).toBe("/account");
    expect(screen.getByRole("button", { name: "Sign out, then in again" })).toBeTruthy();
    const found = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
  });

test("a page that is for somebody else is still for somebody else", async () => {
  await open("/coordinator/figures", byPasswordAlone("therapist"));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("This page is not for your kind of account");
});

test("and in German", async () => {
  await act(() => speak("de"));
  await open("/therapist", byPasswordAlone("therapist"));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Bitte mit zweitem Faktor");
  expect(screen.getByRole("link", { name: "Zu meinem Konto" })).toBeTruthy();
});
