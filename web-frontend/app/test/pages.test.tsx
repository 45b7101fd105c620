import { screen } from "@testing-library/react";
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
