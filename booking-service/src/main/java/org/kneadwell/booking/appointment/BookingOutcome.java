package org.kneadwell.booking.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.booking.slot.engine.SlotDecision;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** What can come of asking for time. */
sealed interface BookingOutcome {

    /** The client holds the time, or has booked it. */
    record Made(AppointmentView appointment, int version) implements BookingOutcome {}

    /** The client held exactly this already; nothing changed. */
    record HeldAlready(AppointmentView appointment, int version) implements BookingOutcome {}

    /** The start is not a slot; these are the nearest ones that are. */
    record NotASlot(SlotDecision.Refusal why, String sentence, List<TimeSlot> alternatives) implements BookingOutcome {}

    /** The hold ran out before it was booked. */
    record HoldExpired(List<TimeSlot> alternatives) implements BookingOutcome {}

    /** It is not a live hold any more: it was booked, or given up. */
    record NotHeld(String state) implements BookingOutcome {}

    /** The therapist is unknown, not published, or does not offer that session. */
    record NotOffered() implements BookingOutcome {}

    /**
     * The client holds as much as one client may.
     *
     * @param until when the first of the holds runs out
     * @param retryAfter how long that is from now
     */
    record TooManyHolds(int cap, Instant until, Duration retryAfter) implements BookingOutcome {}

    /** The client may not book this therapist on that day. */
    record NotAllowed(Refusal refusal) implements BookingOutcome {}

    /** There is no such hold of this client. */
    record NoSuchHold() implements BookingOutcome {}
}
