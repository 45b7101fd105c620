package org.kneadwell.booking.slot.engine;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * One zone's local time over a stretch of time, in epoch seconds. The clock changes in it, mostly none or one, are looked up
 * once; then time is arithmetic. Meant for one search: it remembers where it was asked last, and is asked in about the order of time.
 */
final class ZoneClock {

    private final ZoneRules rules;
    private final long begin;
    private final long end;

    /** The changes inside the stretch, and the offsets before, between and after them. */
    private long[] changes = {};

    private int[] offsets;
    private int last;

    ZoneClock(ZoneId zone, long from, long to) {
        rules = zone.getRules();
        // Two days more on either side: a local time is looked up before it is known which instant it is.
        begin = from - 2 * LocalHours.DAY;
        end = to + 2 * LocalHours.DAY;
        Instant at = Instant.ofEpochSecond(begin);
        offsets = new int[] {rules.getOffset(at).getTotalSeconds()};
        if (rules.isFixedOffset()) {
            return;
        }
        ZoneOffsetTransition change = rules.nextTransition(at);
        while (change != null && change.toEpochSecond() < end) {
            changes = Arrays.copyOf(changes, changes.length + 1);
            changes[changes.length - 1] = change.toEpochSecond();
            offsets = Arrays.copyOf(offsets, offsets.length + 1);
            offsets[offsets.length - 1] = change.getOffsetAfter().getTotalSeconds();
            change = rules.nextTransition(change.getInstant());
        }
    }

    int offset(long epochSecond) {
        if (epochSecond < begin || epochSecond >= end) {
            return rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
        }
        int i = last;
        while (i > 0 && epochSecond < changes[i - 1]) {
            i--;
        }
        while (i < changes.length && epochSecond >= changes[i]) {
            i++;
        }
        last = i;
        return offsets[i];
    }

    long epochDay(long epochSecond) {
        return Math.floorDiv(epochSecond + offset(epochSecond), (long) LocalHours.DAY);
    }

    /** @param secondOfDay may exceed a day: then it is on the following one */
    long epochSecond(long epochDay, int secondOfDay) {
        long local = epochDay * LocalHours.DAY + secondOfDay;
        int i = last;
        while (i > 0 && local - offsets[i - 1] < changes[i - 1]) {
            i--;
        }
        // The first offset under which this time comes before the next change: of two such times it is the earlier.
        while (i < changes.length && local - offsets[i] >= changes[i]) {
            i++;
        }
        last = i;
        boolean skipped = i > 0 && local - offsets[i] < changes[i - 1];
        return local - (skipped ? offsets[i - 1] : offsets[i]);
    }

    /** @return the end of the time after an instant in which local time neither jumps nor begins a new day */
    long evenUntil(long epochSecond) {
        long midnight = (epochDay(epochSecond) + 1) * LocalHours.DAY - offset(epochSecond);
        return last < changes.length ? Math.min(midnight, changes[last]) : midnight;
    }

    /** @return the first instant at or after the given one whose local time of day is a multiple of the step */
    long nextMultiple(long epochSecond, long step) {
        long candidate = epochSecond;
        while (true) {
            long timeOfDay = Math.floorMod(candidate + offset(candidate), (long) LocalHours.DAY);
            long past = timeOfDay % step;
            if (past == 0) {
                return candidate;
            }
            // Steps are counted from each midnight, so the last one of a day may be shorter; where the clock changes on
            // the way,
            // it goes on from the change, where the local time jumps.
            long next = candidate + step - past;
            long even = evenUntil(candidate);
            if (next < even) {
                return next;
            }
            candidate = even;
        }
    }
}
