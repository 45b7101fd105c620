import type { components as Booking } from "../../src/api/generated/booking";
import type { components as Feedback } from "../../src/api/generated/feedback";
import type { components as Intake } from "../../src/api/generated/intake";
import type { Reply } from "./world";

/** What clients see of their series, packages, money and progress. */

type B = Booking["schemas"];
type F = Feedback["schemas"];
type I = Intake["schemas"];

export const SERIES = "0198c0de-0000-7000-8000-000000000200";
export const UNPAID = "0198c0de-0000-7000-8000-000000000216";
export const PURCHASE = "0198c0de-0000-7000-8000-000000000212";
export const PACKAGE = "0198c0de-0000-7000-8000-000000000210";

export interface Told {
  ada: { id: string; name: string };
  serviceId: string;
  appointments: { booked: string; pending: string; completed: string };
  at: (days: number, hour?: number) => string;
  id: (n: number) => string;
}

export function series({ ada, serviceId, appointments, at }: Told): B["SeriesView"] {
  return {
    id: SERIES,
    therapist: ada,
    service: { id: serviceId, name: "Massage" },
    zone: "Europe/Berlin",
    start: at(-14).slice(0, 16),
    every: "P2W",
    times: 4,
    createdAt: at(-20),
    occurrences: [
      { number: 1, state: "completed", start: at(-14), end: at(-14, 11), appointmentId: appointments.completed, alternatives: [] },
      { number: 2, state: "booked", start: at(3), end: at(3, 11), appointmentId: appointments.booked, alternatives: [] },
      { number: 3, state: "pending", start: at(17), end: at(17, 11), appointmentId: appointments.pending, alternatives: [] },
      { number: 4, state: "refused", start: at(31), code: "slot-taken", sentence: "Someone else has this time.", alternatives: [] },
    ],
  };
}

/** On offer: five at once, and ten of another kind. */
export function offers({ ada, serviceId, id }: Told): B["PackageView"][] {
  return [
    {
      id: PACKAGE, therapistId: ada.id, service: { id: serviceId, name: "Massage" }, sessions: 5, price: { amount: 380, currency: "EUR" },
      validityDays: 365, withdrawn: false,
    },
    {
      id: id(213), therapistId: ada.id, service: { id: id(7), name: "Long massage" }, sessions: 10, price: { amount: 1000, currency: "EUR" },
      validityDays: 540, withdrawn: false,
    },
  ];
}

export function purchase({ ada, serviceId, at, id }: Told): B["PurchaseView"] {
  return {
    id: PURCHASE,
    state: "active",
    packageId: PACKAGE,
    client: { id: id(20), name: "Cleo Client" },
    therapist: ada,
    service: { id: serviceId, name: "Massage" },
    sessions: { bought: 5, used: 1, reserved: 1, left: 3 },
    price: { amount: 380, currency: "EUR" },
    paid: 380,
    validUntil: at(200).slice(0, 10),
    useAutomatically: true,
    boughtAt: at(-20),
  };
}

/** Bought, and the money is still to come. */
export function unpaid(told: Told): B["PurchaseView"] {
  return {
    ...purchase(told), id: UNPAID, state: "awaiting_payment", packageId: told.id(213), service: { id: told.id(7), name: "Long massage" },
    sessions: { bought: 10, used: 0, reserved: 0, left: 0 }, price: { amount: 1000, currency: "EUR" }, paid: 0, validUntil: undefined,
    boughtAt: told.at(-1), payment: { id: told.id(214), payBy: "desk", state: "pending", amount: 1000, currency: "EUR" },
  };
}

function payments({ at, id }: Told): B["LedgerEntry"][] {
  return [
    { id: id(215), kind: "payment", amount: 380, currency: "EUR", method: "desk_card", reversed: false, recordedAt: at(-20), reversible: true },
  ];
}

export function balance(appointmentId: string): B["Balance"] {
  return {
    appointmentId, currency: "EUR", charges: [], coveredByPackage: false, due: 85, paid: 0, refunded: 0, outstanding: 85, toGiveBack: 0,
  };
}

export function changes({ at, id }: Told): I["Change"][] {
  return [
    { id: id(301), region: "low_back", at: at(-60), to: 5, kind: "intake", sentence: "Low back 5, as you said." },
    { id: id(302), region: "low_back", at: at(-28), from: 5, to: 4, kind: "follow_up", sentence: "Low back 5 → 4: still sore at 60 h." },
    { id: id(303), region: "low_back", at: at(-5), from: 4, to: 5, kind: "follow_up", sentence: "Low back 4 → 5: no soreness, and you asked for more." },
    { id: id(304), region: "hips", at: at(-28), from: 4, to: 4, kind: "follow_up", sentence: "Hips stay at 4." },
  ];
}

