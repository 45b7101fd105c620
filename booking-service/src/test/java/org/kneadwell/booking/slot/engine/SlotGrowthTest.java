package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.slot.engine.SlotFixtures.LONG_AGO;
import static org.kneadwell.booking.slot.engine.SlotFixtures.daily;
import static org.kneadwell.booking.slot.engine.SlotFixtures.hours;
import static org.kneadwell.booking.slot.engine.SlotFixtures.min;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;

/** Work is counted, not timed: what a search does beside sorting grows with what there is to see, and with nothing times anything. */
class SlotGrowthTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SESSIONS_A_DAY = 14;
    /** 09:00–12:00 and 13:00–17:00 are two pieces with four starts an hour. */
    private static final int STEPS_A_DAY = 2 + 7 * 4;

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1_000, 10_000, 100_000})
    void the_steps_grow_with_the_busy_times_and_the_days(int n) {
        int days = Math.max(1, n / SESSIONS_A_DAY);

        assertThat(steps(n, days)).isLessThanOrEqualTo(n + STEPS_A_DAY * days + 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1_000, 10_000, 100_000})
    void more_busy_times_in_the_same_two_weeks_cost_at_most_one_step_each(int n) {
        assertThat(steps(n, 14)).isLessThanOrEqualTo(n + STEPS_A_DAY * 14 + 100);
    }

    private static long steps(int n, int days) {
        var random = new SplittableRandom(n);
        List<Busy> busy = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Instant start = FROM.plusSeconds(900L * random.nextInt(days * 96));
            busy.add(Busy.session(TimeSlot.of(start, Duration.ofMinutes(15)), min(0), min(0)));
        }
        var rules = SlotRules.forLength(min(30)).every(min(15)).on(Grid.ON_THE_CLOCK);
        Sweep sweep = new SlotFinder(
                        daily("Europe/Berlin", hours("09:00", "12:00"), hours("13:00", "17:00")),
                        List.of(),
                        busy,
                        rules,
                        LONG_AGO)
                .sweep(FROM, FROM.plus(Duration.ofDays(days)), Integer.MAX_VALUE);
        sweep.run();
        return sweep.steps();
    }
}
