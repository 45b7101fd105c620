import { readFileSync } from "node:fs";
import type { components as Booking } from "../../src/api/generated/booking";
import type { components as Feedback } from "../../src/api/generated/feedback";
import type { components as Intake } from "../../src/api/generated/intake";
import { webhookRoutes } from "./webhooks";
import { officeRoutes } from "./office";
import { deskRoutes } from "./desk";
import { withoutHeader } from "./headers";
import { clientRoutes, type Told } from "./client";

/**
 * A small stand-in for the gateway and the services, for looking at pages: it knows one person of each kind and answers
 * as the documents say, which the types check. What the services really do is shown by the system tests.
 */

type B = Booking["schemas"];
type F = Feedback["schemas"];
type I = Intake["schemas"];

export type Role = "client" | "therapist" | "coordinator" | "nobody";
/** Full: an ordinary day. Empty: nothing there yet. Failing: the services do not answer. */
export type Mood = "full" | "empty" | "failing";

export interface Reply {
  status: number;
  body?: unknown;
  etag?: string;
}

const resource = (path: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/../../../../intake-service/src/main/resources/${path}`, "utf8"));
/** The real questions, so that what is looked at is what people see. */
export const questionnaire = resource("questionnaires/2026.1.json") as I["Questionnaire"];
const consentText = resource("consents/2026.1.json") as I["ConsentText"];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const ID = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;
export const APPOINTMENT = ID(1);
export const HELD = ID(2);
export const FOLLOW_UP = ID(3);
export const THERAPIST = ID(4);
export const PENDING = ID(5);
export const COMPLETED = ID(36);
export const SERVICE = ID(6);

/** Ten in the morning, some days from now, where everything takes place. */
export function at(days: number, hour = 10): string {
  const date = new Date(Date.now() + days * DAY);
  date.setUTCHours(hour, 0, 0, 0);
  return date.toISOString().replace(".000Z", "Z");
}
export const day = (days: number) => at(days).slice(0, 10);
const price = { amount: 85, currency: "EUR" };
const location: B["LocationView"] = {
  id: ID(10), name: "Room by the river", address: "12 Quay Street", jurisdiction: "R1", zone: "Europe/Berlin",
};
const place: B["Place"] = { id: location.id, name: location.name, address: location.address };

export const ada: B["TherapistView"] = {
  id: THERAPIST,
  name: "Ada Auer",
  bio: "I work slowly and ask often.",
  languages: ["de", "en"],
  zone: "Europe/Berlin",
  location,
  styles: ["relaxation", "clinical_jing", "movement_stretch"],
  regions: ["low_back", "hips"],
  intensityRange: { low: 2, high: 6 },
  qualities: {
    talksAboutPressure: true, intakeProcess: true, communicatesConsent: true, modifiesPressure: true,
    startsLighter: true, movementWork: true, therapeuticExperience: true,
  },
  services: [
    { id: SERVICE, name: "Massage", minutes: 60, price, needsRoom: true },
    { id: ID(7), name: "Long massage", minutes: 90, price: { amount: 120, currency: "EUR" }, needsRoom: true },
  ],
  licences: [
    { id: ID(8), jurisdiction: "R1", number: "A-100", validFrom: day(-300), validUntil: day(20), verified: true },
    { id: ID(9), jurisdiction: "R2", number: "A-200", validFrom: day(-10), validUntil: day(355), verified: false },
  ],
};
const ben: B["TherapistView"] = {
  ...ada, location: { ...location, id: ID(13), name: "Hillside rooms", address: "3 Hill Road" }, id: ID(11), name: "Ben Brugger", bio: "Sports and desks.", styles: ["deep_tissue", "sports"], licences: [],
};

function match(therapist: B["TherapistView"], fit: number): B["MatchView"] {
  return {
    therapist,
    fit,
    parts: [
      { part: "style", points: 25, outOf: 25, reason: "Suits both of your goals." },
      { part: "region", points: 12.5, outOf: 25, reason: "Works with low back, not hips." },
      { part: "pressure", points: 20, outOf: 20, reason: "Works from 2 to 6, and you want 3 to 5." },
      { part: "history", points: 3, outOf: 5, reason: "You have not met yet." },
    ],
    eligibleStyles: therapist.styles,
    notes: [],
    earliestSlot: { start: at(1), end: at(1, 11), serviceId: SERVICE },
    questions: ["How would you begin with my low back?", "What can I do afterwards?"],
  };
}

const cancellation: B["CancellationTerms"] = { freeUntil: at(2), lateFee: { amount: 42.5, currency: "EUR" }, charged: false };

function appointment(id: string, state: string, start: string, more: Partial<B["AppointmentView"]> = {}): B["AppointmentView"] {
  return {
    id, state, start,
    end: new Date(Date.parse(start) + HOUR).toISOString(),
    zone: "Europe/Berlin",
    therapist: { id: ada.id, name: ada.name },
    client: { id: ID(20), name: "Cleo Client" },
    service: { id: SERVICE, name: "Massage", minutes: 60, price },
    location: place,
    firstVisit: true,
    ...more,
  };
}

const waiting: B["EntryView"][] = [
  {
    id: ID(60), state: "offered", therapistIds: [ada.id], serviceId: SERVICE, from: day(0), to: day(14), days: [], joinedAt: at(-1),
    offer: {
      id: ID(61), start: at(2), end: at(2, 11), zone: "Europe/Berlin", therapist: { id: ada.id, name: ada.name },
      service: { id: SERVICE, name: "Massage" }, location: place, expiresAt: new Date(Date.now() + 25 * 60_000).toISOString(),
    },
  },
  {
    id: ID(62), state: "waiting", therapistIds: [ada.id], serviceId: SERVICE, from: day(1), to: day(20), days: ["monday", "friday"],
    fromTime: "09:00:00", toTime: "12:00:00", joinedAt: at(-2),
  },
];
const occurrences: B["Occurrence"][] = [
  { number: 1, state: "free", start: at(7), end: at(7, 11), alternatives: [] },
  {
    number: 2, state: "refused", start: at(21), code: "slot-taken", sentence: "Someone else has this time.",
    alternatives: [{ start: at(21, 12), end: at(21, 13) }],
  },
];

const subscriptions: B["SubscriptionView"][] = [
  { subscription: "client-status", source: "intake", shard: 0, state: "running", lagEvents: 0, lagSeconds: 0 },
  { subscription: "follow-ups", source: "feedback", shard: 0, state: "failing", lagEvents: 3, lagSeconds: 42.4, problem: "The last event failed." },
];
const letter: B["LetterView"] = {
  subscription: "follow-ups", eventId: ID(80), aggregateType: "FollowUp", aggregateVersion: 4, type: "FollowUpAnswered",
  state: "parked", reason: "failed", error: "No such client.", attempts: 8, parkedAt: at(-1),
};

const lowBack: I["RegionPressure"] = {
  region: "low_back",
  preference: { intensity: 5, statedAt: at(-1) },
  ceiling: 7,
  ceilingReason: "The most we plan for anyone.",
  target: 5,
  ask: false,
  band: { low: 4, high: 5 },
  start: 3,
  lastChange: { id: ID(30), region: "low_back", at: at(-1), from: 5, to: 4, kind: "follow_up", sentence: "Low back 5 → 4: still sore at 60 h." },
};
const plan: I["PressurePlan"] = {
  ceiling: 7,
  suspended: false,
  regions: [
    lowBack,
    { region: "hips", ceiling: 7, ask: true, start: 3 },
    { region: "jaw_ear_hollow", ceiling: 0, ceilingReason: "Nerves lie open here", ask: false },
  ],
};

const accesses: I["AuditEntry"][] = [
  { id: ID(901), at: new Date(Date.now() - HOUR).toISOString(), role: "client", access: "read", operation: "getPressurePlan" },
  {
    id: ID(902), at: new Date(Date.now() - DAY).toISOString(), role: "therapist", actorId: ID(41), access: "read",
    operation: "getSummary", appointmentId: APPOINTMENT,
  },
  {
    id: ID(903), at: new Date(Date.now() - 2 * DAY).toISOString(), role: "therapist", actorId: ID(41), access: "write",
    operation: "checkIn", appointmentId: APPOINTMENT,
  },
];

export const assessment: I["Assessment"] = {
  id: ID(31),
  submittedAt: at(-1),
  questionnaireVersion: "2026.1",
  ruleSetVersion: "2026.1",
  outcome: "gentle_only",
  headline: "Gentle massage is possible.",
  ceiling: 3,
  bookable: true,
  bookableUntil: day(80),
  excludedStyles: ["deep_tissue", "sports"],
  excludedOnFirstVisit: [],
  understood: ["Low back and hips, for more than twelve weeks.", "You take blood thinners."],
  reasons: [
    {
      ruleId: "blood_thinner", title: "Blood thinners", outcome: "gentle_only", ceiling: 3, cleared: false, clearable: true,
      text: "Firm work may bruise.", source: "A rule of this platform, not reviewed by a clinician",
    },
  ],
  advice: [{ ruleId: "blood_thinner", text: "Check with your clinician; firm work may bruise." }],
  notes: ["Relief of low-back pain is short term. The evidence is of low quality."],
  plan,
};
export const urgent: I["Assessment"] = {
  ...assessment,
  outcome: "urgent_care",
  headline: "Get urgent medical care now.",
  ceiling: 0,
  bookable: false,
  reasons: [],
  advice: [{ ruleId: "bladder", text: "A new change in bladder or bowel control can be an emergency. Call your emergency number." }],
};

export const summary: I["Summary"] = {
  appointmentId: APPOINTMENT,
  client: { name: "Cleo Client" },
  start: at(0, 15),
  firstVisit: true,
  outcome: "gentle_only",
  ceiling: 3,
  ceilingReasons: ["Blood thinners."],
  regions: plan.regions.slice(0, 1),
  related: plan.regions.slice(1),
  exclusions: ["deep_tissue"],
  goals: ["relax_stress"],
  wishes: { startLighter: true, draping: "full" },
  safetyNotes: ["Takes blood thinners."],
  today: { tolerance: "lower_today", intensityToday: { low_back: 3 }, newSigns: ["tingling"], note: "Slept badly." },
  lastFollowUp: { outcome: "prolonged", complaint: "none", answeredAt: at(-20) },
  checkInPlan: ["After warm-up", "At each region", "At each increase", "At least four an hour"],
  notDiagnosis: questionnaire.notDiagnosis,
};

const followUp: F["FollowUp"] = {
  id: FOLLOW_UP,
  appointmentId: ID(32),
  therapist: { id: ada.id, name: ada.name },
  sessionEndedAt: at(-2),
  state: "invited",
  inviteAt: at(0, 1),
  closesAt: at(1),
  regions: [{ region: "low_back", target: 5 }],
  answers: [],
};
const seen: F["TherapistFollowUp"] = {
  id: FOLLOW_UP, appointmentId: COMPLETED, client: { id: ID(20), name: "Cleo Client" }, sessionEndedAt: at(-14), state: "answered",
  regions: followUp.regions,
  answers: [
    {
      answerId: ID(51), answeredAt: at(-12), hoursAfter: 50, outcome: "prolonged", soreness: 5, words: ["aching"], headache: false,
      fatigue: false, improved: ["sleep"], complaint: "too_intense", regions: [{ region: "low_back", target: 5, soreness: 5 }],
    },
  ],
};
const TOLD: Told = {
  ada: { id: ada.id, name: ada.name }, serviceId: SERVICE, appointments: { booked: APPOINTMENT, pending: PENDING, completed: COMPLETED }, at, id: ID,
};

export const none = (): Reply => ({ status: 404, body: { type: "about:blank", title: "Not Found", status: 404, code: "not-found" } });
export const ok = (body: unknown, etag?: string): Reply => ({ status: 200, body, ...(etag ? { etag } : {}) });
export const page = (items: unknown[]) => ({ items });

export const NO_CONTENT: Reply = { status: 204 };
export const path = (text: string) => new RegExp(`^${text.replaceAll("*", "([^/]+)")}$`);

export type Handler = (given: { ids: string[]; query: URLSearchParams; body: Record<string, unknown> }) => Reply;

export type Route = [method: string, path: RegExp, handler: Handler];

export class World {
  readonly role: Role;
  mood: Mood;
  /** Answers the next request for a path in place of the world. */
  private readonly instead = new Map<string, Reply>();
  /** Every change that came in: method and path. */
  readonly changes: string[] = [];
  assessment: I["Assessment"] | null;
  draft: I["Draft"] | null = null;
  consented: boolean;
  erased: I["Erasure"] | null = null;
  place: string | null;
  session: B["SessionView"] | null = null;
  /** Whether the therapist's appointment has begun; by the hour when left out. */
  begun: boolean | undefined;
  /** What is otherwise about the therapist who looks. */
  me: Partial<B["TherapistView"]> = {};
  /** The session has ended: the gateway knows nobody any more. */
  signedOut = false;
  /** Signed in without the second factor that the practice asks for. */
  byPasswordAlone = false;
  /** What the opened front has read. */
  client: { invalidateQueries: () => Promise<void> } | null = null;
  private version = 1;

  constructor(role: Role, mood: Mood = "full") {
    this.role = role;
    this.mood = mood;
    this.assessment = mood === "empty" ? null : assessment;
    this.consented = mood !== "empty";
    this.place = mood === "empty" ? null : "R1";
    if (mood !== "empty")
      this.session = {
        appointmentId: APPOINTMENT,
        startedAt: at(0, 15),
        regions: [{ region: "low_back", target: 5, start: 3 }],
        checkIns: [],
        reminder: { perHour: 4, everyMinutes: 15 },
      };
  }

  next(method: string, path: RegExp, reply: Reply): void {
    this.instead.set(`${method} ${path.source}`, reply);
  }

  /** @param header what the request says in a header; null when it says nothing */
  answer(method: string, url: string, body: unknown, header: (name: string) => string | null = () => null): Reply {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (method !== "GET") this.changes.push(`${method} ${pathname}`);
    for (const [key, reply] of this.instead)
      if (key.startsWith(`${method} `) && new RegExp(key.slice(method.length + 1)).test(pathname)) {
        this.instead.delete(key);
        return reply;
      }
    if (pathname === "/session" && this.signedOut) return ok({ signedIn: false });
    if (pathname.startsWith("/api/") && this.signedOut)
      return { status: 401, body: { title: "Unauthorized", status: 401, code: "session-expired" } };
    if (pathname === "/session" && this.byPasswordAlone)
      return ok({ signedIn: true, name: this.name(), roles: [], needSecondFactor: [this.role] });
    if (pathname.startsWith("/api/") && this.byPasswordAlone)
      return { status: 403, body: { title: "Forbidden", status: 403, code: "second-factor-needed" } };
    if (pathname === "/session")
      return ok(this.role === "nobody" ? { signedIn: false } : { signedIn: true, name: this.name(), roles: [this.role] });
    if (pathname === "/dev/clock") return none();
    if (this.mood === "failing")
      return { status: 503, body: { title: "Service Unavailable", status: 503, code: "service-unreachable" } };
    const refused = withoutHeader(method, pathname, header);
    if (refused) return refused;
    for (const [verb, pattern, handler] of this.routes()) {
      const found = verb === method ? pattern.exec(pathname) : null;
      if (found) return handler({ ids: found.slice(1), query: searchParams, body: (body ?? {}) as Record<string, unknown> });
    }
    return none();
  }

  private erase(body: Record<string, unknown>): Reply {
    if (body.confirm !== "erase") return { status: 400, body: { title: "Bad Request", status: 400, code: "invalid-input" } };
    this.erased ??= { id: ID(903), requestedAt: new Date().toISOString(), complete: true };
    return { status: 202, body: this.erased };
  }

  private name(): string {
    return { client: "Cleo Client", therapist: "Ada Auer", coordinator: "Cora Office", nobody: "" }[this.role];
  }

  /** One at a time, so that there is a next page. */
  private accesses(query: URLSearchParams): Reply {
    const shown = query.get("by") === "others" ? accesses.filter(({ role }) => role !== "client") : accesses;
    const from = Number(query.get("cursor") ?? 0);
    return ok({ items: shown.slice(from, from + 1), ...(from + 1 < shown.length ? { next: String(from + 1) } : {}) });
  }

  /** A coordinator changes something of the therapist who looks. */
  changesMe(change: Partial<B["TherapistView"]>): void {
    this.me = { ...this.me, ...change };
    ++this.version;
  }

  private mine(): Reply {
    return ok({ ...ada, published: true, email: "ada@example.test", mailLanguage: "en", ...this.me }, `"${this.version}"`);
  }

  private list(items: unknown[]): Reply {
    return ok(page(this.mood === "empty" ? [] : items));
  }

  appointments(): B["AppointmentView"][] {
    return [
      appointment(APPOINTMENT, "booked", this.role === "therapist" ? this.today() : at(3), { cancellation }),
      appointment(PENDING, "pending", at(4), { answerBy: at(1), firstVisit: false }),
      appointment(COMPLETED, "completed", at(-14), { firstVisit: false }),
    ];
  }

  private today(): string {
    if (this.begun === undefined) return at(0, 15);
    const start = new Date(Date.now() + (this.begun ? -HOUR : HOUR));
    start.setUTCMinutes(0, 0, 0);
    return start.toISOString().replace(".000Z", "Z");
  }

  private one(id: string): Reply {
    if (id === HELD)
      return ok(appointment(HELD, "held", at(3), { expiresAt: new Date(Date.now() + 9 * 60_000).toISOString() }), '"1"');
    const found = this.appointments().find((a) => a.id === id);
    return found ? ok(found, '"1"') : none();
  }

  private routes(): Route[] {
    const intake = "/api/intake/v1";
    const booking = "/api/booking/v1";
    const feedback = "/api/feedback/v1";
    return [
      ...officeRoutes(this),
      ...deskRoutes(this),
      ...clientRoutes(TOLD, this.mood === "empty"),
      ["GET", path(`${intake}/questionnaires/*`), () => ok(questionnaire)],
      ["GET", path(`${intake}/consent-texts/current`), () => ok(consentText)],
      ["GET", path(`${intake}/consent`), () => ok({ given: this.consented })],
      ["POST", path(`${intake}/consents`), () => ((this.consented = true), { status: 201, body: { given: true } })],
      ["POST", path(`${intake}/clearances`), () => ({ status: 201, body: {} })],
      ["POST", path(`${intake}/consents/withdrawal`), () => ((this.consented = false), { status: 204 })],
      ["GET", path(`${intake}/erasure`), () => (this.erased ? ok(this.erased) : none())],
      ["POST", path(`${intake}/erasure`), ({ body }) => this.erase(body)],
      ["GET", path(`${intake}/accesses`), ({ query }) => this.accesses(query)],
      ["GET", path(`${booking}/accesses`), () => this.list([])],
      ["GET", path(`${feedback}/accesses`), () => this.list([])],
      ["GET", path(`${intake}/drafts/current`), () => (this.draft ? ok(this.draft, `"${this.version}"`) : none())],
      [
        "POST", path(`${intake}/drafts`), () => {
          this.draft = { id: ID(40), questionnaireVersion: "2026.1", answers: {}, updatedAt: at(0), unansweredSafety: [] };
          return { status: 201, body: this.draft, etag: `"${this.version}"` };
        },
      ],
      [
        "PATCH", path(`${intake}/drafts/*`), ({ body }) => {
          const answers = { ...(this.draft?.answers as object), ...(body.answers as object) };
          this.draft = { id: ID(40), questionnaireVersion: "2026.1", answers, updatedAt: at(0), unansweredSafety: [] };
          return ok(this.draft, `"${++this.version}"`);
        },
      ],
      [
        "POST", path(`${intake}/drafts/*/submission`), () => {
          this.draft = null;
          this.assessment = assessment;
          return { status: 201, body: assessment };
        },
      ],
      ["GET", path(`${intake}/assessments/current`), () => (this.assessment ? ok(this.assessment) : none())],
      ["GET", path(`${intake}/pressure-plan`), () => ok(this.mood === "empty" ? { ...plan, regions: [] } : plan)],
      ["GET", path(`${intake}/appointments/*/today-check`), () => none()],
      ["PUT", path(`${intake}/appointments/*/today-check`), () => ok({ tolerance: "same", outcome: "ok", advice: [], plan })],
      ["GET", path(`${intake}/appointments/*/summary`), () => ok(summary)],
      ["GET", path(`${booking}/me/profile`), () => (this.place ? ok({ jurisdiction: this.place, timeZone: "Europe/Berlin" }, '"1"') : none())],
      ["PUT", path(`${booking}/me/profile`), ({ body }) => ((this.place = String(body.jurisdiction)), ok(body))],
      ["GET", path(`${booking}/places`), () => this.list([ben, ada].map(({ location: { id, name, address, zone } }) => ({ id, name, address, zone })))],
      ["GET", path(`${booking}/jurisdictions`), () => ok(page([{ code: "R1", name: "Riverland" }, { code: "R2", name: "Hillside" }]))],
      [
        "GET", path(`${booking}/matches`), () =>
          ok({
            items: this.mood === "empty" ? [] : [match(ada, 88), match(ben, 71.5)],
            notMatched: [
              { therapistId: ID(12), name: "Dora Dorn", reasons: [{ filter: "H1", reason: "No licence in Riverland on that day." }] },
            ],
          }),
      ],
      ["GET", path(`${booking}/therapists`), () => this.list([ada, ben])],
      ["GET", path(`${booking}/me/therapist`), () => this.mine()],
      ["PUT", path(`${booking}/me/therapist`), ({ body }) => (this.changesMe(body), this.mine())],
      ["GET", path(`${booking}/therapists/*`), () => ok(ada, '"1"')],
      [
        "GET", path(`${booking}/therapists/*/slots`), () =>
          ok({
            zone: "Europe/Berlin",
            locations: [],
            items: this.mood === "empty" ? [] : [1, 2, 5].flatMap((d) => [9, 10, 14, 16].map((h) => ({ start: at(d, h), end: at(d, h + 1), locationId: location.id }))),
            whyNone: this.mood === "empty" ? ["The therapist has no hours in these days."] : [],
          }),
      ],
      ["POST", path(`${booking}/holds`), () => ({ ...this.one(HELD), status: 201 })],
      ["DELETE", path(`${booking}/holds/*`), () => ({ status: 204 })],
      ["POST", path(`${booking}/appointments`), () => ({ status: 201, body: appointment(APPOINTMENT, "booked", at(3)), etag: '"1"' })],
      [
        "GET", path(`${booking}/appointments`), ({ query }) => {
          const states = query.getAll("state");
          return this.list(this.appointments().filter((one) => states.length === 0 || states.includes(one.state)));
        },
      ],
      ["GET", path(`${booking}/appointments/*`), ({ ids }) => this.one(ids[0] ?? "")],
      ["POST", path(`${booking}/appointments/*/cancellation`), ({ ids }) => this.one(ids[0] ?? "")],
      [
        "GET", path(`${booking}/appointments/*/session`), ({ ids }) =>
          this.session ? ok(ids[0] === COMPLETED ? { ...this.session, endedAt: at(-14, 16) } : this.session) : none(),
      ],
      ["POST", path(`${booking}/appointments/*/session`), () => ({ status: 201, body: this.session })],
      [
        "POST", path(`${booking}/appointments/*/session/check-ins`), ({ body }) => {
          const made = {
            ...body, advice: "ease", sentence: "6 is more than 5: ease off.", at: at(0, 15), words: [], asksShouldThisHurt: false, target: 5,
          } as unknown as B["Made"];
          if (this.session) this.session = { ...this.session, checkIns: [...this.session.checkIns, made] };
          return { status: 201, body: made };
        },
      ],
      ["POST", path(`${booking}/appointments/*/session/completion`), () => ok({ ...this.session, endedAt: at(0, 16) })],
      ["GET", path(`${booking}/appointments/*/alternatives`), () => ok(page([{ start: at(3, 12), end: at(3, 13) }, { start: at(4, 9), end: at(4, 10) }]))],
      ["POST", path(`${booking}/appointments/*/reschedule`), ({ ids }) => this.one(ids[0] ?? "")],
      ["GET", path(`${booking}/waitlist`), () => this.list(waiting)],
      ["POST", path(`${booking}/waitlist`), () => ({ status: 201, body: waiting[0] })],
      ["DELETE", path(`${booking}/waitlist/*`), () => ({ status: 204 })],
      [
        "POST", path(`${booking}/waitlist/*/offers/*/acceptance`), () => ({
          status: 201,
          body: { ...waiting[0], state: "fulfilled", appointmentId: APPOINTMENT, offer: undefined },
        }),
      ],
      ["POST", path(`${booking}/waitlist/*/offers/*/decline`), () => ok(waiting[1])],
      ["GET", path(`${booking}/calendar-feeds`), () => this.list([{ as: this.role, includeNames: false, createdAt: at(-3), lastReadAt: at(-1) }])],
      [
        "POST", path(`${booking}/calendar-feeds`), ({ body }) => ({
          status: 201,
          body: { ...body, createdAt: at(0), address: "https://practice.example.test/api/booking/v1/calendars/0123456789abcdef.ics" },
        }),
      ],
      ["DELETE", path(`${booking}/calendar-feeds/*`), () => ({ status: 204 })],
      ["POST", path(`${booking}/series/preview`), () => ok({ zone: "Europe/Berlin", occurrences, notes: [] })],
      ["POST", path(`${booking}/series`), () => ({ status: 201, body: { occurrences } })],
      ["POST", path(`${booking}/appointments/*/acceptance`), ({ ids }) => this.one(ids[0] ?? "")],
      ["POST", path(`${booking}/appointments/*/decline`), ({ ids }) => this.one(ids[0] ?? "")],
      [
        "GET", path(`${booking}/therapists/*/working-hours`), () =>
          ok(
            { weekly: this.mood === "empty" ? [] : [{ day: "monday", from: "09:00:00", to: "17:00:00" }, { day: "thursday", from: "12:00:00", to: "19:30:00" }] },
            '"1"',
          ),
      ],
      ["PUT", path(`${booking}/therapists/*/working-hours`), ({ body }) => ok(body, '"2"')],
      ["GET", path(`${booking}/therapists/*/time-off`), () => this.list([{ id: ID(70), start: at(30), end: at(37) }])],
      ["POST", path(`${booking}/therapists/*/time-off`), ({ body }) => ({ status: 201, body: { id: ID(71), ...body } })],
      ["DELETE", path(`${booking}/therapists/*/time-off/*`), () => ({ status: 204 })],
      ["POST", path(`${booking}/therapists/*/licences/*/verification`), () => ok({})],
      ...webhookRoutes(this.mood),
      ["GET", /event-delivery\/subscriptions$/, () => this.list(subscriptions)],
      ["GET", /booking\/v1\/event-delivery\/dead-letters$/, () => this.list([letter])],
      ["GET", /event-delivery\/dead-letters$/, () => ok(page([]))],
      ["POST", /event-delivery\/dead-letters\/[^/]+\/[^/]+\/(replay|discard)$/, () => ({ status: 202, body: { aggregates: 1 } })],
      ["GET", path(`${feedback}/follow-ups`), () => this.list([followUp])],
      ["GET", path(`${feedback}/follow-ups/*`), () => ok(followUp)],
      [
        "POST", path(`${feedback}/follow-ups/*/answers`), () => ({
          status: 201,
          body: {
            answerId: ID(50), outcome: "normal", headline: "That is an ordinary reaction.", advice: ["Water and easy walking."], urgent: false,
          },
        }),
      ],
      ["GET", path(`${feedback}/appointments/*/follow-up`), () => (this.mood === "empty" ? none() : ok(seen))],
      ["GET", path(`${feedback}/plan`), () => (this.mood === "empty" ? none() : ok({ stage: "series", sessions: 3, everyDays: 14, sentence: "Three sessions, two weeks apart, then look again." }))],
    ];
  }
}
