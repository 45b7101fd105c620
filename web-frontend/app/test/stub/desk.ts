import type { components as Booking } from "../../src/api/generated/booking";
import type { components as Feedback } from "../../src/api/generated/feedback";
import { APPOINTMENT, at, COMPLETED, day, ID, NO_CONTENT, none, ok, page, path, SERVICE, type Route, type World } from "./world";

type B = Booking["schemas"];
type F = Feedback["schemas"];

const booking = "/api/booking/v1";

/** What a therapist does with their own practice. */
export function deskRoutes(world: World): Route[] {
  const cleo = { id: ID(20), name: "Cleo Client" };
  const waiting: B["WaitingClient"][] = [
    {
      id: ID(301), client: { id: ID(21), name: "Dora Dorn" }, state: "offered", serviceId: SERVICE, from: day(0), to: day(14), days: [],
      joinedAt: at(-6), offer: { start: at(2), end: at(2, 11), expiresAt: new Date(Date.now() + 40 * 60_000).toISOString() },
    },
    {
      id: ID(302), client: { id: ID(22), name: "Emil Ende" }, state: "waiting", serviceMinutes: 90, from: day(1), to: day(20),
      days: ["monday", "friday"], fromTime: "09:00", toTime: "12:00", joinedAt: at(-2),
    },
  ];
  const received: F["ReceivedFollowUp"][] = [
    {
      id: ID(311), appointmentId: COMPLETED, client: cleo, sessionEndedAt: at(-14), state: "answered", answeredAt: at(-12), outcome: "prolonged",
    },
    {
      id: ID(312), appointmentId: ID(37), client: { id: ID(21), name: "Dora Dorn" }, sessionEndedAt: at(-15), state: "answered",
      answeredAt: at(-13), outcome: "urgent",
    },
    {
      id: ID(313), appointmentId: ID(38), client: { id: ID(22), name: "Emil Ende" }, sessionEndedAt: at(-16), state: "answered",
      answeredAt: at(-14), outcome: "normal",
    },
  ];
  const rules: B["BookingRules"] = {
    intervalMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 15, noticeMinutes: 120, horizonDays: 60, grid: "from_window_start",
    gaps: "any", daySessions: 5, travelMinutes: 30, acceptance: "by_therapist", answerHours: 24, freeCancelHours: 24, lateFeePercent: 50,
  };
  const calendars: B["BusyCalendarView"][] = [
    { id: ID(321), address: "calendar.example/….ics", createdAt: at(-30), lastAttemptAt: at(0, 6), lastSuccessAt: at(0, 6), notes: [] },
    {
      id: ID(322), address: "other.example/….ics", createdAt: at(-30), lastAttemptAt: at(0, 6), lastSuccessAt: at(-3),
      lastFailure: { code: "not-there", sentence: "There is no calendar at this address, or no longer." }, notes: [],
    },
  ];
  const list = (items: unknown[]) => ok(page(world.mood === "empty" ? [] : items));
  const dates = [
    { date: day(9), hours: [] },
    { date: day(12), hours: [{ from: "10:00", to: "13:00" }, { from: "15:00", to: "20:00" }] },
  ];
  return [
    ["GET", path(`${booking}/therapists/*/waitlist`), () => list(waiting)],
    ["GET", path(`${booking}/therapists/*/busy-times`), () => list([{ start: at(1, 13), end: at(1, 15) }, { start: at(0, 8), end: at(0, 9) }])],
    ["GET", path(`${booking}/therapists/*/date-overrides`), () => list(dates)],
    [
      "GET", path(`${booking}/therapists/*/date-overrides/*`), ({ ids }) => {
        const found = dates.find((one) => one.date === ids[1] && world.mood !== "empty");
        return found ? ok({ hours: found.hours }, '"7"') : none();
      },
    ],
    ["PUT", path(`${booking}/therapists/*/date-overrides/*`), ({ body }) => ok(body, '"8"')],
    ["DELETE", path(`${booking}/therapists/*/date-overrides/*`), () => NO_CONTENT],
    ["GET", path(`${booking}/therapists/*/booking-rules`), () => ok(rules, '"3"')],
    ["PUT", path(`${booking}/therapists/*/booking-rules`), ({ body }) => ok(body, '"4"')],
    ["GET", path(`${booking}/therapists/*/busy-calendars`), () => list(calendars)],
    [
      "POST", path(`${booking}/therapists/*/busy-calendars`), () => ({
        status: 201, body: { id: ID(323), address: "calendar.example/….ics", createdAt: at(0), notes: [] },
      }),
    ],
    ["DELETE", path(`${booking}/therapists/*/busy-calendars/*`), () => NO_CONTENT],
    ["POST", path(`${booking}/therapists/*/busy-calendars/*/refresh`), () => ok(calendars[0])],
    ["POST", path(`${booking}/therapists/*/services`), ({ body }) => ({ status: 201, body: { id: ID(331), needsRoom: false, ...body } })],
    ["POST", path(`${booking}/appointments/${APPOINTMENT}/no-show`), () => NO_CONTENT],
    ["GET", path("/api/feedback/v1/appointment-follow-ups"), () => list(received)],
  ];
}
