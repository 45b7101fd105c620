package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.slot.engine.PlacedSlots.Decision.Here;
import org.kneadwell.booking.slot.engine.PlacedSlots.Option;
import org.kneadwell.booking.slot.engine.PlacedSlots.Placed;
import org.kneadwell.booking.slot.engine.SlotDecision.Offered;
import org.kneadwell.booking.slot.engine.SlotDecision.Refused;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;
import org.kneadwell.booking.slot.engine.WhyNone.Rule;

/**
 * The engine against {@link MinuteWalk}, on random hours, rules, busy times, zones and days, half of them around a clock change.
 *
 * <p>Every run prints its seed; example n is made from seed + n alone. {@code -Dslots.seed=…} repeats a run, and with
 * {@code -Dslots.examples=1} it repeats the one example whose number a failure names.
 */
class SlotOracleTest {

    private static final List<String> ZONES = List.of(
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Asia/Kathmandu",
            "America/Sao_Paulo",
            "Africa/Cairo",
            "America/New_York",
            "Europe/Berlin",
            "Asia/Kolkata",
            "America/St_Johns",
            "Africa/Casablanca",
            "Pacific/Apia",
            "UTC");

    private static final long SEED = Long.getLong("slots.seed", new SplittableRandom().nextLong(1, 1_000_000_000_000L));

    @BeforeAll
    static void print_the_seed() {
        System.out.printf("SlotOracleTest: -Dslots.seed=%d repeats this run%n", SEED);
    }

    /** What is asked: the slots of a therapist in a range. */
    private record Example(SlotFinder finder, Instant from, Instant to) {

        List<Instant> engine() {
            return starts(finder.startingIn(from, to));
        }

        List<Instant> walk() {
            return new MinuteWalk(finder, from, to).starts();
        }
    }

    @FunctionalInterface
    private interface Check {
        /** @return what is wrong, or null */
        @Nullable
        String wrong(Example example, RandomGenerator random);
    }

    @Test
    void the_engine_and_the_minute_walk_agree() {
        holds(30_000, 2 * 1440, (example, _) -> differs(example.engine(), example.walk()));
    }

    @Test
    void a_limit_cuts_the_list_and_a_range_in_two_halves_gives_the_same() {
        holds(3_000, 2 * 1440, (example, random) -> {
            List<Instant> all = example.engine();
            int limit = random.nextInt(6);
            // Half the time exactly at a slot, which is then in the second half.
            Instant middle = all.isEmpty() || random.nextBoolean()
                    ? example.from.plusSeconds(random.nextLong(
                            Duration.between(example.from, example.to).toSeconds()))
                    : all.get(random.nextInt(all.size()));
            var halves = new ArrayList<>(starts(example.finder.startingIn(example.from, middle)));
            halves.addAll(starts(example.finder.startingIn(middle, example.to)));
            String cut = differs(
                    starts(example.finder.startingIn(example.from, example.to, limit)),
                    all.subList(0, Math.min(limit, all.size())));
            return cut != null ? cut : differs(halves, all);
        });
    }

    @Test
    void every_single_minute_is_decided_as_the_list_has_it_and_refused_for_the_first_rule_it_breaks() {
        holds(400, 600, (example, _) -> {
            var offered = new HashSet<>(example.walk());
            long first = Math.ceilDiv(example.from.getEpochSecond(), 60) * 60;
            for (long second = first; second < example.to.getEpochSecond(); second += 60) {
                Instant start = Instant.ofEpochSecond(second);
                String wrong = switch (example.finder.decide(start)) {
                    case Offered(TimeSlot slot) ->
                        offered.contains(start)
                                        && slot.equals(TimeSlot.of(
                                                start, example.finder.rules().length()))
                                ? null
                                : "offered " + slot;
                    case Refused(SlotDecision.Refusal why, String _) ->
                        offered.contains(start)
                                ? "refused " + start + ": " + why
                                : differs(why, MinuteWalk.refusal(example.finder, start));
                };
                if (wrong != null) {
                    return start + ": " + wrong;
                }
            }
            return null;
        });
    }

