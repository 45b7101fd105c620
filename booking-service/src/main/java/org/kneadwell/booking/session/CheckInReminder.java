package org.kneadwell.booking.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When to ask next: at least four times an hour while the session goes on.
 *
 * @param perHour how often at the least
 * @param everyMinutes the longest pause that keeps to it
 * @param nextDueAt when the next one is due; null when the session is over
 */
public record CheckInReminder(
        int perHour, int everyMinutes, @Nullable Instant nextDueAt) {

    private static final int PER_HOUR = 4;
    private static final Duration EVERY = Duration.ofHours(1).dividedBy(PER_HOUR);

    static CheckInReminder after(Instant startedAt, @Nullable Instant endedAt, List<Instant> checkIns) {
        Instant last = checkIns.stream().max(Instant::compareTo).orElse(startedAt);
        return new CheckInReminder(PER_HOUR, (int) EVERY.toMinutes(), endedAt == null ? last.plus(EVERY) : null);
    }
}
