package org.kneadwell.booking.slot;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When and where a session that is looked for may begin.
 *
 * @param stretches in order and apart, at least one
 * @param locationId null: anywhere
 */
public record Within(List<Stretch> stretches, @Nullable UUID locationId) {

    /** From the first to before the second instant. */
    public record Stretch(Instant from, Instant to) {}

    public Within {
        if (stretches.isEmpty()) {
            throw new IllegalArgumentException("A session has to begin at some time.");
        }
        stretches = List.copyOf(stretches);
    }

    /** At any time of the day, anywhere. */
    public static Within between(Instant from, Instant to) {
        return new Within(List.of(new Stretch(from, to)), null);
    }

    /**
     * Of each day only some hours, by the clock on the wall of a zone.
     *
     * @param notBefore what comes before it is left out
     * @param first the first start of a day; null: any
     * @param last no start of a day is at or after it; null: any
     */
    public static Within hours(
            Days days, ZoneId zone, Instant notBefore, @Nullable LocalTime first, @Nullable LocalTime last) {
        var begin = days.first().atStartOfDay(zone).toInstant();
        var end = days.last().plusDays(1).atStartOfDay(zone).toInstant();
        if (first == null && last == null) {
            return between(later(begin, notBefore), end);
        }
        var stretches = new ArrayList<Stretch>();
        for (var day = days.first(); !day.isAfter(days.last()); day = day.plusDays(1)) {
            var from = first == null
                    ? day.atStartOfDay(zone).toInstant()
                    : day.atTime(first).atZone(zone).toInstant();
            var to = last == null
                    ? day.plusDays(1).atStartOfDay(zone).toInstant()
                    : day.atTime(last).atZone(zone).toInstant();
            if (later(from, notBefore).isBefore(to)) {
                stretches.add(new Stretch(later(from, notBefore), to));
            }
        }
        // Of today all hours may be over: an empty stretch then, in which nothing begins.
        return new Within(stretches.isEmpty() ? List.of(new Stretch(end, end)) : stretches, null);
    }

    public Within at(@Nullable UUID location) {
        return new Within(stretches, location);
    }

    boolean isAt(UUID location) {
        return locationId == null || locationId.equals(location);
    }

    Instant from() {
        return stretches.getFirst().from;
    }

    Instant to() {
        return stretches.getLast().to;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
