import { afterEach, expect, test } from "vitest";
import { speak } from "../src/i18n";
import { clocksDiffer, dateTime, instantOf, localDateTime, price } from "../src/time";

afterEach(() => speak("en"));

test("a time on the wall is the instant it is there, on both sides of the change of clocks", () => {
  expect(instantOf("2026-07-01T09:00", "Europe/Berlin")).toBe("2026-07-01T07:00:00Z");
  expect(instantOf("2026-12-01T09:00", "Europe/Berlin")).toBe("2026-12-01T08:00:00Z");
  expect(instantOf("2026-10-25T04:00", "Europe/Berlin")).toBe("2026-10-25T03:00:00Z");
  expect(instantOf("2026-03-29T04:00", "Europe/Berlin")).toBe("2026-03-29T02:00:00Z");
  expect(instantOf("2026-03-08T03:30", "America/New_York")).toBe("2026-03-08T07:30:00Z");
  expect(instantOf("2026-11-01T01:30", "America/New_York")).toMatch(/^2026-11-01T0[56]:30:00Z$/);
});

test("and back again", () => {
  expect(localDateTime("2026-07-01T07:00:00Z", "Europe/Berlin")).toBe("2026-07-01T09:00");
  expect(localDateTime("2026-12-31T23:30:00Z", "Europe/Berlin")).toBe("2027-01-01T00:30");
});

test("dates and money are written as the language has them", async () => {
  expect(dateTime("2026-11-27T09:00:00Z", "Europe/Berlin")).toBe("Friday 27 November at 10:00");
  expect(price({ amount: 85, currency: "EUR" })).toBe("€85.00");
  await speak("de");
  expect(dateTime("2026-11-27T09:00:00Z", "Europe/Berlin")).toMatch(/^Freitag, 27\. November um 10:00/);
  expect(price({ amount: 85, currency: "EUR" })).toMatch(/^85,00\s€$/);
});

test("two names of one clock do not differ", () => {
  expect(clocksDiffer("2026-11-27T09:00:00Z", "Europe/Berlin", "Europe/Vienna")).toBe(false);
  expect(clocksDiffer("2026-11-27T09:00:00Z", "Europe/Berlin", "Europe/London")).toBe(true);
});
