import { call, get, getOrNull, newKey, query, type Answer } from "./http";

const BASE = "/api/intake/v1";

export type Kind =
  | "regions"
  | "single"
  | "multi"
  | "scale"
  | "yes_no"
  | "text"
  | "date"
  | "pressure_by_region"
  | "words_by_region"
  | "site_date";

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

export interface Question {
  key: string;
  text: string;
  help?: string;
  kind: Kind;
  safety: boolean;
  required: boolean;
  options?: Option[];
  min?: number;
  max?: number;
  minLabel?: string;
  maxLabel?: string;
  showIf?: { key: string; anyOf: unknown[] };
}

export interface Step {
  key: string;
  title: string;
  intro?: string;
  questions: Question[];
}

export interface Questionnaire {
  version: string | number;
  title: string;
  notDiagnosis: string;
  steps: Step[];
}

export type Answers = Record<string, unknown>;

export interface Draft {
  id: string;
  questionnaireVersion: string | number;
  answers: Answers;
  updatedAt: string;
  unansweredSafety: string[];
}

export interface ConsentText {
  version: string | number;
  purposes: { key: string; text: string }[];
  text: string;
}

export interface Consent {
  given: boolean;
  version?: string | number;
  purposes?: string[];
  givenAt?: string;
}

export type Outcome = "ok" | "gentle_only" | "clearance" | "see_doctor" | "urgent_care";

export interface Change {
  id: string;
  region: string;
  at: string;
  from?: number;
  to?: number;
  kind: string;
  causeId?: string;
  sentence: string;
}

export interface RegionPressure {
  region: string;
  preference?: { word?: string; intensity?: number; statedAt?: string };
  ceiling: number;
  ceilingReason?: string;
  target?: number;
  ask: boolean;
  band?: { low: number; high: number };
  start?: number;
  observed?: number;
  lastChange?: Change;
}

export interface PressurePlan {
  ceiling: number;
  suspended: boolean;
  regions: RegionPressure[];
}

export interface Assessment {
  id: string;
  submittedAt: string;
  questionnaireVersion: string | number;
  ruleSetVersion: string | number;
  outcome: Outcome;
  headline: string;
  ceiling: number;
  bookable: boolean;
  bookableUntil?: string;
  excludedStyles: string[];
  excludedOnFirstVisit?: string[];
  understood: string[];
  reasons: {
    ruleId: string;
    title: string;
    outcome: Outcome;
    ceiling: number;
    text: string;
    source?: string;
    cleared?: boolean;
    clearable?: boolean;
  }[];
  advice: { ruleId?: string; text: string }[];
  notes: string[];
  plan: PressurePlan;
}

export interface TodayCheck {
  tolerance: "same" | "lower_today" | "higher_today";
  intensityToday?: Record<string, number>;
  newSigns?: string[];
  note?: string;
}

export interface TodayResult extends TodayCheck {
  outcome?: Outcome;
  advice?: string[];
  plan?: PressurePlan;
}

export interface Summary {
  appointmentId: string;
  client: { name: string };
  start: string;
  firstVisit: boolean;
  outcome: Outcome;
  ceiling: number;
  ceilingReasons: string[];
  regions: RegionPressure[];
  related?: RegionPressure[];
  exclusions?: string[];
  goals?: string[];
  wishes?: Record<string, unknown>;
  safetyNotes?: string[];
  today?: TodayCheck;
  lastFollowUp?: { outcome: string; complaint?: string; answeredAt: string };
  checkInPlan?: string[];
  notDiagnosis: string;
}

export interface Clearance {
  conditions: string[];
  clinician: string;
  notedOn: string;
  validFrom: string;
  validUntil: string;
}

export const intake = {
  questionnaire: (version?: string | number) => get<Questionnaire>(`${BASE}/questionnaires/${version ?? "current"}`),
  consentText: () => get<ConsentText>(`${BASE}/consent-texts/current`),
  consent: () => get<Consent>(`${BASE}/consent`),
  giveConsent: (version: string | number, purposes: string[]) =>
    call<Consent>(`${BASE}/consents`, { method: "POST", body: { version, purposes }, idempotencyKey: newKey() }),
  currentDraft: () => getOrNull<Draft>(`${BASE}/drafts/current`),
  startDraft: () => call<Draft>(`${BASE}/drafts`, { method: "POST", idempotencyKey: newKey() }),
  saveDraft: (id: string, etag: string | null, answers: Answers): Promise<Answer<Draft>> =>
    call<Draft>(`${BASE}/drafts/${id}`, { method: "PATCH", etag, body: { answers } }),
  submit: (id: string, key: string) =>
    call<Assessment>(`${BASE}/drafts/${id}/submission`, { method: "POST", idempotencyKey: key }),
  assessment: async () => (await getOrNull<Assessment>(`${BASE}/assessments/current`))?.body ?? null,
  plan: (therapistId?: string) => get<PressurePlan>(`${BASE}/pressure-plan${query({ therapistId })}`),
  history: (parameters: { region?: string; causeId?: string } = {}) =>
    get<{ items: Change[] }>(`${BASE}/pressure-plan/history${query(parameters)}`),
  recordClearance: (clearance: Clearance, key: string) =>
    call<unknown>(`${BASE}/clearances`, { method: "POST", body: clearance, idempotencyKey: key }),
  todayCheck: (appointmentId: string) => getOrNull<TodayCheck>(`${BASE}/appointments/${appointmentId}/today-check`),
  saveTodayCheck: (appointmentId: string, check: TodayCheck, etag: string | null) =>
    call<TodayResult>(`${BASE}/appointments/${appointmentId}/today-check`, { method: "PUT", body: check, etag }),
  summary: (appointmentId: string) => get<Summary>(`${BASE}/appointments/${appointmentId}/summary`),
  summaryPdf: (appointmentId: string) => `${BASE}/appointments/${appointmentId}/summary.pdf`,
};
