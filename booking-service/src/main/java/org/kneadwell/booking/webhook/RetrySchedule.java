package org.kneadwell.booking.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a delivery is tried again: ten attempts within about 75 hours. */
final class RetrySchedule {

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** Of each wait, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    private RetrySchedule() {}

    /**
     * @param attempts made so far, at least 1
     * @param random from 0 to 1
     * @return how long to wait for the next one; empty: that was the last
     */
    static Optional<Duration> waitAfter(int attempts, double random) {
        if (attempts > WAITS.size()) {
            return Optional.empty();
        }
        var wait = WAITS.get(attempts - 1);
        return Optional.of(Duration.ofMillis(Math.round(wait.toMillis() * (1 + JITTER * (2 * random - 1)))));
    }
}
