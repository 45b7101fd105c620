package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;

/**
 * The engine against a slow and obvious oracle that walks minute by minute and asks java.time about each one. jqwik prints the
 * seed of every run; a failing example is repeated with {@code @Property(seed = "…")}.
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

    @Property(tries = 2000)
    void the_engine_and_the_minute_walk_agree(@ForAll long seed) {
        Random random = new Random(seed);
        SlotFinder finder = anyFinder(random);
        ZoneId zone = finder.hours().zone();
        LocalDate day = anyDay(random, zone);
        finder = around(finder, day, random);
        Instant from = day.atStartOfDay(zone).toInstant().plusSeconds(60L * random.nextInt(-300, 600));
        Instant to = from.plusSeconds(60L * random.nextInt(1, 2 * 1440));

        List<Instant> engine =
                finder.startingIn(from, to).stream().map(TimeSlot::start).toList();

        assertThat(engine).as("%s, %s to %s", finder, from, to).isEqualTo(walk(finder, from, to));
    }

    /** One minute of open time that nothing blocks, with the pieces of open time it belongs to. */
    private record FreeMinute(Instant at, List<Integer> pieces) {}

    private static List<Instant> walk(SlotFinder finder, Instant from, Instant to) {
        SlotRules rules = finder.rules();
        ZoneId zone = finder.hours().zone();
        List<TimeSlot> pieces = pieces(finder.hours(), from, to);
        var starts = new ArrayList<Instant>();
        Instant first = from.minusSeconds(86_400 * 2 + 7200);
        Instant last = to.plusSeconds(86_400 * 2 + 7200);
        List<FreeMinute> run = new ArrayList<>();
        for (Instant minute = first; minute.isBefore(last); minute = minute.plusSeconds(60)) {
            var current = new FreeMinute(minute, covering(pieces, minute));
            boolean free = !current.pieces.isEmpty() && !blocked(finder, minute);
            boolean goesOn =
                    free && !run.isEmpty() && run.getLast().pieces.stream().anyMatch(current.pieces::contains);
            if (!run.isEmpty() && !goesOn) {
                offered(finder, run, pieces, starts);
                run = new ArrayList<>();
            }
            if (free) {
                run.add(current);
            }
        }
        return starts.stream()
                .filter(start -> !start.isBefore(from) && start.isBefore(to))
                .filter(start -> !start.isBefore(finder.now().plus(rules.minimumNotice())))
                .filter(start -> rules.horizonDays() == null
                        || !LocalDate.ofInstant(start, zone)
                                .isAfter(LocalDate.ofInstant(finder.now(), zone).plusDays(rules.horizonDays())))
                .filter(start -> underTheCaps(finder, start))
                .toList();
    }

    private static void offered(SlotFinder finder, List<FreeMinute> run, List<TimeSlot> pieces, List<Instant> starts) {
        SlotRules rules = finder.rules();
        int length = (int) rules.length().toMinutes();
        int interval = (int) rules.interval().toMinutes();
        var possible = new ArrayList<Instant>();
        var onGrid = new ArrayList<Instant>();
        for (int i = 0; i + length <= run.size(); i++) {
            Instant start = run.get(i).at;
            possible.add(start);
            LocalTime local = start.atZone(finder.hours().zone()).toLocalTime();
            int step = rules.grid() == Grid.ON_THE_CLOCK ? local.toSecondOfDay() / 60 : i;
            if (step % interval == 0) {
                onGrid.add(start);
            }
        }
        if (rules.gaps() == Gaps.ONLY_AT_EDGES && dayHasBookings(finder, run.getFirst(), pieces)) {
            List<Instant> edges = rules.grid() == Grid.ON_THE_CLOCK ? onGrid : possible;
            if (!edges.isEmpty()) {
                starts.addAll(new TreeSet<>(List.of(edges.getFirst(), edges.getLast())));
            }
        } else {
            starts.addAll(onGrid);
        }
    }

    /** Whether anything is booked in the open time this minute belongs to, pieces that overlap counting as one. */
    private static boolean dayHasBookings(SlotFinder finder, FreeMinute minute, List<TimeSlot> pieces) {
        var mine = new TreeSet<>(minute.pieces);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < pieces.size(); i++) {
                TimeSlot piece = pieces.get(i);
                if (!mine.contains(i)
                        && mine.stream().anyMatch(j -> pieces.get(j).overlaps(piece))) {
                    grown = mine.add(i);
                }
            }
        }
        return mine.stream()
                .anyMatch(
                        i -> finder.busy().stream().anyMatch(busy -> busy.time().overlaps(pieces.get(i))));
    }

    private static boolean underTheCaps(SlotFinder finder, Instant start) {
        ZoneId zone = finder.hours().zone();
        Caps caps = finder.rules().caps();
        LocalDate date = LocalDate.ofInstant(start, zone);
        int daySessions = 1;
        long dayMinutes = finder.rules().length().toMinutes();
        int weekSessions = 1;
        long weekMinutes = dayMinutes;
        for (Busy busy : finder.busy()) {
            LocalDate other = LocalDate.ofInstant(busy.time().start(), zone);
            if (busy.session() && other.equals(date)) {
                daySessions++;
                dayMinutes += busy.time().length().toMinutes();
            }
            if (busy.session() && week(other).equals(week(date))) {
                weekSessions++;
                weekMinutes += busy.time().length().toMinutes();
            }
        }
        return (caps.daySessions() == null || daySessions <= caps.daySessions())
                && (caps.dayMinutes() == null || dayMinutes <= caps.dayMinutes())
                && (caps.weekSessions() == null || weekSessions <= caps.weekSessions())
                && (caps.weekMinutes() == null || weekMinutes <= caps.weekMinutes());
    }

    private static String week(LocalDate date) {
        return date.get(WeekFields.ISO.weekBasedYear()) + "-" + date.get(WeekFields.ISO.weekOfWeekBasedYear());
    }

    private static boolean blocked(SlotFinder finder, Instant minute) {
        SlotRules rules = finder.rules();
        return finder.timeOff().stream().anyMatch(off -> !minute.isBefore(off.start()) && minute.isBefore(off.end()))
                || finder.busy().stream().anyMatch(busy -> {
                    Instant start =
                            busy.time().start().minus(busy.bufferBefore()).minus(rules.bufferAfter());
                    Instant end = busy.time().end().plus(busy.bufferAfter()).plus(rules.bufferBefore());
                    return !minute.isBefore(start) && minute.isBefore(end);
                });
    }

    private static List<TimeSlot> pieces(WorkingHours hours, Instant from, Instant to) {
        var pieces = new ArrayList<TimeSlot>();
        LocalDate last = LocalDate.ofInstant(to, hours.zone()).plusDays(4);
        Instant nightEnds = Instant.EPOCH;
        for (LocalDate day = LocalDate.ofInstant(from, hours.zone()).minusDays(4);
                day.isBefore(last);
                day = day.plusDays(1)) {
            List<LocalHours> override = hours.overrides().get(day);
            List<LocalHours> open =
                    override != null ? override : hours.weekly().getOrDefault(day.getDayOfWeek(), List.of());
            Instant latest = nightEnds;
            for (LocalHours local : open) {
                LocalDate endDay = local.to().isAfter(local.from()) ? day : day.plusDays(1);
                Instant start =
                        ZonedDateTime.of(day, local.from(), hours.zone()).toInstant();
                Instant end = ZonedDateTime.of(endDay, local.to(), hours.zone()).toInstant();
                Instant begin = start.isBefore(nightEnds) ? nightEnds : start;
                if (begin.isBefore(end)) {
                    pieces.add(new TimeSlot(begin, end));
                }
                latest = end.isAfter(latest) && start.isBefore(end) ? end : latest;
            }
            nightEnds = latest;
        }
        return pieces;
    }

    private static List<Integer> covering(List<TimeSlot> pieces, Instant minute) {
        var covering = new ArrayList<Integer>();
        for (int i = 0; i < pieces.size(); i++) {
            if (!minute.isBefore(pieces.get(i).start())
                    && minute.isBefore(pieces.get(i).end())) {
                covering.add(i);
            }
        }
        return covering;
    }

    private static SlotFinder anyFinder(Random random) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        Map<DayOfWeek, List<LocalHours>> weekly = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(8) != 0) {
                weekly.put(day, anyPieces(random));
            }
        }
        int length = random.nextInt(1, 10) * (random.nextBoolean() ? 15 : 7);
        int interval = random.nextInt(4) == 0 ? length : random.nextInt(1, 8) * (random.nextBoolean() ? 15 : 11);
        SlotRules rules = SlotRules.forLength(Duration.ofMinutes(length))
                .every(Duration.ofMinutes(interval))
                .withBuffers(Duration.ofMinutes(5L * random.nextInt(5)), Duration.ofMinutes(5L * random.nextInt(5)))
                .withNotice(Duration.ofMinutes(random.nextInt(600)))
                .withHorizon(random.nextBoolean() ? null : random.nextInt(4))
                .on(Grid.values()[random.nextInt(2)])
                .with(Gaps.values()[random.nextInt(2)])
                .with(
                        random.nextBoolean()
                                ? Caps.NONE
                                : new Caps(cap(random, 5), cap(random, 400), cap(random, 9), cap(random, 900)));
        return new SlotFinder(new WorkingHours(zone, weekly, Map.of()), List.of(), List.of(), rules, Instant.EPOCH);
    }

    private static Integer cap(Random random, int below) {
        return random.nextBoolean() ? null : random.nextInt(below);
    }

    private static List<LocalHours> anyPieces(Random random) {
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

    /** Half of all days are within one of a clock change, if the zone has any. */
    private static LocalDate anyDay(Random random, ZoneId zone) {
        LocalDate any = LocalDate.of(2011, 1, 1).plusDays(random.nextInt(16 * 365));
        var change = zone.getRules().nextTransition(any.atStartOfDay(zone).toInstant());
        return change == null || random.nextBoolean()
                ? any
                : LocalDate.ofInstant(change.getInstant(), zone).plusDays(random.nextInt(-1, 2));
    }

    private static SlotFinder around(SlotFinder finder, LocalDate day, Random random) {
        Instant noon = day.atTime(12, 0).atZone(finder.hours().zone()).toInstant();
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
        Map<LocalDate, List<LocalHours>> overrides = new HashMap<>();
        if (random.nextInt(3) == 0) {
            overrides.put(day.plusDays(random.nextInt(-1, 2)), random.nextInt(3) == 0 ? List.of() : anyPieces(random));
        }
        Instant now = noon.plusSeconds(60L * random.nextInt(-3 * 1440, 1440) + random.nextInt(60));
        return new SlotFinder(
                new WorkingHours(finder.hours().zone(), finder.hours().weekly(), overrides),
                timeOff,
                busy,
                finder.rules(),
                now);
    }

    private static TimeSlot anyTime(Instant noon, Random random) {
        Instant start = noon.plusSeconds(60L * random.nextInt(-1800, 1800));
        return new TimeSlot(start, start.plusSeconds(60L * random.nextInt(1, 180)));
    }
}
