package org.kneadwell.booking.slot.engine;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * When somebody works, in their own local time.
 *
 * @param zone the zone all local times are in
 * @param weekly pieces of open time per day of the week; a day that is missing is closed
 * @param overrides what holds instead on single dates; an empty list closes the date
 */
public record WorkingHours(
        ZoneId zone, Map<DayOfWeek, List<LocalHours>> weekly, Map<LocalDate, List<LocalHours>> overrides) {

    public WorkingHours {
        var days = new EnumMap<DayOfWeek, List<LocalHours>>(DayOfWeek.class);
        weekly.forEach((day, hours) -> days.put(day, List.copyOf(hours)));
        weekly = Collections.unmodifiableMap(days);
        overrides = Map.copyOf(overrides);
    }

    List<LocalHours> on(LocalDate date) {
        List<LocalHours> override = overrides.isEmpty() ? null : overrides.get(date);
        return override != null ? override : weekly.getOrDefault(date.getDayOfWeek(), List.of());
    }
}
