package org.kneadwell.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Changes when therapists work. Whose hours may be changed is checked before. */
@ApplicationScoped
class AvailabilityService {

    record Weekly(List<WeeklyHours> hours, long version) {}

    private final Hours hours;
    private final Event<HoursChanged> changes;
    private final Clock clock;

    AvailabilityService(Hours hours, Event<HoursChanged> changes, Clock clock) {
        this.hours = hours;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    Weekly weekly(UUID therapistId) {
        var weekly = hours.weekly(therapistId);
        return new Weekly(weekly, Version.of(weekly));
    }

    /** @param requireCurrent is given the stored version, when there are hours already, and refuses a stale one */
    @Transactional
    Weekly replace(UUID therapistId, List<WeeklyHours> weekly, LongConsumer requireCurrent) {
        for (int i = 0; i < weekly.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (weekly.get(i).day() == weekly.get(j).day()
                        && weekly.get(i).hours().overlaps(weekly.get(j).hours())) {
                    throw overlap("weekly[" + i + "]");
                }
            }
        }
        hours.lock(therapistId);
        var before = weekly(therapistId);
        if (!before.hours().isEmpty()) {
            requireCurrent.accept(before.version());
        }
        hours.replace(therapistId, weekly);
        changes.fire(new HoursChanged(therapistId));
        return weekly(therapistId);
    }

    /** The hours of one date with their version. */
    record Dated(DateOverride override, long version) {}

    /** @return empty where the weekly hours hold */
    @Transactional
    Optional<Dated> override(UUID therapistId, LocalDate date) {
        return hours.override(therapistId, date).map(override -> new Dated(override, Version.of(override.hours())));
    }

    @Transactional
    List<DateOverride> overridesFrom(UUID therapistId, LocalDate from, int limit) {
        return hours.overridesFrom(therapistId, from, limit);
    }

    /** @param requireCurrent is given the stored version, when the date has hours of its own already, and refuses a stale one */
    @Transactional
    Dated replace(UUID therapistId, DateOverride override, LongConsumer requireCurrent) {
        var pieces = override.hours();
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (pieces.get(i).hours().overlaps(pieces.get(j).hours())) {
                    throw overlap("hours[" + i + "]");
                }
            }
        }
        hours.lock(therapistId);
        override(therapistId, override.date()).map(Dated::version).ifPresent(requireCurrent::accept);
        hours.replace(therapistId, override);
        changes.fire(new HoursChanged(therapistId));
        return override(therapistId, override.date()).orElseThrow();
    }

    @Transactional
    boolean forget(UUID therapistId, LocalDate date) {
        changes.fire(new HoursChanged(therapistId));
        return hours.forget(therapistId, date);
    }

    @Transactional
    List<TimeOff> timeOffAfter(UUID therapistId, UUID after, int limit) {
        return hours.timeOffAfter(therapistId, clock.instant(), after, limit);
    }

    @Transactional
    TimeOff add(UUID therapistId, Instant start, Instant end) {
        return hours.add(therapistId, start, end);
    }

    @Transactional
    boolean removeTimeOff(UUID therapistId, UUID id) {
        changes.fire(new HoursChanged(therapistId));
        return hours.removeTimeOff(therapistId, id);
    }

    private static RuntimeException overlap(String field) {
        return Problems.invalid(
                422,
                "overlapping-hours",
                "Hours of one day overlap.",
                List.of(new Violation(field, "Overlaps hours before it.")));
    }
}
