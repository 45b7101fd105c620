import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { BodyMap, FRONT, MAPPED, neighbour } from "../src/components/BodyMap";
import "../src/i18n";
import { en } from "../src/locales/en";

const ALL = Object.keys(en.region);

function show(chosen: string[]) {
  const toggled: string[] = [];
  render(<BodyMap regions={ALL} chosen={chosen} onToggle={(region) => toggled.push(region)} />);
  return toggled;
}

test("every region with a name is on the map", () => {
  expect([...MAPPED].sort()).toEqual([...ALL].sort());
});

test("arrows lead to what lies that way, and nowhere where nothing does", () => {
  expect(neighbour(FRONT, "head", "ArrowDown")).toBe("jaw");
  expect(neighbour(FRONT, "jaw", "ArrowUp")).toBe("head");
  expect(neighbour(FRONT, "thighs", "ArrowDown")).toBe("lower_legs");
  expect(neighbour(FRONT, "neck_front", "ArrowLeft")).toBe("shoulders");
  expect(neighbour(FRONT, "feet", "ArrowDown")).toBe("feet");
  expect(neighbour(FRONT, "head", "Home")).toBe("head");
});

test("every region can be reached from every other with arrows alone", () => {
  for (const start of FRONT) {
    const reached = new Set([start.region]);
    for (let size = 0; size < reached.size; ) {
      size = reached.size;
      for (const region of [...reached])
        for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) reached.add(neighbour(FRONT, region, key));
    }
    expect([start.region, reached.size]).toEqual([start.region, FRONT.length]);
  }
});

test("each side is one stop for the keyboard, and space chooses", () => {
  const toggled = show(["low_back"]);
  const stops = screen.getAllByRole("checkbox").filter((shape) => shape.getAttribute("tabindex") === "0");
  expect(stops.map((shape) => shape.getAttribute("aria-label"))).toEqual(["Head, on the front", "Low back, on the back"]);
  fireEvent.keyDown(stops[1] as Element, { key: "ArrowUp" });
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Mid back, on the back");
  fireEvent.keyDown(document.activeElement as Element, { key: " " });
  fireEvent.click(screen.getByLabelText("Jaw, on the front"));
  expect(toggled).toEqual(["mid_back", "jaw"]);
});

test("what is chosen is told by more than its colour", () => {
  show(["low_back"]);
  const shape = screen.getByLabelText("Low back, on the back");
  expect(shape.getAttribute("aria-checked")).toBe("true");
  expect(shape.textContent).toContain("✓");
});
