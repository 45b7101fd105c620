import { call, get, getOrNull, query, type Page } from "./http";

const BASE = "/api/booking/v1";

export interface Profile {
  jurisdiction?: string;
  timeZone?: string;
}

export interface Service {
  id: string;
  name: string;
  minutes: number;
  price?: { amount: number | string; currency: string };
}

export interface Licence {
  id?: string;
  jurisdiction: string;
  number?: string;
  validFrom?: string;
  validUntil: string;
  verified: boolean;
}

export interface Therapist {
  id: string;
  name: string;
  bio?: string;
  zone: string;
  location?: { id: string; name: string; address: string; jurisdiction: string; zone: string };
  styles: string[];
  regions: string[];
  intensityRange: { low: number; high: number };
  qualities?: Record<string, boolean>;
  services: Service[];
  licences?: Licence[];
}

export interface Slot {
  start: string;
  end: string;
}

export interface Match {
  therapist: Therapist;
  fit: number;
  parts: { part: string; points: number; outOf: number; reason: string }[];
  eligibleStyles: string[];
  notes?: string[];
  earliestSlot?: Slot & { serviceId?: string };
  questions?: string[];
}

export interface Matches extends Page<Match> {
  notMatched?: { therapistId: string; name: string; reasons: { filter: string; reason: string }[] }[];
}

export interface CheckInRequest {
  region: string;
  moment: string;
  reported: number;
  words: string[];
  asksShouldThisHurt: boolean;
}

export interface CheckInAdvice {
  advice: "ease" | "stop" | "offer_more" | "continue";
  sentence: string;
  target?: number;
  newTarget?: number;
  at?: string;
}

export type CheckIn = CheckInAdvice & Partial<CheckInRequest>;

export interface Session {
  startedAt: string;
  endedAt?: string;
  regions?: { region: string; target?: number; start?: number; worked?: boolean }[];
  checkIns?: CheckIn[];
}

export interface Appointment {
  id: string;
  state: "held" | "pending" | "booked" | "cancelled" | "completed" | "no_show" | "expired";
  start: string;
  end: string;
  zone: string;
  therapist: { id: string; name: string };
  client?: { id: string; name: string };
  service?: Service;
  location?: { name: string; address: string };
  expiresAt?: string;
  firstVisit?: boolean;
  session?: Session;
}

export const booking = {
  profile: () => getOrNull<Profile>(`${BASE}/me/profile`),
  saveProfile: (profile: Profile, etag: string | null) =>
    call<Profile>(`${BASE}/me/profile`, { method: "PUT", body: profile, etag }),
  jurisdictions: () => get<{ items: { code: string; name: string }[] }>(`${BASE}/jurisdictions`),
  therapists: (cursor?: string) => get<Page<Therapist>>(`${BASE}/therapists${query({ cursor, limit: 50 })}`),
  therapist: (id: string) => get<Therapist>(`${BASE}/therapists/${id}`),
  me: () => get<Therapist>(`${BASE}/me/therapist`),
  matches: (cursor?: string) => get<Matches>(`${BASE}/matches${query({ cursor, limit: 20 })}`),
  slots: (therapistId: string, serviceId: string, from: string, to: string) =>
    get<{ zone: string; items: Slot[]; whyNone?: string[] }>(
      `${BASE}/therapists/${therapistId}/slots${query({ serviceId, from, to })}`,
    ),
  hold: (therapistId: string, serviceId: string, start: string, key: string) =>
    call<Appointment>(`${BASE}/holds`, { method: "POST", body: { therapistId, serviceId, start }, idempotencyKey: key }),
  release: (id: string) => call<undefined>(`${BASE}/holds/${id}`, { method: "DELETE" }),
  book: (holdId: string, key: string) =>
    call<Appointment>(`${BASE}/appointments`, { method: "POST", body: { holdId }, idempotencyKey: key }),
  appointments: (parameters: { from?: string; to?: string; state?: string } = {}) =>
    get<Page<Appointment>>(`${BASE}/appointments${query({ ...parameters, limit: 100 })}`),
  appointment: (id: string) => call<Appointment>(`${BASE}/appointments/${id}`),
  cancel: (id: string, etag: string | null, reason: string | undefined, key: string) =>
    call<Appointment>(`${BASE}/appointments/${id}/cancellation`, {
      method: "POST",
      body: reason ? { reason } : {},
      etag,
      idempotencyKey: key,
    }),
  startSession: (id: string, key: string) =>
    call<Session>(`${BASE}/appointments/${id}/session`, { method: "POST", idempotencyKey: key }),
  session: async (id: string) => (await getOrNull<Session>(`${BASE}/appointments/${id}/session`))?.body ?? null,
  checkIn: (id: string, checkIn: CheckInRequest, key: string) =>
    call<CheckInAdvice>(`${BASE}/appointments/${id}/session/check-ins`, {
      method: "POST",
      body: checkIn,
      idempotencyKey: key,
    }),
  complete: (id: string, regions: string[], key: string) =>
    call<Session>(`${BASE}/appointments/${id}/session/completion`, {
      method: "POST",
      body: { regions },
      idempotencyKey: key,
    }),
  verifyLicence: (therapistId: string, licenceId: string, key: string) =>
    call<unknown>(`${BASE}/therapists/${therapistId}/licences/${licenceId}/verification`, {
      method: "POST",
      idempotencyKey: key,
    }),
};
