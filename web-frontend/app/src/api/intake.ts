import type { components, paths } from "./generated/intake";
import { answer, body, clientOf, ifMatch, newKey, once, orNull } from "./http";

type Schemas = components["schemas"];

export type Option = Schemas["Option"];
export type Question = Schemas["Question"];
export type Step = Schemas["Step"];
export type Questionnaire = Schemas["Questionnaire"];
/** By question; what is acceptable for each is the questionnaire's business. */
export type Answers = Record<string, unknown>;
export type Draft = Schemas["Draft"];
export type BodyRegion = Schemas["BodyRegion"];
export type RegionPressure = Schemas["RegionPressure"];
export type PressurePlan = Schemas["PressurePlan"];
export type PressureChange = Schemas["Change"];
export type Assessment = Schemas["Assessment"];
export type TodayChange = Schemas["TodayChange"];
export type TodayCheck = Schemas["TodayCheck"];
export type Summary = Schemas["Summary"];
export type Clearance = Schemas["ClearanceRequest"];

const api = clientOf<paths>();

export const intake = {
  questionnaire: (version?: string) =>
    version === undefined
      ? body(api.GET("/api/intake/v1/questionnaires/current"))
      : body(api.GET("/api/intake/v1/questionnaires/{version}", { params: { path: { version } } })),
  consentText: () => body(api.GET("/api/intake/v1/consent-texts/current")),
  consent: () => body(api.GET("/api/intake/v1/consent")),
  giveConsent: (version: string, purposes: string[], key: string) =>
    body(api.POST("/api/intake/v1/consents", { params: { header: once(key) }, body: { version, purposes } })),
  withdrawConsent: () => body(api.POST("/api/intake/v1/consents/withdrawal")),
  erasure: () => orNull(body(api.GET("/api/intake/v1/erasure"))),
  erase: () => body(api.POST("/api/intake/v1/erasure", { body: { confirm: "erase" } })),
  currentDraft: () => orNull(answer(api.GET("/api/intake/v1/drafts/current"))),
  startDraft: () => answer(api.POST("/api/intake/v1/drafts", { params: { header: once(newKey()) } })),
  saveDraft: (id: string, etag: string | null, answers: Answers) =>
    answer(api.PATCH("/api/intake/v1/drafts/{id}", { params: { path: { id }, header: ifMatch(etag) }, body: { answers } })),
  submit: (id: string, key: string) =>
    body(api.POST("/api/intake/v1/drafts/{id}/submission", { params: { path: { id }, header: once(key) } })),
  assessment: () => orNull(body(api.GET("/api/intake/v1/assessments/current"))),
  plan: (therapistId?: string) => body(api.GET("/api/intake/v1/pressure-plan", { params: { query: { therapistId } } })),
  history: (causeId?: string) => body(api.GET("/api/intake/v1/pressure-plan/history", { params: { query: { causeId } } })),
  recordClearance: (clearance: Clearance, key: string) =>
    body(api.POST("/api/intake/v1/clearances", { params: { header: once(key) }, body: clearance })),
  todayCheck: (appointmentId: string) =>
    orNull(body(api.GET("/api/intake/v1/appointments/{appointmentId}/today-check", { params: { path: { appointmentId } } }))),
  saveTodayCheck: (appointmentId: string, check: TodayChange) =>
    body(api.PUT("/api/intake/v1/appointments/{appointmentId}/today-check", { params: { path: { appointmentId } }, body: check })),
  summary: (appointmentId: string) =>
    body(api.GET("/api/intake/v1/appointments/{appointmentId}/summary", { params: { path: { appointmentId } } })),
};