export function outcomes({ ada, at, id }: Told): F["Outcomes"] {
  const session = (n: number, days: number, pain: number, soreness: number, target: number, outcome: F["SessionOutcome"]["outcome"]): F["SessionOutcome"] => ({
    followUpId: id(310 + n),
    appointmentId: id(320 + n),
    therapist: ada,
    sessionEndedAt: at(days),
    answeredAt: at(days + 2),
    hoursAfter: 50,
    outcome,
    soreness,
    painRating: pain,
    globalChange: 1,
    improved: ["sleep"],
    regions: [
      { region: "low_back", target, soreness },
      { region: "hips", target: 4, soreness: Math.max(0, soreness - 2) },
    ],
  });
  return {
    items: [session(1, -44, 6, 3, 5, "normal"), session(2, -30, 5, 5, 5, "prolonged"), session(3, -16, 4, 1, 4, "normal"), session(4, -7, 3, 0, 4, "normal")],
    change: {
      from: 6, to: 3, percentFall: 50, painBetter: true, globallyBetter: false, sentence: "Pain 6 → 3.", caution: "A change, not a proof.",
    },
  };
}

const SELF_CARE: F["SelfCare"] = {
  items: [
    "You asked about self-massage. It may feel good on: low back, hips.",
    "Press for 10 to 100 seconds or use small kneads; begin with about 30 seconds.",
    "Stop on any bad reaction.",
  ],
};

type Route = [string, RegExp, (call: { ids: string[]; body: Record<string, unknown> }) => Reply];

/** @param empty nothing is there yet */
export function clientRoutes(told: Told, empty: boolean): Route[] {
  const ok = (body: unknown): Reply => ({ status: 200, body });
  const list = (items: unknown[]) => ok({ items: empty ? [] : items });
  const one = series(told);
  const bought = (id: string | undefined, more: object = {}, etag = '"3"'): Reply => ({
    status: 200, body: { ...(id === UNPAID ? unpaid(told) : purchase(told)), ...more }, etag,
  });
  const offered = (id: string | undefined, etag: string): Reply => ({ status: 200, body: offers(told).find((one) => one.id === id), etag });
  return [
    ["GET", /^\/api\/booking\/v1\/series$/, () => list([one])],
    ["GET", /^\/api\/booking\/v1\/series\/[^/]+$/, () => ok(one)],
    ["POST", /^\/api\/booking\/v1\/series\/[^/]+\/changes$/, () => ok(one)],
    ["POST", /^\/api\/booking\/v1\/series\/[^/]+\/cancellation$/, () => ok(one)],
    ["GET", /^\/api\/booking\/v1\/package-purchases$/, () => list([purchase(told), unpaid(told)])],
    ["POST", /^\/api\/booking\/v1\/package-purchases$/, () => ({ status: 201, body: unpaid(told) })],
    ["GET", /^\/api\/booking\/v1\/package-purchases\/([^/]+)$/, ({ ids }) => bought(ids[0])],
    ["PUT", /^\/api\/booking\/v1\/package-purchases\/([^/]+)\/automatic-use$/, ({ ids, body }) => bought(ids[0], body, '"4"')],
    ["POST", /^\/api\/booking\/v1\/package-purchases\/([^/]+)\/cancellation$/, ({ ids }) => bought(ids[0], { state: "cancelled" })],
    ["GET", /^\/api\/booking\/v1\/package-purchases\/([^/]+)\/payments$/, ({ ids }) => list(ids[0] === UNPAID ? [] : payments(told))],
    ["POST", /^\/api\/booking\/v1\/package-purchases\/([^/]+)\/payments$/, ({ ids }) => bought(ids[0])],
    ["GET", /^\/api\/booking\/v1\/therapists\/[^/]+\/packages$/, () => list(offers(told))],
    ["POST", /^\/api\/booking\/v1\/therapists\/[^/]+\/packages$/, () => ({ status: 201, body: offers(told)[0] })],
    ["GET", /^\/api\/booking\/v1\/therapists\/[^/]+\/packages\/([^/]+)$/, ({ ids }) => offered(ids[0], '"2"')],
    ["PUT", /^\/api\/booking\/v1\/therapists\/[^/]+\/packages\/([^/]+)$/, ({ ids }) => offered(ids[0], '"3"')],
    ["DELETE", /^\/api\/booking\/v1\/therapists\/[^/]+\/packages\/([^/]+)$/, ({ ids }) => offered(ids[0], '"3"')],
    ["POST", /^\/api\/booking\/v1\/appointments\/[^/]+\/package-session$/, () => ({ status: 201, body: purchase(told) })],
    [
      "POST", /^\/api\/booking\/v1\/appointments\/[^/]+\/payment-requests$/, () => ({
        status: 201, body: { id: told.id(217), payBy: "desk", state: "pending", amount: 85, currency: "EUR" },
      }),
    ],
    ["GET", /^\/api\/booking\/v1\/appointments\/([^/]+)\/balance$/, ({ ids }) => ok(balance(ids[0] ?? ""))],
    ["GET", /^\/api\/intake\/v1\/pressure-plan\/history$/, () => list(changes(told))],
    ["GET", /^\/api\/feedback\/v1\/outcomes$/, () => ok(empty ? { items: [] } : outcomes(told))],
    ["GET", /^\/api\/feedback\/v1\/self-care$/, () => ok(empty ? { items: [] } : SELF_CARE)],
  ];
}
