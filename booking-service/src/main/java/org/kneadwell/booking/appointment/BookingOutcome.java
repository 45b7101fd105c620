package org.kneadwell.booking.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.booking.slot.engine.SlotDecision;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** What can come of asking for time. */
sealed interface BookingOutcome {

    /** The client holds the time, has asked for it, or has booked it. */
    record Made(AppointmentView appointment, int version) implements BookingOutcome {}

    /** The client held exactly this already; nothing changed. */
    record HeldAlready(AppointmentView appointment, int version) implements BookingOutcome {}

    /** It came to nothing. */
    sealed interface Refusing extends BookingOutcome {

        /** Of the problem, such as {@code slot-taken}. */
        String code();

        String sentence();

        default List<TimeSlot> alternatives() {
            return List.of();
        }
    }

    /** The start is not a slot; these are the nearest ones that are. */
    record NotASlot(SlotDecision.Refusal why, String sentence, List<TimeSlot> alternatives) implements Refusing {

        @Override
        public String code() {
            return why == SlotDecision.Refusal.TAKEN
                    ? "slot-taken"
                    : why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What was asked for cannot be meant.
     *
     * @param code {@code wrong-length} or {@code nonexistent-local-time}
     */
    record NotATime(String code, String sentence, List<TimeSlot> alternatives) implements Refusing {}

    /** The hold ran out before it was booked. */
    record HoldExpired(List<TimeSlot> alternatives) implements Refusing {

        @Override
        public String code() {
            return "hold-expired";
        }

        @Override
        public String sentence() {
            return "The time was no longer held for you.";
        }
    }

    /** It is not a live hold any more: it was booked, or given up. */
    record NotHeld(String state) implements Refusing {

        @Override
        public String code() {
            return "not-held";
        }

        @Override
        public String sentence() {
            return "This is not a hold any more: it is " + state.replace('_', '-') + ".";
        }
    }

    /** The therapist is unknown, not published, or does not offer that session. */
    record NotOffered() implements Refusing {

        @Override
        public String code() {
            return "service-not-offered";
        }

        @Override
        public String sentence() {
            return "This therapist does not offer that session.";
        }
    }

    /**
     * The client holds as much as one client may.
     *
     * @param until when the first of the holds runs out
     * @param retryAfter how long that is from now
     */
    record TooManyHolds(int cap, Instant until, Duration retryAfter) implements Refusing {

        @Override
        public String code() {
            return "too-many-holds";
        }

        @Override
        public String sentence() {
            return "You hold %d times already. Book or let go of one, or wait until %s.".formatted(cap, until);
        }
    }

    /**
     * The client may not book this therapist on that day.
     *
     * @param alternatives slots on days a licence covers, if it was refused for that; other slots would not help
     */
    record NotAllowed(Refusal refusal, List<TimeSlot> alternatives) implements Refusing {

        NotAllowed(Refusal refusal) {
            this(refusal, List.of());
        }

        @Override
        public String code() {
            return refusal.code();
        }

        @Override
        public String sentence() {
            return refusal.sentence();
        }
    }

    /** There is no such hold of this client. */
    record NoSuchHold() implements Refusing {

        @Override
        public String code() {
            return "not-found";
        }

        @Override
        public String sentence() {
            return "There is no such hold.";
        }
    }
}
