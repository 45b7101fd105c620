package org.kneadwell.booking.slot.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** What a local time means on a date, also on the days on which clocks change. */
public final class WallClock {

    private WallClock() {}

    /** A time that the change skips moves forward by the gap; one that comes twice is the earlier. */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        return local.toInstant(zone.getRules().getOffset(local));
    }
}
