import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { Chips } from "../src/components/Chips";
import { PressureChooser, PressureScale } from "../src/components/PressureScale";
import "../src/i18n";
import { word } from "../src/i18n";

function show(node: ReactNode) {
  return render(<MantineProvider>{node}</MantineProvider>);
}

test("the scale shows band, target, start and the wall with its reason", () => {
  const { container } = show(
    <PressureScale label="Low back" ceiling={7} ceilingReason="No more for anyone" target={5} band={{ low: 4, high: 5 }} start={3} />,
  );
  const cells = [...container.querySelectorAll(".cell")];
  const numbers = (name: string) => cells.flatMap((cell, i) => (cell.classList.contains(name) ? [i + 1] : []));
  expect(numbers("band")).toEqual([4, 5]);
  expect(numbers("target")).toEqual([5]);
  expect(numbers("start")).toEqual([3]);
  expect(numbers("beyond")).toEqual([8, 9, 10]);
  expect(numbers("wall")).toEqual([8]);
  expect(screen.getByText("Target 5, between 4 and 5. Start at 3. Not above 7. No more for anyone.")).toBeTruthy();
});

test("an unset region is marked to be asked, not given a number", () => {
  const { container } = show(<PressureScale label="Hips" ceiling={7} ask start={3} />);
  expect(container.querySelector(".scale")?.classList.contains("ask")).toBe(true);
  expect(container.querySelector(".band")).toBeNull();
  expect(screen.getByText("Ask first, then choose together. Start at 3. Not above 7.")).toBeTruthy();
});

test("a region with ceiling 0 is left alone", () => {
  const { container } = show(<PressureScale label="Hollow" ceiling={0} ask ceilingReason="Nerves lie open here" />);
  expect(container.querySelector(".ask")).toBeNull();
  expect(screen.getByText("No pressure here. Nerves lie open here.")).toBeTruthy();
});

test("pressure is chosen with a number that says its word, or with not knowing", () => {
  const chosen: (number | undefined)[] = [];
  show(<PressureChooser label="Low back" value={5} onChange={(n) => chosen.push(n)} />);
  expect((screen.getByRole("radio", { name: "Low back: 5, medium" }) as HTMLInputElement).checked).toBe(true);
  fireEvent.click(screen.getByRole("radio", { name: "Low back: 7, firm" }));
  fireEvent.click(screen.getByRole("radio", { name: "Low back: I don't know" }));
  expect(chosen).toEqual([7, undefined]);
});

test("none and anything else exclude one another", () => {
  const chosen: string[][] = [];
  const choices = [
    { value: "fever", label: "Fever" },
    { value: "none", label: "None of these" },
  ];
  const { rerender } = show(<Chips legend="Signs" choices={choices} value={["fever"]} onChange={(v) => chosen.push(v)} />);
  fireEvent.click(screen.getByRole("checkbox", { name: "None of these" }));
  rerender(
    <MantineProvider>
      <Chips legend="Signs" choices={choices} value={["none"]} onChange={(v) => chosen.push(v)} />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("checkbox", { name: "Fever" }));
  expect(chosen).toEqual([["none"], ["fever"]]);
});

test("an unknown word of a newer server is shown legibly", () => {
  expect(word("region", "left_thumb")).toBe("Left thumb");
});
