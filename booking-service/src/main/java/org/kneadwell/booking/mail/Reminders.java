package org.kneadwell.booking.mail;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.kneadwell.booking.slot.engine.WallClock;

/** When clients are reminded. */
final class Reminders {

    private Reminders() {}

    /** The day before at the same time on the clock where the session is, which may be 23 or 25 hours before it. */
    static Instant dueAt(Instant start, ZoneId zone) {
        return WallClock.instant(LocalDateTime.ofInstant(start, zone).minusDays(1), zone);
    }
}
