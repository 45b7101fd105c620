import type { components, paths } from "./generated/booking";
import { answer, body, clientOf, every, ifMatch, once, orNull } from "./http";

type Schemas = components["schemas"];

export type Profile = Schemas["Profile"];
export type Service = Schemas["ServiceView"];
export type Therapist = Schemas["TherapistView"];
export type Slot = Schemas["TimeSlot"];
export type Match = Schemas["MatchView"];
export type Appointment = Schemas["AppointmentView"];
export type Session = Schemas["SessionView"];
export type CheckIn = Schemas["Made"];
export type CheckInRequest = Schemas["CheckInRequest"];
export type BodyRegion = Schemas["BodyRegion"];
export type CancellationTerms = Schemas["CancellationTerms"];
export type Style = Schemas["MassageStyle"];
export type Weekday = Schemas["Weekday"];
export type WaitlistEntry = Schemas["EntryView"];
export type NewWaitlistEntry = Schemas["NewEntry"];
export type Feed = Schemas["FeedView"];
export type Reader = Schemas["Reader"];
export type NewSeries = Schemas["NewSeries"];
export type Occurrence = Schemas["Occurrence"];
export type Series = Schemas["SeriesView"];
export type SeriesScope = Schemas["SeriesScope"];
export type Package = Schemas["PackageView"];
export type Purchase = Schemas["PurchaseView"];
export type Balance = Schemas["Balance"];
export type LedgerEntry = Schemas["LedgerEntry"];

/** What matches may be narrowed to; days and times of day are the client's. */
export interface MatchFilter {
  from?: string;
  to?: string;
  fromTime?: string;
  toTime?: string;
  locationId?: string;
  maxPrice?: number;
  minutes?: number;
  style?: Style;
}

const api = clientOf<paths>();

