import type { components, paths } from "./generated/booking";
import { answer, body, clientOf, ifMatch, once } from "./http";

type Schemas = components["schemas"];

export type DayHours = Schemas["DayHours"];
export type OwnProfile = Schemas["OwnProfile"];
export type TimeOff = Schemas["TimeOff"];

const api = clientOf<paths>();

/** What therapists and coordinators do with bookings. */
export const practice = {
  me: () => body(api.GET("/api/booking/v1/me/therapist")),
  mine: () => answer(api.GET("/api/booking/v1/me/therapist")),
  saveMine: (own: OwnProfile, etag: string | null) =>
    answer(api.PUT("/api/booking/v1/me/therapist", { params: { header: ifMatch(etag) }, body: own })),
  accept: (id: string) => body(api.POST("/api/booking/v1/appointments/{id}/acceptance", { params: { path: { id } } })),
  decline: (id: string) => body(api.POST("/api/booking/v1/appointments/{id}/decline", { params: { path: { id } }, body: {} })),
  hours: (therapistId: string) =>
    answer(api.GET("/api/booking/v1/therapists/{therapistId}/working-hours", { params: { path: { therapistId } } })),
  saveHours: (therapistId: string, weekly: DayHours[], etag: string | null) =>
    answer(
      api.PUT("/api/booking/v1/therapists/{therapistId}/working-hours", {
        params: { path: { therapistId }, header: ifMatch(etag) },
        body: { weekly },
      }),
    ),
  timeOff: (therapistId: string) =>
    body(
      api.GET("/api/booking/v1/therapists/{therapistId}/time-off", { params: { path: { therapistId }, query: { limit: 100 } } }),
    ),
  addTimeOff: (therapistId: string, start: string, end: string, key: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/time-off", {
        params: { path: { therapistId }, header: once(key) },
        body: { start, end },
      }),
    ),
  deleteTimeOff: (therapistId: string, timeOffId: string) =>
    body(
      api.DELETE("/api/booking/v1/therapists/{therapistId}/time-off/{timeOffId}", {
        params: { path: { therapistId, timeOffId } },
      }),
    ),
  therapists: (cursor?: string) => body(api.GET("/api/booking/v1/therapists", { params: { query: { cursor, limit: 50 } } })),
  verifyLicence: (therapistId: string, licenceId: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/licences/{licenceId}/verification", {
        params: { path: { therapistId, licenceId } },
      }),
    ),
};
