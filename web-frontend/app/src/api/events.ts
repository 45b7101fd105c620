import type { components, paths as BookingPaths } from "./generated/booking";
import type { paths as FeedbackPaths } from "./generated/feedback";
import type { paths as IntakePaths } from "./generated/intake";
import { body, clientOf } from "./http";

/** The same in every service. */
export type Subscription = components["schemas"]["SubscriptionView"];
export type DeadLetter = components["schemas"]["LetterView"];

const booking = clientOf<BookingPaths>();
const intake = clientOf<IntakePaths>();
const feedback = clientOf<FeedbackPaths>();

export interface EventDelivery {
  subscriptions: () => Promise<{ items: Subscription[] }>;
  letters: () => Promise<{ items: DeadLetter[]; next?: string }>;
  replay: (letter: DeadLetter) => Promise<unknown>;
  discard: (letter: DeadLetter) => Promise<unknown>;
}

const at = ({ subscription, eventId }: DeadLetter) => ({ params: { path: { subscription, eventId } } });

export const events: Record<"booking" | "intake" | "feedback", EventDelivery> = {
  booking: {
    subscriptions: () => body(booking.GET("/api/booking/v1/event-delivery/subscriptions")),
    letters: () => body(booking.GET("/api/booking/v1/event-delivery/dead-letters")),
    replay: (l) => body(booking.POST("/api/booking/v1/event-delivery/dead-letters/{subscription}/{eventId}/replay", at(l))),
    discard: (l) => body(booking.POST("/api/booking/v1/event-delivery/dead-letters/{subscription}/{eventId}/discard", at(l))),
  },
  intake: {
    subscriptions: () => body(intake.GET("/api/intake/v1/event-delivery/subscriptions")),
    letters: () => body(intake.GET("/api/intake/v1/event-delivery/dead-letters")),
    replay: (l) => body(intake.POST("/api/intake/v1/event-delivery/dead-letters/{subscription}/{eventId}/replay", at(l))),
    discard: (l) => body(intake.POST("/api/intake/v1/event-delivery/dead-letters/{subscription}/{eventId}/discard", at(l))),
  },
  feedback: {
    subscriptions: () => body(feedback.GET("/api/feedback/v1/event-delivery/subscriptions")),
    letters: () => body(feedback.GET("/api/feedback/v1/event-delivery/dead-letters")),
    replay: (l) => body(feedback.POST("/api/feedback/v1/event-delivery/dead-letters/{subscription}/{eventId}/replay", at(l))),
    discard: (l) => body(feedback.POST("/api/feedback/v1/event-delivery/dead-letters/{subscription}/{eventId}/discard", at(l))),
  },
};
