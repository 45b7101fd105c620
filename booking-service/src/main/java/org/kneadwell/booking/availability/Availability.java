package org.kneadwell.booking.availability;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * All that says when one therapist is open.
 *
 * @param zone the zone every local time here is in
 * @param overrides only the dates asked for, and the day before the first (its hours may run past midnight)
 * @param timeOff only what touches the dates asked for
 */
public record Availability(
        UUID therapistId, ZoneId zone, List<WeeklyHours> weekly, List<DateOverride> overrides, List<TimeOff> timeOff) {

    public Availability {
        weekly = List.copyOf(weekly);
        overrides = List.copyOf(overrides);
        timeOff = List.copyOf(timeOff);
    }
}
