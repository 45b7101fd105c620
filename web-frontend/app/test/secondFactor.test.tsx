import { act, screen } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { speak } from "../src/i18n";
import { open } from "./stub/open";
import { World, type Role } from "./stub/world";

afterEach(async () => {
  vi.unstubAllGlobals();
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
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("One more step, please");
    expect(screen.getByText(/call your practice/)).toBeTruthy();
    const found = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
  });

const WAYS: [string, string][] = [
  ["Make a passkey", "&set-up=passkey"],
  ["Use an authenticator app instead", "&set-up=app"],
  ["I have one of the two: sign in with it", ""],
];

for (const [button, first] of WAYS)
  test(`"${button}" leads there, and back to where one was`, async () => {
    const went = vi.fn<(to: string) => void>();
    await open("/appointments", byPasswordAlone("client"));
    vi.stubGlobal("location", { pathname: "/appointments", search: "?a=1", assign: went });
    screen.getByRole("button", { name: button }).click();
    expect(went).toHaveBeenCalledExactlyOnceWith(`/step-up?return=%2Fappointments%3Fa%3D1&ui_locales=en${first}`);
  });

test("a page that is for somebody else is still for somebody else", async () => {
  await open("/coordinator/figures", byPasswordAlone("therapist"));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("This page is not for your kind of account");
});

test("and in German", async () => {
  await act(() => speak("de"));
  await open("/therapist", byPasswordAlone("therapist"));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Noch ein Schritt, bitte");
  expect(screen.getByRole("button", { name: "Passkey anlegen" })).toBeTruthy();
});
