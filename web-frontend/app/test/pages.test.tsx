import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import { expect, test } from "vitest";
import { open } from "./stub/open";
import { PAGES } from "./stub/pages";
import { World, type Mood } from "./stub/world";

/** Contrast needs a real browser: `npm run look` judges that. */
async function violations(container: Element): Promise<string[]> {
  const found = await axe.run(container, {
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
}

for (const mood of ["full", "empty", "failing"] as Mood[])
  for (const { name, role, path } of PAGES)
    test(`${name} can be used by everyone (${mood})`, async () => {
      const { container } = await open(path, new World(role, mood));
      const text = container.querySelector("main")?.textContent ?? "";
      expect(text.length, "the page says something").toBeGreaterThan(20);
      if (mood === "failing" && role !== "nobody" && name !== "signed-in")
        expect(screen.getAllByRole("alert")[0]?.textContent).toContain("A part of Kneadwell is not answering");
      expect(container.querySelectorAll("h1").length, "headings of the first level").toBe(1);
      expect(await violations(container)).toEqual([]);
    });

for (const { name, role, path } of PAGES.filter((page) => page.role !== "nobody" && page.name !== "signed-in"))
  test(`${name} stays as it is, with what was filled in, when it cannot be read again`, async () => {
    const world = new World(role);
    const { container } = await open(path, world);
    const there = [...container.querySelectorAll("main :is(h1, input, textarea, select)")];
    expect(there.length).toBeGreaterThan(0);
    world.mood = "failing";
    await act(() => world.client?.invalidateQueries());
    const notice = await screen.findByText("What you see may be old. What you have filled in stays here.");
    expect(there.filter((element) => !element.isConnected)).toEqual([]);
    expect(await violations(container)).toEqual([]);

    world.mood = "full";
    fireEvent.click(screen.getAllByRole("button", { name: "Try again" })[0] as HTMLElement);
    await waitFor(() => expect(notice.isConnected).toBe(false));
    expect(there.filter((element) => !element.isConnected)).toEqual([]);
  });
