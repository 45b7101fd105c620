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

test("of an address that is refused each sentence is said in the person's language", async () => {
  const said = (message: string) => byField(refused({ code: "x", violations: [{ field: "url", message }] })).url;
  const listed = "That server is not one of those this installation talks to. Whoever runs it can add the server.";
  expect(said(listed)).toBe("That server is not one of those Kneadwell talks to here. Whoever runs Kneadwell can add it.");
  await speak("de");
  expect(said(listed)).toMatch(/^Dieser Server gehört nicht zu denen/);
  expect(said("Take the user name and password out of the address; the signature shows who calls.")).toBe(
    "Lassen Sie Benutzernamen und Passwort weg.",
  );
  expect(said("Take the user name and password out of the address; we do not keep them.")).toMatch(/Wir bewahren sie nicht auf/);
});