export const booking = {
  profile: () => orNull(answer(api.GET("/api/booking/v1/me/profile"))),
  saveProfile: (profile: Profile, etag: string | null) =>
    body(api.PUT("/api/booking/v1/me/profile", { params: { header: ifMatch(etag) }, body: profile })),
  jurisdictions: () => body(api.GET("/api/booking/v1/jurisdictions")),
  places: (jurisdiction: string) =>
    every((cursor) => body(api.GET("/api/booking/v1/places", { params: { query: { jurisdiction, cursor, limit: 100 } } }))),
  therapist: (therapistId: string) =>
    body(api.GET("/api/booking/v1/therapists/{therapistId}", { params: { path: { therapistId } } })),
  matches: (filter: MatchFilter, cursor?: string) =>
    body(api.GET("/api/booking/v1/matches", { params: { query: { ...filter, cursor, limit: 20 } } })),
  slots: (therapistId: string, serviceId: string, from: string, to: string) =>
    body(
      api.GET("/api/booking/v1/therapists/{therapistId}/slots", {
        params: { path: { therapistId }, query: { serviceId, from, to } },
      }),
    ),
  hold: (therapistId: string, serviceId: string, start: string, key: string) =>
    answer(api.POST("/api/booking/v1/holds", { params: { header: once(key) }, body: { therapistId, serviceId, start } })),
  release: (id: string) => body(api.DELETE("/api/booking/v1/holds/{id}", { params: { path: { id } } })),
  book: (holdId: string, key: string) =>
    answer(api.POST("/api/booking/v1/appointments", { params: { header: once(key) }, body: { holdId } })),
  appointments: (days: { from?: string; to?: string } = {}, cursor?: string) =>
    body(api.GET("/api/booking/v1/appointments", { params: { query: { ...days, cursor, limit: 100 } } })),
  balance: (id: string) => body(api.GET("/api/booking/v1/appointments/{id}/balance", { params: { path: { id } } })),
  askToPay: (id: string, payBy: string, key: string) =>
    body(
      api.POST("/api/booking/v1/appointments/{id}/payment-requests", {
        params: { path: { id }, header: once(key) },
        body: { payBy },
      }),
    ),
  packages: (therapistId: string) =>
    every((cursor) =>
      body(
        api.GET("/api/booking/v1/therapists/{therapistId}/packages", {
          params: { path: { therapistId }, query: { cursor, limit: 100 } },
        }),
      ),
    ),
  buyPackage: (packageId: string, useAutomatically: boolean, key: string) =>
    body(
      api.POST("/api/booking/v1/package-purchases", { params: { header: once(key) }, body: { packageId, useAutomatically } }),
    ),
  purchases: () =>
    every((cursor) => body(api.GET("/api/booking/v1/package-purchases", { params: { query: { cursor, limit: 100 } } }))),
  purchase: (id: string) => answer(api.GET("/api/booking/v1/package-purchases/{id}", { params: { path: { id } } })),
  purchasePayments: (id: string) =>
    every((cursor) =>
      body(
        api.GET("/api/booking/v1/package-purchases/{id}/payments", {
          params: { path: { id }, query: { cursor, limit: 100 } },
        }),
      ),
    ),
  setAutomatic: (id: string, useAutomatically: boolean, etag: string | null) =>
    answer(
      api.PUT("/api/booking/v1/package-purchases/{id}/automatic-use", {
        params: { path: { id }, header: ifMatch(etag) },
        body: { useAutomatically },
      }),
    ),
  cancelPurchase: (id: string) =>
    body(api.POST("/api/booking/v1/package-purchases/{id}/cancellation", { params: { path: { id } } })),
  payFromPackage: (id: string, packagePurchaseId: string, key: string) =>
    body(
      api.POST("/api/booking/v1/appointments/{id}/package-session", {
        params: { path: { id }, header: once(key) },
        body: { packagePurchaseId },
      }),
    ),
  appointment: (id: string) => answer(api.GET("/api/booking/v1/appointments/{id}", { params: { path: { id } } })),
  // What has no key here is by nature one act, however often it is sent.
  cancel: (id: string, reason: string | undefined) =>
    body(api.POST("/api/booking/v1/appointments/{id}/cancellation", { params: { path: { id } }, body: { reason } })),
  reschedule: (id: string, start: string) =>
    body(api.POST("/api/booking/v1/appointments/{id}/reschedule", { params: { path: { id } }, body: { start } })),
  nearest: (id: string) => body(api.GET("/api/booking/v1/appointments/{id}/alternatives", { params: { path: { id } } })),
  waitlist: () => body(api.GET("/api/booking/v1/waitlist", { params: { query: { limit: 50 } } })),
  joinWaitlist: (entry: NewWaitlistEntry, key: string) =>
    body(api.POST("/api/booking/v1/waitlist", { params: { header: once(key) }, body: entry })),
  leaveWaitlist: (id: string) => body(api.DELETE("/api/booking/v1/waitlist/{id}", { params: { path: { id } } })),
  acceptOffer: (id: string, offerId: string, key: string) =>
    body(
      api.POST("/api/booking/v1/waitlist/{id}/offers/{offerId}/acceptance", {
        params: { path: { id, offerId }, header: once(key) },
      }),
    ),
  declineOffer: (id: string, offerId: string) =>
    body(api.POST("/api/booking/v1/waitlist/{id}/offers/{offerId}/decline", { params: { path: { id, offerId } } })),
  feeds: () => body(api.GET("/api/booking/v1/calendar-feeds")),
  renewFeed: (as: Reader, includeNames: boolean, key: string) =>
    body(api.POST("/api/booking/v1/calendar-feeds", { params: { header: once(key) }, body: { as, includeNames } })),
  deleteFeed: (as: Reader) => body(api.DELETE("/api/booking/v1/calendar-feeds/{as}", { params: { path: { as } } })),
  previewSeries: (series: NewSeries) => body(api.POST("/api/booking/v1/series/preview", { body: series })),
  bookSeries: (series: NewSeries, key: string) =>
    body(api.POST("/api/booking/v1/series", { params: { header: once(key) }, body: series })),
  allSeries: () => body(api.GET("/api/booking/v1/series", { params: { query: { limit: 50 } } })),
  series: (id: string) => body(api.GET("/api/booking/v1/series/{id}", { params: { path: { id } } })),
  changeSeries: (id: string, change: { number: number; scope: SeriesScope; date: string; time: string }, key: string) =>
    body(api.POST("/api/booking/v1/series/{id}/changes", { params: { path: { id }, header: once(key) }, body: change })),
  cancelSeries: (id: string, number: number, scope: SeriesScope) =>
    body(api.POST("/api/booking/v1/series/{id}/cancellation", { params: { path: { id } }, body: { number, scope } })),
  startSession: (id: string, key: string) =>
    body(api.POST("/api/booking/v1/appointments/{id}/session", { params: { path: { id }, header: once(key) } })),
  session: (id: string) => orNull(body(api.GET("/api/booking/v1/appointments/{id}/session", { params: { path: { id } } }))),
  checkIn: (id: string, checkIn: CheckInRequest, key: string) =>
    body(
      api.POST("/api/booking/v1/appointments/{id}/session/check-ins", {
        params: { path: { id }, header: once(key) },
        body: checkIn,
      }),
    ),
  complete: (id: string, regions: BodyRegion[], key: string) =>
    body(
      api.POST("/api/booking/v1/appointments/{id}/session/completion", {
        params: { path: { id }, header: once(key) },
        body: { regions },
      }),
    ),
};
