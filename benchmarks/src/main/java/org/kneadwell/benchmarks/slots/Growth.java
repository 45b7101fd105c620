package org.kneadwell.benchmarks.slots;

import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.kneadwell.booking.slot.engine.Busy;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.SlotRules;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.slot.engine.WorkingHours;

/**
 * How the time of a search grows with the number of busy times. Measured in processor time of the thread: a search among
 * 100,000 takes milliseconds, and on a shared machine the time on the wall would say how long others were let in between.
 */
final class Growth {

    static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000, 100_000);

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final WorkingHours HOURS = new WorkingHours(
            ZoneId.of("America/New_York"),
            Arrays.stream(DayOfWeek.values())
                    .collect(Collectors.toMap(
                            day -> day,
                            _ -> List.of(
                                    new LocalHours(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                                    new LocalHours(LocalTime.of(13, 0), LocalTime.of(17, 0))))),
            Map.of());

    private final SlotFinder finder;
    private final Instant to;

    private Growth(int busy, int days) {
        this.finder = finder(busy, days);
        this.to = FROM.plus(Duration.ofDays(days));
    }

    /** As many days as 14 busy times each need: everything grows. */
    static Growth fourteenADay(int busy) {
        return new Growth(busy, Math.max(1, busy / 14));
    }

    /** However many, all in one year. */
    static Growth inOneYear(int busy) {
        return new Growth(busy, 365);
    }

    List<TimeSlot> slots() {
        return finder.startingIn(FROM, to);
    }

    /** @return microseconds of processor time per search: of batches of at least a millisecond, the median */
    double median() {
        var threads = ManagementFactory.getThreadMXBean();
        int batch = 1;
        long found = 0;
        double[] times = new double[101];
        long warm = threads.getCurrentThreadCpuTime() + Duration.ofSeconds(2).toNanos();
        while (threads.getCurrentThreadCpuTime() < warm) {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < batch; i++) {
                found += slots().size();
            }
            if (threads.getCurrentThreadCpuTime() - begin < 1_000_000) {
                batch *= 2;
            }
        }
        for (int t = 0; t < times.length; t++) {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < batch; i++) {
                found += slots().size();
            }
            times[t] = (threads.getCurrentThreadCpuTime() - begin) / 1_000.0 / batch;
        }
        if (found < 0) {
            throw new IllegalStateException("The lists are used, so that finding them is not left out.");
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static SlotFinder finder(int number, int days) {
        var random = new SplittableRandom(number);
        var busy = new ArrayList<Busy>(number);
        for (int i = 0; i < number; i++) {
            Instant start = FROM.plusSeconds(900L * random.nextInt(days * 96));
            busy.add(Busy.elsewhere(TimeSlot.of(start, Duration.ofMinutes(15))));
        }
        SlotRules rules = SlotRules.forLength(Duration.ofMinutes(30))
                .every(Duration.ofMinutes(15))
                .on(SlotRules.Grid.ON_THE_CLOCK);
        return new SlotFinder(HOURS, List.of(), List.copyOf(busy), rules, Instant.EPOCH);
    }
}
