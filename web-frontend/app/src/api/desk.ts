import type { components, paths } from "./generated/booking";
import { answer, body, clientOf, ifMatch, once, orNull } from "./http";

type Schemas = components["schemas"];

export type BookingRules = Schemas["BookingRules"];
export type BusyCalendar = Schemas["BusyCalendarView"];
export type DatedHours = Schemas["DatedHours"];
export type NewPackage = Schemas["NewPackage"];
export type NewPayment = Schemas["NewPayment"];
export type NewService = Schemas["NewService"];
export type TimeSpan = Schemas["TimeSpan"];
export type WaitingClient = Schemas["WaitingClient"];

const api = clientOf<paths>();

/** What a therapist does with their own practice, beyond the day's appointments. */
export const desk = {
  requests: () =>
    body(api.GET("/api/booking/v1/appointments", { params: { query: { state: ["pending"], limit: 100 } } })),
  waiting: (therapistId: string, cursor?: string) =>
    body(
      api.GET("/api/booking/v1/therapists/{therapistId}/waitlist", {
        params: { path: { therapistId }, query: { cursor, limit: 50 } },
      }),
    ),
  noShow: (id: string) => body(api.POST("/api/booking/v1/appointments/{id}/no-show", { params: { path: { id } } })),
  busyTimes: (therapistId: string, from: string, to: string) =>
    body(
      api.GET("/api/booking/v1/therapists/{therapistId}/busy-times", { params: { path: { therapistId }, query: { from, to } } }),
    ),
  dates: (therapistId: string) =>
    body(
      api.GET("/api/booking/v1/therapists/{therapistId}/date-overrides", {
        params: { path: { therapistId }, query: { limit: 100 } },
      }),
    ),
  date: (therapistId: string, date: string) =>
    orNull(
      answer(
        api.GET("/api/booking/v1/therapists/{therapistId}/date-overrides/{date}", { params: { path: { therapistId, date } } }),
      ),
    ),
  saveDate: (therapistId: string, date: string, hours: TimeSpan[], etag: string | null) =>
    answer(
      api.PUT("/api/booking/v1/therapists/{therapistId}/date-overrides/{date}", {
        params: { path: { therapistId, date }, header: ifMatch(etag) },
        body: { hours },
      }),
    ),
  forgetDate: (therapistId: string, date: string) =>
    body(
      api.DELETE("/api/booking/v1/therapists/{therapistId}/date-overrides/{date}", {
        params: { path: { therapistId, date } },
      }),
    ),
  rules: (therapistId: string) =>
    answer(api.GET("/api/booking/v1/therapists/{therapistId}/booking-rules", { params: { path: { therapistId } } })),
  saveRules: (therapistId: string, rules: BookingRules, etag: string | null) =>
    answer(
      api.PUT("/api/booking/v1/therapists/{therapistId}/booking-rules", {
        params: { path: { therapistId }, header: ifMatch(etag) },
        body: rules,
      }),
    ),
  calendars: (therapistId: string) =>
    body(api.GET("/api/booking/v1/therapists/{therapistId}/busy-calendars", { params: { path: { therapistId } } })),
  addCalendar: (therapistId: string, address: string, key: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/busy-calendars", {
        params: { path: { therapistId }, header: once(key) },
        body: { address },
      }),
    ),
  deleteCalendar: (therapistId: string, calendarId: string) =>
    body(
      api.DELETE("/api/booking/v1/therapists/{therapistId}/busy-calendars/{calendarId}", {
        params: { path: { therapistId, calendarId } },
      }),
    ),
  refreshCalendar: (therapistId: string, calendarId: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/busy-calendars/{calendarId}/refresh", {
        params: { path: { therapistId, calendarId } },
      }),
    ),
  addService: (therapistId: string, service: NewService, key: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/services", {
        params: { path: { therapistId }, header: once(key) },
        body: service,
      }),
    ),
  package: (therapistId: string, packageId: string) =>
    answer(
      api.GET("/api/booking/v1/therapists/{therapistId}/packages/{packageId}", { params: { path: { therapistId, packageId } } }),
    ),
  offerPackage: (therapistId: string, wanted: NewPackage, key: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/packages", {
        params: { path: { therapistId }, header: once(key) },
        body: wanted,
      }),
    ),
  changePackage: (therapistId: string, packageId: string, wanted: NewPackage, etag: string | null) =>
    body(
      api.PUT("/api/booking/v1/therapists/{therapistId}/packages/{packageId}", {
        params: { path: { therapistId, packageId }, header: ifMatch(etag) },
        body: wanted,
      }),
    ),
  withdrawPackage: (therapistId: string, packageId: string, etag: string | null) =>
    body(
      api.DELETE("/api/booking/v1/therapists/{therapistId}/packages/{packageId}", {
        params: { path: { therapistId, packageId }, header: ifMatch(etag) },
      }),
    ),
  recordPackagePayment: (id: string, payment: NewPayment, key: string) =>
    body(
      api.POST("/api/booking/v1/package-purchases/{id}/payments", {
        params: { path: { id }, header: once(key) },
        body: payment,
      }),
    ),
};
