import { afterEach, expect, test } from "vitest";
import { Problem } from "../src/api/http";
import i18n, { speak } from "../src/i18n";
import { addition, byField, headline, why } from "../src/refusals";

afterEach(() => i18n.changeLanguage("en"));

function refused(body: Record<string, unknown>) {
  return new Problem(422, body);
}

test("a known code is said in our words, with what the service adds", () => {
  const problem = refused({ code: "slot-taken", title: "Conflict", detail: "Taken a moment ago." });
  expect(headline(problem)).toBe("Someone was faster: this time is taken");
  expect(addition(problem)).toBe("Taken a moment ago.");
});

test("an unknown code is said as the service says it", () => {
  const problem = refused({ code: "newer-than-this-page", title: "Conflict", detail: "The moon is in the way." });
  expect(headline(problem)).toBe("The moon is in the way.");
  expect(addition(problem)).toBeNull();
});

test("each violation stands beside its field, with its numbers", () => {
  const problem = refused({
    code: "invalid-input",
    violations: [
      { field: "note", message: "size must be between 0 and 500" },
      { field: "regions[0].soreness", message: "must be less than or equal to 10" },
      { field: "regions[1].soreness", message: "must not be null" },
      { field: "name", message: "must not be blank" },
      { field: "colour", message: "Is too blue." },
    ],
  });
  expect(byField(problem)).toEqual({
    note: "At most 500 characters or entries.",
    regions: "At most 10.",
    name: "This is needed.",
    colour: "Is too blue.",
  });
});

test("what is no refusal has no fields", () => {
  expect(byField(new TypeError("defect"))).toEqual({});
  expect(byField(null)).toEqual({});
});

test("why one of several was refused is said by its code in another language", async () => {
  expect(why("slot-taken", "That time was taken a moment ago.")).toBe("That time was taken a moment ago.");
  await speak("de");
  expect(why("slot-taken", "That time was taken a moment ago.")).toBe("Jemand war schneller: diese Zeit ist vergeben");
  expect(why("newer-than-this-page", "The moon is in the way.")).toBe("The moon is in the way.");
  expect(why(undefined, undefined)).toBeNull();
});
