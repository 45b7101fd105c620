package org.kneadwell.booking.slot.engine;

import java.time.Duration;

/**
 * Time that is not free.
 *
 * @param time the session or appointment itself
 * @param bufferBefore what it keeps free before itself; a new session keeps its own buffers besides
 * @param bufferAfter what it keeps free after itself
 * @param session whether it is one of the therapist's sessions here, which caps count, or busy time from elsewhere
 */
public record Busy(TimeSlot time, Duration bufferBefore, Duration bufferAfter, boolean session) {

    public Busy {
        if (bufferBefore.isNegative() || bufferAfter.isNegative()) {
            throw new IllegalArgumentException("A buffer is never negative.");
        }
    }

    /** A held, pending or confirmed session with the buffers it was booked with. */
    public static Busy session(TimeSlot time, Duration bufferBefore, Duration bufferAfter) {
        return new Busy(time, bufferBefore, bufferAfter, true);
    }

    /** Busy time from another calendar: no buffers of its own. */
    public static Busy elsewhere(TimeSlot time) {
        return new Busy(time, Duration.ZERO, Duration.ZERO, false);
    }
}
