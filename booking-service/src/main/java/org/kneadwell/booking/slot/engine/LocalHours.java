package org.kneadwell.booking.slot.engine;

import java.time.LocalTime;

/**
 * One piece of open time on a day, in local time. An end at or before the start is on the following day, so 22:00–00:00
 * ends at midnight and 22:00–02:00 reaches into the next morning.
 */
public record LocalHours(LocalTime from, LocalTime to) {

    static final int DAY = 86_400;

    /** @return seconds after local midnight of the day it belongs to; more than a day when it ends on the next one */
    int endSecond() {
        int end = to.toSecondOfDay();
        return end <= from.toSecondOfDay() ? end + DAY : end;
    }

    /** Whether both, on the same day, are open at some moment. */
    public boolean overlaps(LocalHours other) {
        return from.toSecondOfDay() < other.endSecond() && other.from.toSecondOfDay() < endSecond();
    }
}