    @Test
    void none_of_the_slots_left_out_is_nearer_than_the_nearest() {
        holds(3_000, 1440, (example, random) -> {
            Duration within = Duration.ofMinutes(random.nextInt(1, 2000));
            int count = random.nextInt(1, 6);
            Instant wanted = example.from;
            List<Instant> nearest = new PlacedSlots<>(List.of(new Option<>("here", example.finder)))
                    .nearest(wanted, within, count, _ -> true).stream()
                            .map(placed -> placed.slot().start())
                            .toList();
            List<Instant> all = new MinuteWalk(example.finder, wanted.minus(within), wanted.plus(within)).starts();
            if (!all.containsAll(nearest)
                    || !nearest.equals(nearest.stream().sorted().distinct().toList())) {
                return "nearest " + nearest + " of " + all;
            }
            long farthest = nearest.stream()
                    .mapToLong(start -> distance(wanted, start))
                    .max()
                    .orElse(0);
            boolean nearerOneLeftOut =
                    all.stream().anyMatch(start -> !nearest.contains(start) && distance(wanted, start) < farthest);
            return nearerOneLeftOut || nearest.size() != Math.min(count, all.size())
                    ? "nearest " + nearest + " of " + all
                    : null;
        });
    }

    @Test
    void a_therapist_of_several_places_has_the_slots_of_each_and_every_start_once() {
        holds(1_500, 1440, (example, random) -> {
            LocalDate day =
                    LocalDate.ofInstant(example.from, example.finder.hours().zone());
            ZoneId elsewhere = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            SlotFinder here = example.finder;
            var there = new SlotFinder(
                    anyHours(random, elsewhere, day), here.timeOff(), here.busy(), here.rules(), here.now());
            var both = new PlacedSlots<>(List.of(new Option<>("here", here), new Option<>("there", there)));
            Map<Instant, String> walk = new TreeMap<>();
            new MinuteWalk(there, example.from, example.to).starts().forEach(start -> walk.put(start, "there"));
            example.walk().forEach(start -> walk.put(start, "here"));
            List<String> wanted =
                    walk.entrySet().stream().map(Object::toString).limit(7).toList();
            List<Placed<String>> engine = both.startingIn(example.from, example.to, 7);
            String wrong = differs(
                    engine.stream()
                            .map(placed -> placed.slot().start() + "=" + placed.place())
                            .toList(),
                    wanted);
            if (wrong == null && both.whyNone(example.from, example.to).isEmpty() == walk.isEmpty()) {
                wrong = "explained " + both.whyNone(example.from, example.to) + " where there is " + walk;
            }
            for (Placed<String> placed : engine) {
                if (!both.decide(placed.slot().start()).equals(new Here<>(placed.place(), placed.slot()))) {
                    wrong = "listed and not decided so: " + placed;
                }
            }
            return wrong;
        });
    }

    @Test
    void an_empty_list_is_explained_rule_by_rule_and_a_list_with_slots_is_not() {
        holds(
                3_000,
                1440,
                (example, _) -> differs(
                        example.finder.whyNone(example.from, example.to).stream()
                                .map(why -> why.rule() + (why.all() ? " all" : ""))
                                .toList(),
                        reasons(example)));
    }

