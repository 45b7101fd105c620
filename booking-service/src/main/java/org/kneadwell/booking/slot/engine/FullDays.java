package org.kneadwell.booking.slot.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;

/** The local days and ISO weeks that can take no further session, counted from the therapist's own sessions. */
final class FullDays {

    private final Set<Long> days;
    private final Set<Long> weeks;

    /** Not even the first session of an empty day would fit. */
    private final boolean always;

    private final ZoneClock clock;

    FullDays(List<Busy> busy, SlotRules rules, ZoneClock clock) {
        this.clock = clock;
        long length = rules.length().toMinutes();
        Map<Long, long[]> ofDays = new HashMap<>();
        Map<Long, long[]> ofWeeks = new HashMap<>();
        for (Busy taken : busy) {
            if (taken.session()) {
                long day = clock.epochDay(taken.time().start().getEpochSecond());
                long minutes = taken.time().length().toMinutes();
                count(ofDays, day, minutes);
                count(ofWeeks, week(day), minutes);
            }
        }
        Caps caps = rules.caps();
        days = over(ofDays, caps.daySessions(), caps.dayMinutes(), length);
        weeks = over(ofWeeks, caps.weekSessions(), caps.weekMinutes(), length);
        long[] none = {0, 0};
        always = isOver(none, caps.daySessions(), caps.dayMinutes(), length)
                || isOver(none, caps.weekSessions(), caps.weekMinutes(), length);
    }

    boolean on(long epochSecond) {
        if (always) {
            return true;
        }
        if (days.isEmpty() && weeks.isEmpty()) {
            return false;
        }
        long day = clock.epochDay(epochSecond);
        return days.contains(day) || weeks.contains(week(day));
    }

    /** Weeks counted from Monday; 1970-01-01 was a Thursday. */
    private static long week(long epochDay) {
        return Math.floorDiv(epochDay + 3, 7L);
    }

    private static void count(Map<Long, long[]> counts, long key, long minutes) {
        long[] sum = counts.computeIfAbsent(key, _ -> new long[2]);
        sum[0]++;
        sum[1] += minutes;
    }

    private static Set<Long> over(
            Map<Long, long[]> counts, @Nullable Integer sessions, @Nullable Integer minutes, long length) {
        if (sessions == null && minutes == null) {
            return Set.of();
        }
        var over = new HashSet<Long>();
        counts.forEach((key, sum) -> {
            if (isOver(sum, sessions, minutes, length)) {
                over.add(key);
            }
        });
        return over;
    }

    private static boolean isOver(long[] sum, @Nullable Integer sessions, @Nullable Integer minutes, long length) {
        return (sessions != null && sum[0] + 1 > sessions) || (minutes != null && sum[1] + length > minutes);
    }
}
