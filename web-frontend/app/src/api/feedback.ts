import { call, get, getOrNull, type Page } from "./http";

const BASE = "/api/feedback/v1";

export interface FollowUpAnswer {
  answerId: string;
  outcome: string;
  headline: string;
  advice: string[];
  selfCare?: string[];
  next?: { stage: string; sessions?: number; everyDays?: number; sentence: string; anotherTherapist?: boolean };
  askAgainAt?: string;
  urgent: boolean;
}

export interface FollowUp {
  id: string;
  appointmentId: string;
  therapist: { id: string; name: string };
  sessionEndedAt: string;
  state: "scheduled" | "invited" | "reminded" | "answered" | "ask_again" | "missed" | "cancelled";
  inviteAt: string;
  closesAt: string;
  regions: { region: string; target?: number }[];
  answers?: unknown[];
}

export interface FollowUpRequest {
  soreness: number;
  regions: { region: string; soreness: number }[];
  trend: "better" | "same" | "worse";
  hoursToStart?: number;
  hoursToEnd?: number;
  words: string[];
  bruising: "none" | "mild" | "marked";
  headache: boolean;
  fatigue: boolean;
  improved: string[];
  complaint: string;
  signs: string[];
  painRating: number;
  globalChange: number;
  note?: string;
  notePrivate?: boolean;
}

export interface OutcomeItem {
  appointmentId?: string;
  sessionEndedAt?: string;
  answeredAt?: string;
  therapist?: { name: string };
  soreness?: number;
  painRating?: number;
  outcome?: string;
  regions?: { region: string; target?: number; soreness?: number }[];
}

export interface Outcomes {
  items: OutcomeItem[];
  change?: { sentence?: string };
}

export interface NextPlan {
  stage?: string;
  sessions?: number;
  everyDays?: number;
  sentence?: string;
  anotherTherapist?: boolean;
}

export const feedback = {
  followUps: () => get<Page<FollowUp>>(`${BASE}/follow-ups`),
  followUp: (id: string) => get<FollowUp>(`${BASE}/follow-ups/${id}`),
  answer: (id: string, request: FollowUpRequest, key: string) =>
    call<FollowUpAnswer>(`${BASE}/follow-ups/${id}/answers`, { method: "POST", body: request, idempotencyKey: key }),
  adverseSigns: (id: string, signs: string[], key: string) =>
    call<FollowUpAnswer>(`${BASE}/follow-ups/${id}/adverse-signs`, { method: "POST", body: { signs }, idempotencyKey: key }),
  ofAppointment: async (appointmentId: string) =>
    (await getOrNull<Record<string, unknown>>(`${BASE}/appointments/${appointmentId}/follow-up`))?.body ?? null,
  outcomes: () => get<Outcomes>(`${BASE}/outcomes`),
  plan: async () => (await getOrNull<NextPlan>(`${BASE}/plan`))?.body ?? null,
};
