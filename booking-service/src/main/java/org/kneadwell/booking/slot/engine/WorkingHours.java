package org.kneadwell.booking.slot.engine;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When somebody works, in the local time of one place. Who works elsewhere from a date on, perhaps in another zone, has other
 * hours from that date on: these end with {@code until}, those begin with {@code from}.
 *
 * @param zone the zone all local times are in
 * @param weekly pieces of open time per day of the week; a day that is missing is closed
 * @param overrides what holds instead on single dates; an empty list closes the date
 * @param from the first local date these hours hold on; null: since ever
 * @param until the first local date they no longer hold on; null: for good. A piece that begins on the day before and lasts
 *     past midnight is whole. Outside the two everything is closed, overrides too.
 */
public record WorkingHours(
        ZoneId zone,
        Map<DayOfWeek, List<LocalHours>> weekly,
        Map<LocalDate, List<LocalHours>> overrides,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    public WorkingHours {
        var days = new EnumMap<DayOfWeek, List<LocalHours>>(DayOfWeek.class);
        weekly.forEach((day, hours) -> days.put(day, List.copyOf(hours)));
        weekly = Collections.unmodifiableMap(days);
        overrides = Map.copyOf(overrides);
        if (from != null && until != null && from.isAfter(until)) {
            throw new IllegalArgumentException("Hours that hold from %s cannot end before %s.".formatted(from, until));
        }
    }

    /** Hours that hold on every date. */
    public WorkingHours(
            ZoneId zone, Map<DayOfWeek, List<LocalHours>> weekly, Map<LocalDate, List<LocalHours>> overrides) {
        this(zone, weekly, overrides, null, null);
    }

    /** The same hours, on these dates only. */
    public WorkingHours holding(@Nullable LocalDate from, @Nullable LocalDate until) {
        return new WorkingHours(zone, weekly, overrides, from, until);
    }

    List<LocalHours> on(long epochDay) {
        if ((from != null && epochDay < from.toEpochDay()) || (until != null && epochDay >= until.toEpochDay())) {
            return List.of();
        }
        List<LocalHours> override = overrides.isEmpty() ? null : overrides.get(LocalDate.ofEpochDay(epochDay));
        // 1970-01-01 was a Thursday.
        return override != null
                ? override
                : weekly.getOrDefault(DayOfWeek.THURSDAY.plus(Math.floorMod(epochDay, 7)), List.of());
    }
}
