package org.kneadwell.booking.slot.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, half-open: it includes its start and not its end, so that two slots may touch.
 *
 * @throws IllegalArgumentException unless start is before end
 */
public record TimeSlot(Instant start, Instant end) {

    public TimeSlot {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("A time slot ends after it starts: " + start + " to " + end + ".");
        }
    }

    public static TimeSlot of(Instant start, Duration length) {
        return new TimeSlot(start, start.plus(length));
    }

    public boolean overlaps(TimeSlot other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
