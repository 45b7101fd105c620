import type { components, paths } from "./generated/feedback";
import { body, clientOf, once, orNull } from "./http";

type Schemas = components["schemas"];

export type FollowUp = Schemas["FollowUp"];
export type FollowUpAnswer = Schemas["FollowUpAnswer"];
export type FollowUpResult = Schemas["FollowUpResult"];
export type Received = Schemas["ReceivedFollowUp"];
export type Sign = Schemas["Sign"];
export type BodyRegion = Schemas["BodyRegion"];
export type SessionOutcome = Schemas["SessionOutcome"];

const api = clientOf<paths>();

export const feedback = {
  followUps: () => body(api.GET("/api/feedback/v1/follow-ups")),
  followUp: (id: string) => body(api.GET("/api/feedback/v1/follow-ups/{id}", { params: { path: { id } } })),
  answer: (id: string, given: FollowUpAnswer, key: string) =>
    body(api.POST("/api/feedback/v1/follow-ups/{id}/answers", { params: { path: { id }, header: once(key) }, body: given })),
  adverseSigns: (id: string, signs: Sign[], key: string) =>
    body(
      api.POST("/api/feedback/v1/follow-ups/{id}/adverse-signs", {
        params: { path: { id }, header: once(key) },
        body: { signs },
      }),
    ),
  ofAppointment: (appointmentId: string) =>
    orNull(
      body(api.GET("/api/feedback/v1/appointments/{appointmentId}/follow-up", { params: { path: { appointmentId } } })),
    ),
  received: (cursor?: string) =>
    body(api.GET("/api/feedback/v1/appointment-follow-ups", { params: { query: { cursor, limit: 50 } } })),
  outcomes: () => body(api.GET("/api/feedback/v1/outcomes")),
  selfCare: () => body(api.GET("/api/feedback/v1/self-care")),
  plan: () => orNull(body(api.GET("/api/feedback/v1/plan"))),
};
