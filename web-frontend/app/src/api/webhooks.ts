import type { components, paths } from "./generated/booking";
import { answer, body, clientOf, ifMatch, once } from "./http";

type Schemas = components["schemas"];

export type Endpoint = Schemas["WebhookEndpointView"];
export type EndpointInput = Schemas["NewWebhookEndpoint"];
export type Delivery = Schemas["WebhookDeliveryView"];

/** What can be sent, as the service calls it. */
export const EVENT_TYPES = [
  "booking.appointment-booked.v1",
  "booking.appointment-rescheduled.v1",
  "booking.appointment-cancelled.v1",
  "booking.appointment-no-show.v1",
  "booking.session-completed.v1",
  "booking.therapist-published.v1",
] as const;

/** The middle of a type, which names its text. */
export const shortType = (type: string) => type.split(".")[1] ?? type;

const api = clientOf<paths>();
const at = (id: string) => ({ path: { id } });

export const webhooks = {
  list: () => body(api.GET("/api/booking/v1/webhook-endpoints", { params: { query: { limit: 100 } } })),
  add: (input: EndpointInput, key: string) =>
    body(api.POST("/api/booking/v1/webhook-endpoints", { params: { header: once(key) }, body: input })),
  get: (id: string) => answer(api.GET("/api/booking/v1/webhook-endpoints/{id}", { params: at(id) })),
  change: (id: string, input: EndpointInput & { enabled: boolean }, etag: string | null) =>
    answer(api.PUT("/api/booking/v1/webhook-endpoints/{id}", { params: { ...at(id), header: ifMatch(etag) }, body: input })),
  remove: (id: string, etag: string | null) =>
    body(api.DELETE("/api/booking/v1/webhook-endpoints/{id}", { params: { ...at(id), header: ifMatch(etag) } })),
  rotate: (id: string, key: string) =>
    body(api.POST("/api/booking/v1/webhook-endpoints/{id}/rotate-secret", { params: { ...at(id), header: once(key) } })),
  test: (id: string, key: string) =>
    body(api.POST("/api/booking/v1/webhook-endpoints/{id}/test", { params: { ...at(id), header: once(key) } })),
  deliveries: (id: string, state: Delivery["state"] | "", cursor?: string) =>
    body(
      api.GET("/api/booking/v1/webhook-endpoints/{id}/deliveries", {
        params: { ...at(id), query: { limit: 20, cursor, ...(state ? { state } : {}) } },
      }),
    ),
  replay: (id: string, deliveryId: string) =>
    body(api.POST("/api/booking/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay", { params: { path: { id, deliveryId } } })),
  replayFailed: (id: string, since: string) =>
    body(api.POST("/api/booking/v1/webhook-endpoints/{id}/replay-failed", { params: at(id), body: { since } })),
};
