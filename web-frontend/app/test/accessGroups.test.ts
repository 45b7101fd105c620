import { expect, test } from "vitest";
import type { Access } from "../src/api/accesses";
import { accessGroups } from "../src/pages/accessGroups";

const one = (id: number, minute: string, access: string, operation: string, appointmentId?: string): Access => ({
  id: `00000000-0000-7000-8000-00000000000${id}`,
  at: `2026-11-17T10:${minute}Z`,
  role: "therapist",
  access,
  operation,
  ...(appointmentId ? { appointmentId } : {}),
});

test("what somebody did because of one appointment is one entry, each thing once with its times", () => {
  const groups = accessGroups([
    one(1, "45:10", "read", "getSummaryPdf", "a"),
    one(2, "31:50", "read", "getSummary", "a"),
    one(3, "31:20", "read", "getSummary", "a"),
    one(4, "31:10", "write", "checkIn", "a"),
    one(5, "20:00", "read", "getSummary", "b"),
    one(6, "10:00", "read", "somethingNew"),
    one(7, "09:00", "read", "acceptAppointment", "c"),
  ]);

  expect(groups.map(({ appointmentId, lines }) => [appointmentId, lines.map(({ access, looked, times }) => [access, looked, times.length])])).toEqual([
    ["a", [["read", "summary", 2], ["write", "session", 1]]],
    ["b", [["read", "summary", 1]]],
    [undefined, [["read", "data", 1]]],
    ["c", [["read", "booking", 1]]],
  ]);
  const [first, second] = groups[0]?.lines[0]?.times ?? [];
  expect(String(first) < String(second)).toBe(true);
});
