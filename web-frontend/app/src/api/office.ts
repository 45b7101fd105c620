import type { components, paths } from "./generated/booking";
import type { components as FeedbackComponents, paths as FeedbackPaths } from "./generated/feedback";
import { answer, body, clientOf, ifMatch, once } from "./http";

type Schemas = components["schemas"];

export type Invitation = Schemas["InvitationView"];
export type NewInvitation = Schemas["NewInvitation"];
export type Location = Schemas["LocationView"];
export type NewLocation = Schemas["NewLocation"];
export type Room = Schemas["RoomView"];
export type NewLicence = Schemas["NewLicence"];
export type Figures = Schemas["FiguresView"];
export type FigureLine = Schemas["FigureLine"];
export type FollowUpFigures = FeedbackComponents["schemas"]["FiguresView"];

/** More than any practice has; a list that never ends must not keep us. */
const MOST = 2000;

const api = clientOf<paths>();
const feedback = clientOf<FeedbackPaths>();

/** What only coordinators do: people, places and figures. */
export const office = {
  /** All of them, so that they can be searched and counted. */
  therapists: async () => {
    const items: Schemas["TherapistView"][] = [];
    let cursor: string | undefined;
    do {
      const page = await body(api.GET("/api/booking/v1/therapists", { params: { query: { cursor, limit: 100 } } }));
      items.push(...page.items);
      cursor = page.next;
    } while (cursor && items.length < MOST);
    return items;
  },
  invitations: (cursor?: string) =>
    body(api.GET("/api/booking/v1/therapists/invitations", { params: { query: { cursor, limit: 50 } } })),
  invite: (wanted: NewInvitation, key: string) =>
    body(api.POST("/api/booking/v1/therapists/invitations", { params: { header: once(key) }, body: wanted })),
  resend: (invitationId: string) =>
    body(api.POST("/api/booking/v1/therapists/invitations/{invitationId}/resend", { params: { path: { invitationId } } })),
  revoke: (invitationId: string) =>
    body(api.DELETE("/api/booking/v1/therapists/invitations/{invitationId}", { params: { path: { invitationId } } })),
  publish: (therapistId: string) =>
    body(api.POST("/api/booking/v1/therapists/{therapistId}/publication", { params: { path: { therapistId } } })),
  addLicence: (therapistId: string, licence: NewLicence, key: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/licences", {
        params: { path: { therapistId }, header: once(key) },
        body: licence,
      }),
    ),
  revokeLicence: (therapistId: string, licenceId: string, reason: string) =>
    body(
      api.POST("/api/booking/v1/therapists/{therapistId}/licences/{licenceId}/revocation", {
        params: { path: { therapistId, licenceId } },
        body: { reason },
      }),
    ),
  appointments: (therapistId: string, query: { from?: string; to?: string; state?: string[] }, cursor?: string) =>
    body(
      api.GET("/api/booking/v1/therapists/{therapistId}/appointments", {
        params: { path: { therapistId }, query: { ...query, cursor, limit: 50 } },
      }),
    ),
  locations: (cursor?: string) => body(api.GET("/api/booking/v1/locations", { params: { query: { cursor, limit: 100 } } })),
  location: (locationId: string) =>
    answer(api.GET("/api/booking/v1/locations/{locationId}", { params: { path: { locationId } } })),
  addLocation: (wanted: NewLocation, key: string) =>
    body(api.POST("/api/booking/v1/locations", { params: { header: once(key) }, body: wanted })),
  changeLocation: (locationId: string, wanted: { name: string; address: string }, etag: string | null) =>
    answer(
      api.PUT("/api/booking/v1/locations/{locationId}", {
        params: { path: { locationId }, header: ifMatch(etag) },
        body: wanted,
      }),
    ),
  rooms: (locationId: string) =>
    body(api.GET("/api/booking/v1/locations/{locationId}/rooms", { params: { path: { locationId } } })),
  addRoom: (locationId: string, name: string, key: string) =>
    body(
      api.POST("/api/booking/v1/locations/{locationId}/rooms", {
        params: { path: { locationId }, header: once(key) },
        body: { name },
      }),
    ),
  closeRoom: (locationId: string, roomId: string) =>
    body(api.DELETE("/api/booking/v1/locations/{locationId}/rooms/{roomId}", { params: { path: { locationId, roomId } } })),
  figures: (from: string, to: string) => body(api.GET("/api/booking/v1/figures", { params: { query: { from, to } } })),
  followUpFigures: (from: string, to: string) =>
    body(feedback.GET("/api/feedback/v1/figures", { params: { query: { from, to } } })),
  openRequests: () => body(api.GET("/api/booking/v1/figures/open-requests")),
};
