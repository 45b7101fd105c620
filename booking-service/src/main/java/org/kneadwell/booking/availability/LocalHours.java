package org.kneadwell.booking.availability;

import java.time.LocalTime;

/**
 * One piece of open time on a day, local, half-open. An end at or before the start is on the following day: 22:00–00:00
 * ends at midnight, 22:00–02:00 reaches into the next morning.
 */
public record LocalHours(LocalTime from, LocalTime to) {

    private static final int DAY = 86_400;

    /** @throws IllegalArgumentException when start and end are the same moment, other than midnight to midnight */
    public LocalHours {
        if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException("Hours end at another time than they start.");
        }
    }

    /** Seconds after local midnight of the day it starts on; more than a day when it ends on the next one. */
    int endSecond() {
        int end = to.toSecondOfDay();
        return end <= from.toSecondOfDay() ? end + DAY : end;
    }

    boolean overlaps(LocalHours other) {
        return from.toSecondOfDay() < other.endSecond() && other.from.toSecondOfDay() < endSecond();
    }
}
