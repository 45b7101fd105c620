package org.kneadwell.booking.slot.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * One zone's local time over a stretch of time, in epoch seconds. Most stretches contain no clock change: then one offset
 * holds throughout and nothing is looked up.
 */
final class ZoneClock {

    private final ZoneRules rules;
    private final boolean steady;
    private final int steadyOffset;

    ZoneClock(ZoneId zone, long from, long to) {
        rules = zone.getRules();
        // Two days more on either side: a local time is looked up before it is known which instant it is.
        Instant begin = Instant.ofEpochSecond(from - 2 * LocalHours.DAY);
        ZoneOffsetTransition next = rules.nextTransition(begin);
        steady = next == null || next.toEpochSecond() > to + 2 * LocalHours.DAY;
        steadyOffset = rules.getOffset(begin).getTotalSeconds();
    }

    int offset(long epochSecond) {
        return steady
                ? steadyOffset
                : rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }

    long epochDay(long epochSecond) {
        return Math.floorDiv(epochSecond + offset(epochSecond), (long) LocalHours.DAY);
    }

    /** @param secondOfDay may exceed a day: then it is on the following one */
    long epochSecond(long epochDay, int secondOfDay) {
        if (steady) {
            return epochDay * LocalHours.DAY + secondOfDay - steadyOffset;
        }
        LocalDateTime local = LocalDateTime.of(
                LocalDate.ofEpochDay(epochDay + secondOfDay / LocalHours.DAY),
                LocalTime.ofSecondOfDay(secondOfDay % LocalHours.DAY));
        return local.toEpochSecond(rules.getOffset(local));
    }

    /** @return the first instant at or after the given one whose local time of day is a multiple of the step */
    long nextMultiple(long epochSecond, long step) {
        long candidate = epochSecond;
        while (true) {
            int offset = offset(candidate);
            long timeOfDay = Math.floorMod(candidate + offset, (long) LocalHours.DAY);
            long past = timeOfDay % step;
            if (past == 0) {
                return candidate;
            }
            // Steps are counted from each midnight, so the last one of a day may be shorter.
            long next = candidate + Math.min(step - past, LocalHours.DAY - timeOfDay);
            if (offset(next) == offset) {
                return next;
            }
            // The clock changes on the way: go on from the change, where the local time jumps.
            ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochSecond(candidate));
            candidate = change.toEpochSecond();
        }
    }
}
