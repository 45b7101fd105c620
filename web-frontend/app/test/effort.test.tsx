import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { open } from "./stub/open";
import { APPOINTMENT, FOLLOW_UP, World } from "./stub/world";

// How long a person needs, by what others have measured; nobody was timed here. Reading what is asked, 300 words a minute, and looking
// through options for what applies, 600 (Carver 1992: rauding and scanning). A press is deciding, reaching and tapping: 1.35, 1.1 and
// 0.2 s (Card, Moran and Newell 1980, the keystroke-level model). Who reads more slowly, 238 and 450 (Brysbaert 2019; Carver's
// skimming), is printed.
const USUAL = { reading: 60 / 300, looking: 60 / 600 };
const SLOW = { reading: 60 / 238, looking: 60 / 450 };
const PRESS = 1.35 + 1.1 + 0.2;

function words(element: Element): number {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (texts.nextNode()) count += texts.currentNode.textContent?.match(/\p{L}[\p{L}\p{M}’'-]*/gu)?.length ?? 0;
  return count;
}

/** Gives the answers, sends them, and tells how long a usual reader needs for all that the page shows by then. */
function answering(name: string, answers: [role: "radio" | "checkbox", name: string][], send: string): number {
  for (const [role, label] of answers) fireEvent.click(screen.getByRole(role, { name: label }));
  const main = screen.getByRole("main");
  const options = [...main.querySelectorAll("label")].filter((label) => label.control?.matches("[type=radio], [type=checkbox]"));
  const looked = options.reduce((sum, label) => sum + words(label), 0);
  const read = words(main) - looked;
  expect(looked).toBeGreaterThan(10);
  expect(read).toBeGreaterThan(10);
  fireEvent.click(screen.getByRole("button", { name: send }));
  const seconds = ({ reading, looking }: typeof USUAL) => read * reading + looked * looking + (answers.length + 1) * PRESS;
  console.log(`${name}: ${seconds(USUAL).toFixed(0)} s; for a slow reader ${seconds(SLOW).toFixed(0)} s`);
  return seconds(USUAL);
}

test("what is different today is said in less than half a minute", async () => {
  const world = new World("client");
  await open(`/appointments/${APPOINTMENT}/today`, world);
  expect(answering("nothing is different", [], "Tell my therapist")).toBeLessThan(30);
  await screen.findByRole("status");

  document.body.replaceChildren();
  await open(`/appointments/${APPOINTMENT}/today`, new World("client"));
  const less = answering("less pressure, and how much", [["radio", "Less than usual"], ["radio", "Low back: 3, light"]], "Tell my therapist");
  expect(less).toBeLessThan(30);
  await screen.findByRole("status");
  expect(world.changes).toHaveLength(1);
});

test("how it was is told in less than a minute: soreness, words, what became better and signs", async () => {
  const world = new World("client");
  await open(`/follow-ups/${FOLLOW_UP}`, world);
  const told = answering(
    "follow-up",
    [
      ["radio", "Soreness over all, right now: 3"],
      ["radio", "Soreness: Low back: 3"],
      ["radio", "getting better"],
      ["checkbox", "dull"],
      ["checkbox", "Sleep"],
      ["radio", "Your pain now: 3"],
      ["radio", "Compared with before the session, you are: 1"],
      ["checkbox", "None of these"],
    ],
    "Send my answers",
  );
  expect(told).toBeLessThan(60);
  await screen.findByTestId("follow-up-result");
});
