import type { components } from "../../src/api/generated/booking";
import type { Handler, Mood } from "./world";

type B = components["schemas"];

export const ENDPOINT = "0198c0de-0000-7000-8000-000000000301";
const FAILING = "0198c0de-0000-7000-8000-000000000302";
const id = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const endpoint: B["WebhookEndpointView"] = {
  id: ENDPOINT,
  name: "Invoices",
  url: "https://books.example.com/kneadwell/hooks",
  types: ["booking.appointment-booked.v1", "booking.appointment-cancelled.v1", "booking.session-completed.v1"],
  enabled: true,
  ofPractice: true,
  createdAt: ago(60 * 24 * 40),
  lastSuccessAt: ago(12),
  oldSecretUntil: new Date(Date.now() + 5 * 3_600_000).toISOString(),
};
const gone: B["WebhookEndpointView"] = {
  id: FAILING,
  name: "Room displays",
  url: "https://displays.example.com/in",
  types: ["booking.appointment-booked.v1"],
  enabled: false,
  disabledReason: "failing",
  disabledAt: ago(60 * 20),
  failingSince: ago(60 * 24 * 6),
  ofPractice: false,
  createdAt: ago(60 * 24 * 90),
};

function delivery(n: number, state: B["WebhookDeliveryView"]["state"], more: Partial<B["WebhookDeliveryView"]>): B["WebhookDeliveryView"] {
  return {
    id: id(310 + n), eventId: id(330 + n), type: "booking.appointment-booked.v1", subject: id(350 + n), occurredAt: ago(n * 95),
    state, attempts: 1, lastAttemptAt: ago(n * 95), ...more,
  };
}
const deliveries = [
  delivery(0, "pending", { attempts: 3, lastStatus: 503, nextAttemptAt: new Date(Date.now() + 25 * 60_000).toISOString() }),
  delivery(1, "delivered", { lastStatus: 204, deliveredAt: ago(95), type: "booking.session-completed.v1" }),
  delivery(2, "failed", { attempts: 10, lastError: "too-slow", type: "booking.appointment-cancelled.v1" }),
  delivery(3, "delivered", { lastStatus: 200, deliveredAt: ago(285), type: "booking.webhook-test.v1", subject: ENDPOINT }),
];
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

/** Webhook endpoints and what was sent to them. */
export function webhookRoutes(mood: Mood): [string, RegExp, Handler][] {
  const at = (rest: string) => new RegExp(`^/api/booking/v1/webhook-endpoints${rest.replaceAll("*", "([^/]+)")}$`);
  const list = (items: unknown[]) => ({ status: 200, body: { items: mood === "empty" ? [] : items } });
  return [
    ["GET", at(""), () => list([endpoint, gone])],
    ["POST", at(""), ({ body }) => ({ status: 201, body: { ...endpoint, ...body, secret: SECRET }, etag: '"0"' })],
    ["GET", at("/*"), ({ ids }) => ({ status: 200, body: ids[0] === FAILING ? gone : endpoint, etag: '"1"' })],
    ["PUT", at("/*"), ({ body }) => ({ status: 200, body: { ...endpoint, ...body }, etag: '"2"' })],
    ["DELETE", at("/*"), () => ({ status: 204 })],
    ["POST", at("/*/rotate-secret"), () => ({ status: 201, body: { ...endpoint, secret: SECRET }, etag: '"1"' })],
    ["POST", at("/*/test"), () => ({ status: 201, body: delivery(4, "pending", {}) })],
    ["GET", at("/*/deliveries"), () => list(deliveries)],
    ["POST", at("/*/deliveries/*/replay"), () => ({ status: 200, body: delivery(2, "pending", { attempts: 0 }) })],
    ["POST", at("/*/replay-failed"), () => ({ status: 200, body: { replayed: 1 } })],
  ];
}
