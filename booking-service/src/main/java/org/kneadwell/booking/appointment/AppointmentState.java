package org.kneadwell.booking.appointment;

import java.time.Instant;

/** Where an appointment stands, with what only that state has. */
sealed interface AppointmentState {

    /** A client's for a few minutes. */
    record Held(Instant expiresAt) implements AppointmentState {}

    /** Asked for; the therapist has yet to accept, and has until then. */
    record Pending(Instant answerBy) implements AppointmentState {}

    /** Agreed. */
    record Booked() implements AppointmentState {}

    /** Given up before it took place. */
    record Cancelled(Instant at, Party by) implements AppointmentState {}

    /** The session took place. */
    record Completed(Instant at) implements AppointmentState {}

    /** The client did not come. */
    record NoShow(Instant at) implements AppointmentState {}

    /** A hold or a request that ended without a booking: its time ran out, or the client let go. */
    record Expired() implements AppointmentState {}

    /** The word used on the wire and in stored data. */
    default String key() {
        return switch (this) {
            case Held _ -> "held";
            case Pending _ -> "pending";
            case Booked _ -> "booked";
            case Cancelled _ -> "cancelled";
            case Completed _ -> "completed";
            case NoShow _ -> "no_show";
            case Expired _ -> "expired";
        };
    }
}