    /** The rules laid on one after another, each named when something that was there before it is gone. */
    private static List<String> reasons(Example example) {
        if (!example.walk().isEmpty()) {
            return List.of();
        }
        SlotFinder all = example.finder;
        SlotRules rules = all.rules();
        Instant from = example.from;
        Instant to = example.to;
        SlotRules free =
                rules.withNotice(Duration.ZERO).withHorizon(null).with(Gaps.ANY).with(Caps.NONE);
        SlotRules gaps = free.with(rules.gaps());
        SlotRules caps = gaps.with(rules.caps());
        SlotRules notice = caps.withNotice(rules.minimumNotice());
        var open = new SlotFinder(all.hours(), List.of(), List.of(), free, Instant.EPOCH);
        if (!new MinuteWalk(open, from, to).opens()) {
            return List.of(Rule.WORKING_HOURS + " all");
        }
        List<Instant> left = new MinuteWalk(open, from, to).starts();
        if (left.isEmpty()) {
            return List.of((new MinuteWalk(open, from, to).fits() ? Rule.GRID : Rule.LENGTH) + " all");
        }
        Map<Rule, SlotFinder> stricter = new EnumMap<>(Map.of(
                Rule.TIME_OFF, new SlotFinder(all.hours(), all.timeOff(), List.of(), free, Instant.EPOCH),
                Rule.TAKEN, new SlotFinder(all.hours(), all.timeOff(), all.busy(), free, Instant.EPOCH),
                Rule.GAPS, new SlotFinder(all.hours(), all.timeOff(), all.busy(), gaps, Instant.EPOCH),
                Rule.CAPS, new SlotFinder(all.hours(), all.timeOff(), all.busy(), caps, Instant.EPOCH),
                Rule.PAST, new SlotFinder(all.hours(), all.timeOff(), all.busy(), caps, all.now()),
                Rule.NOTICE, new SlotFinder(all.hours(), all.timeOff(), all.busy(), notice, all.now()),
                Rule.HORIZON, all));
        var reasons = new ArrayList<String>();
        for (var step : stricter.entrySet()) {
            List<Instant> after = new MinuteWalk(step.getValue(), from, to).starts();
            if (!after.containsAll(left)) {
                reasons.add(step.getKey() + (after.isEmpty() ? " all" : ""));
            }
            left = after;
        }
        return reasons;
    }

    /** A generator that never came near a rule would show nothing about it. */
    @Test
    void the_examples_reach_every_rule() {
        var reached = new HashSet<Object>();
        for (int n = 0; n < 3_000; n++) {
            Example example = anyExample(new SplittableRandom(n), 1440);
            example.finder.whyNone(example.from, example.to).forEach(why -> reached.add(why.rule()));
            Instant start = example.from.truncatedTo(ChronoUnit.MINUTES);
            reached.add(
                    switch (example.finder.decide(start)) {
                        case Offered _ -> "offered";
                        case Refused(SlotDecision.Refusal why, String _) -> why;
                    });
        }
        assertThat(reached).contains((Object[]) Rule.values()).contains((Object[]) SlotDecision.Refusal.values());
        assertThat(reached).contains("offered");
    }

    private static void holds(int examples, int longestRangeInMinutes, Check check) {
        int number = Integer.getInteger("slots.examples", examples);
        for (int n = 0; n < number; n++) {
            var random = new SplittableRandom(SEED + n);
            Example example = anyExample(random, longestRangeInMinutes);
            String wrong = check.wrong(example, random);
            if (wrong != null) {
                fail(
                        "Example %d: %s%n%s%nfrom %s to %s%nRepeat it: -Dslots.seed=%d -Dslots.examples=1",
                        n, wrong, example.finder, example.from, example.to, SEED + n);
            }
        }
    }

    private static @Nullable String differs(Object engine, Object walk) {
        return engine.equals(walk) ? null : "the engine says %s, the walk %s".formatted(engine, walk);
    }

    private static List<Instant> starts(List<TimeSlot> slots) {
        return slots.stream().map(TimeSlot::start).toList();
    }

    private static long distance(Instant wanted, Instant start) {
        return Duration.between(wanted, start).abs().toSeconds();
    }

