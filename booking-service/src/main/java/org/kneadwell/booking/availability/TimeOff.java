package org.kneadwell.booking.availability;

import java.time.Instant;
import java.util.UUID;

/** A stretch in which a therapist is away, whatever the hours say; half-open. */
public record TimeOff(UUID id, Instant start, Instant end) {

    /** @throws IllegalArgumentException unless it ends after it starts */
    public TimeOff {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("Time off ends after it starts.");
        }
    }
}
