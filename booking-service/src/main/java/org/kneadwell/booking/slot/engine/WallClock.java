package org.kneadwell.booking.slot.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/** What a local time means on a date, also on the days on which clocks change. */
public final class WallClock {

    private WallClock() {}

    /** A time that the change skips moves forward by the gap; one that comes twice is the earlier. */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        return local.toInstant(zone.getRules().getOffset(local));
    }

    /** A series keeps its local wall-clock time: each occurrence is resolved on its own date, never added up from the first. */
    public static List<Instant> series(LocalDateTime first, ZoneId zone, Period every, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> instant(first.plus(every.multipliedBy(i)), zone))
                .toList();
    }
}