    private static Example anyExample(RandomGenerator random, int longestRangeInMinutes) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        LocalDate day = anyDay(random, zone);
        Instant noon = day.atTime(12, 0).atZone(zone).toInstant();
        var busy = new ArrayList<Busy>();
        for (int i = random.nextInt(7); i > 0; i--) {
            TimeSlot time = anyTime(noon, random);
            busy.add(
                    random.nextBoolean()
                            ? Busy.elsewhere(time)
                            : Busy.session(
                                    time,
                                    Duration.ofMinutes(5L * random.nextInt(4)),
                                    Duration.ofMinutes(5L * random.nextInt(4))));
        }
        var timeOff = new ArrayList<TimeSlot>();
        for (int i = random.nextInt(3); i > 0; i--) {
            timeOff.add(anyTime(noon, random));
        }
        Instant now = noon.plusSeconds(60L * random.nextInt(-3 * 1440, 1440) + random.nextInt(60));
        var finder = new SlotFinder(anyHours(random, zone, day), timeOff, busy, anyRules(random), now);
        Instant from =
                day.atStartOfDay(zone).toInstant().plusSeconds(60L * random.nextInt(-300, 600) + seconds(random));
        Instant to = from.plusSeconds(60L * random.nextInt(1, longestRangeInMinutes) + seconds(random));
        return new Example(finder, from, to);
    }

    private static WorkingHours anyHours(RandomGenerator random, ZoneId zone, LocalDate day) {
        Map<DayOfWeek, List<LocalHours>> weekly = new HashMap<>();
        for (DayOfWeek dayOfWeek : DayOfWeek.values()) {
            if (random.nextInt(8) != 0) {
                weekly.put(dayOfWeek, anyPieces(random));
            }
        }
        Map<LocalDate, List<LocalHours>> overrides = new HashMap<>();
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            overrides.put(day.plusDays(random.nextInt(-2, 3)), random.nextInt(3) == 0 ? List.of() : anyPieces(random));
        }
        LocalDate from = random.nextInt(4) == 0 ? day.plusDays(random.nextInt(-2, 3)) : null;
        LocalDate until =
                random.nextInt(4) == 0 ? (from == null ? day.minusDays(2) : from).plusDays(random.nextInt(0, 5)) : null;
        return new WorkingHours(zone, weekly, overrides, from, until);
    }

    private static List<LocalHours> anyPieces(RandomGenerator random) {
        var pieces = new ArrayList<LocalHours>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            // Many pieces lie in the night, where clocks change.
            int from = random.nextBoolean() ? random.nextInt(0, 18) * 15 : random.nextInt(0, 1440);
            int length = random.nextInt(1, random.nextInt(6) == 0 ? 1440 : 400);
            pieces.add(new LocalHours(
                    LocalTime.ofSecondOfDay(from * 60L), LocalTime.ofSecondOfDay((from + length) % 1440 * 60L)));
        }
        return pieces;
    }

    private static SlotRules anyRules(RandomGenerator random) {
        int length = random.nextInt(1, 10) * (random.nextBoolean() ? 15 : 7);
        int interval = random.nextInt(4) == 0 ? length : random.nextInt(1, 8) * (random.nextBoolean() ? 15 : 11);
        return SlotRules.forLength(Duration.ofMinutes(length))
                .every(Duration.ofMinutes(random.nextInt(50) == 0 ? random.nextInt(1, 3000) : interval))
                .withBuffers(Duration.ofMinutes(5L * random.nextInt(5)), Duration.ofMinutes(5L * random.nextInt(5)))
                .withNotice(Duration.ofMinutes(random.nextBoolean() ? 0 : random.nextInt(600)))
                .withHorizon(random.nextBoolean() ? null : random.nextInt(4))
                .on(Grid.values()[random.nextInt(2)])
                .with(Gaps.values()[random.nextInt(2)])
                .with(
                        random.nextBoolean()
                                ? Caps.NONE
                                : new Caps(cap(random, 5), cap(random, 400), cap(random, 9), cap(random, 900)));
    }

    private static @Nullable Integer cap(RandomGenerator random, int below) {
        return random.nextBoolean() ? null : random.nextInt(below);
    }

    /** Half of all days are within one of a clock change, if the zone has any. São Paulo's last one was in 2019. */
    private static LocalDate anyDay(RandomGenerator random, ZoneId zone) {
        LocalDate any = LocalDate.of(2008, 1, 1).plusDays(random.nextInt(22 * 365));
        var change = zone.getRules().nextTransition(any.atStartOfDay(zone).toInstant());
        return change == null || random.nextBoolean()
                ? any
                : LocalDate.ofInstant(change.getInstant(), zone).plusDays(random.nextInt(-1, 2));
    }

    private static TimeSlot anyTime(Instant noon, RandomGenerator random) {
        Instant start = noon.plusSeconds(60L * random.nextInt(-1800, 1800) + seconds(random));
        return new TimeSlot(start, start.plusSeconds(60L * random.nextInt(1, 180) + seconds(random)));
    }

    /** Other calendars do not keep to whole minutes. */
    private static int seconds(RandomGenerator random) {
        return random.nextInt(8) == 0 ? random.nextInt(60) : 0;
    }
}
