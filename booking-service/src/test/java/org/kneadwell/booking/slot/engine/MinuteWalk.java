package org.kneadwell.booking.slot.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.kneadwell.booking.slot.engine.SlotDecision.Refusal;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;

/**
 * The slow and obvious oracle: it writes down for every minute around a range whether it is open, away or taken, walks from one
 * minute to the next, and asks java.time about each. It takes the engine's inputs and none of its code.
 */
final class MinuteWalk {

    /** Open time of one day, the next one's beginning included, is at most two days and a clock change long. */
    private static final int MARGIN = 2 * 1440 + 120;

    private final SlotFinder asked;
    private final ZoneId zone;
    private final Instant from;
    private final Instant to;
    private final long firstMinute;
    private final int minutes;

    private final BitSet open = new BitSet();
    /** Minutes that lie in one piece of open time with the minute before them. */
    private final BitSet joined = new BitSet();

    private final BitSet away = new BitSet();
    private final BitSet taken = new BitSet();
    private final BitSet booked = new BitSet();

    MinuteWalk(SlotFinder asked, Instant from, Instant to) {
        this.asked = asked;
        this.zone = asked.hours().zone();
        this.from = from;
        this.to = to;
        this.firstMinute = Math.floorDiv(from.getEpochSecond(), 60) - MARGIN;
        this.minutes = (int) (Math.floorDiv(to.getEpochSecond(), 60) + 1 + MARGIN - firstMinute);
        markOpen();
        joined.clear(0);
        for (TimeSlot off : asked.timeOff()) {
            mark(away, off.start(), off.end());
        }
        SlotRules rules = asked.rules();
        for (Busy busy : asked.busy()) {
            mark(booked, busy.time().start(), busy.time().end());
            mark(
                    taken,
                    busy.time().start().minus(busy.bufferBefore()).minus(rules.bufferAfter()),
                    busy.time().end().plus(busy.bufferAfter()).plus(rules.bufferBefore()));
        }
    }

    /** Every start in the range, in order. */
    List<Instant> starts() {
        SlotRules rules = asked.rules();
        var starts = new ArrayList<Instant>();
        for (Instant start : startsByGridAndGaps()) {
            if (!start.isBefore(from)
                    && start.isBefore(to)
                    && !start.isBefore(asked.now().plus(rules.minimumNotice()))
                    && !beyondHorizon(start)
                    && underTheCaps(start)) {
                starts.add(start);
            }
        }
        return starts;
    }

    /** Whether anything is open in the range. */
    boolean opens() {
        var range = new BitSet();
        mark(range, from, to);
        return range.intersects(open);
    }

    /** Whether some open time that reaches into the range is as long as a session. */
    boolean fits() {
        var range = new BitSet();
        mark(range, from, to);
        range.and(open);
        return range.stream()
                .anyMatch(minute -> pieceEnd(minute) - pieceStart(minute)
                        >= asked.rules().length().toMinutes());
    }

    /** Why a start that is not offered is refused: the first rule that does, in the order of {@link Refusal}. */
    static Refusal refusal(SlotFinder asked, Instant start) {
        SlotRules rules = asked.rules();
        var walk = new MinuteWalk(asked, start, start.plusSeconds(1));
        if (start.isBefore(asked.now())) {
            return Refusal.IN_THE_PAST;
        }
        if (start.isBefore(asked.now().plus(rules.minimumNotice()))) {
            return Refusal.TOO_SOON;
        }
        if (walk.beyondHorizon(start)) {
            return Refusal.TOO_FAR_AHEAD;
        }
        int first = walk.index(start);
        int last = first + (int) rules.length().toMinutes();
        if (walk.open.nextClearBit(first) < last
                || walk.joined.nextClearBit(first + 1) < last
                || anySet(walk.away, first, last)) {
            return Refusal.OUTSIDE_WORKING_HOURS;
        }
        if (anySet(walk.taken, first, last)) {
            var wanted = TimeSlot.of(start, rules.length());
            return asked.busy().stream().anyMatch(taken -> taken.time().overlaps(wanted))
                    ? Refusal.TAKEN
                    : Refusal.INSIDE_A_BUFFER;
        }
        var anyGap = new SlotFinder(
                asked.hours(),
                asked.timeOff(),
                asked.busy(),
                rules.with(Gaps.ANY).with(Caps.NONE),
                asked.now());
        if (new MinuteWalk(anyGap, start, start.plusSeconds(1)).starts().isEmpty()) {
            return Refusal.OFF_THE_GRID;
        }
        return walk.startsByGridAndGaps().contains(start) ? Refusal.DAY_OR_WEEK_FULL : Refusal.LEAVES_A_GAP;
    }

    private List<Instant> startsByGridAndGaps() {
        var starts = new ArrayList<Instant>();
        int runStart = -1;
        for (int minute = 0; minute <= minutes; minute++) {
            boolean free = open.get(minute) && !away.get(minute) && !taken.get(minute);
            if (runStart >= 0 && !(free && joined.get(minute))) {
                addStarts(runStart, minute, starts);
                runStart = -1;
            }
            if (free && runStart < 0) {
                runStart = minute;
            }
        }
        return starts;
    }

    private void addStarts(int runStart, int runEnd, List<Instant> starts) {
        SlotRules rules = asked.rules();
        long length = rules.length().toMinutes();
        long interval = rules.interval().toMinutes();
        var possible = new ArrayList<Instant>();
        var onGrid = new ArrayList<Instant>();
        for (int minute = runStart; minute + length <= runEnd; minute++) {
            Instant start = at(minute);
            possible.add(start);
            long step = rules.grid() == Grid.ON_THE_CLOCK
                    ? LocalTime.ofInstant(start, zone).toSecondOfDay() / 60
                    : minute - runStart;
            if (step % interval == 0) {
                onGrid.add(start);
            }
        }
        if (rules.gaps() == Gaps.ONLY_AT_EDGES && hasBookings(runStart, runEnd)) {
            List<Instant> edges = rules.grid() == Grid.ON_THE_CLOCK ? onGrid : possible;
            if (!edges.isEmpty()) {
                starts.addAll(new TreeSet<>(List.of(edges.getFirst(), edges.getLast())));
            }
        } else {
            starts.addAll(onGrid);
        }
    }

    /** Whether anything is booked in the open time a run of free minutes is part of. */
    private boolean hasBookings(int runStart, int runEnd) {
        return anySet(booked, pieceStart(runStart), pieceEnd(runEnd - 1));
    }

    private int pieceStart(int minute) {
        int start = minute;
        while (joined.get(start)) {
            start--;
        }
        return start;
    }

    private int pieceEnd(int minute) {
        return joined.nextClearBit(minute + 1);
    }

    private void markOpen() {
        WorkingHours hours = asked.hours();
        LocalDate last = LocalDate.ofInstant(to, zone).plusDays(3);
        Instant nightEnds = Instant.MIN;
        for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(4); day.isBefore(last); day = day.plusDays(1)) {
            if ((hours.from() != null && hours.from().isAfter(day))
                    || (hours.until() != null && hours.until().compareTo(day) <= 0)) {
                continue;
            }
            List<LocalHours> override = hours.overrides().get(day);
            List<LocalHours> ofDay =
                    override != null ? override : hours.weekly().getOrDefault(day.getDayOfWeek(), List.of());
            Instant latest = nightEnds;
            for (LocalHours local : ofDay) {
                LocalDate endDay = local.to().isAfter(local.from()) ? day : day.plusDays(1);
                Instant start = ZonedDateTime.of(day, local.from(), zone).toInstant();
                Instant end = ZonedDateTime.of(endDay, local.to(), zone).toInstant();
                Instant begin = start.isBefore(nightEnds) ? nightEnds : start;
                if (begin.isBefore(end)) {
                    mark(open, begin, end);
                    mark(joined, begin.plusSeconds(60), end);
                }
                latest = end.isAfter(latest) && start.isBefore(end) ? end : latest;
            }
            nightEnds = latest;
        }
    }

    private boolean beyondHorizon(Instant start) {
        Integer days = asked.rules().horizonDays();
        return days != null
                && LocalDate.ofInstant(start, zone)
                        .isAfter(LocalDate.ofInstant(asked.now(), zone).plusDays(days));
    }

    private boolean underTheCaps(Instant start) {
        Caps caps = asked.rules().caps();
        if (caps.equals(Caps.NONE)) {
            return true;
        }
        LocalDate date = LocalDate.ofInstant(start, zone);
        int daySessions = 1;
        long dayMinutes = asked.rules().length().toMinutes();
        int weekSessions = 1;
        long weekMinutes = dayMinutes;
        for (Busy busy : asked.busy()) {
            LocalDate other = LocalDate.ofInstant(busy.time().start(), zone);
            if (busy.session() && other.equals(date)) {
                daySessions++;
                dayMinutes += busy.time().length().toMinutes();
            }
            if (busy.session()
                    && other.get(WeekFields.ISO.weekBasedYear()) == date.get(WeekFields.ISO.weekBasedYear())
                    && other.get(WeekFields.ISO.weekOfWeekBasedYear())
                            == date.get(WeekFields.ISO.weekOfWeekBasedYear())) {
                weekSessions++;
                weekMinutes += busy.time().length().toMinutes();
            }
        }
        return (caps.daySessions() == null || daySessions <= caps.daySessions())
                && (caps.dayMinutes() == null || dayMinutes <= caps.dayMinutes())
                && (caps.weekSessions() == null || weekSessions <= caps.weekSessions())
                && (caps.weekMinutes() == null || weekMinutes <= caps.weekMinutes());
    }

    /** Marks every minute that is touched, also where a time has seconds. */
    private void mark(BitSet set, Instant start, Instant end) {
        long first = Math.max(0, Math.floorDiv(start.getEpochSecond(), 60) - firstMinute);
        long last = Math.min(minutes, Math.floorDiv(end.minusNanos(1).getEpochSecond(), 60) + 1 - firstMinute);
        if (first < last) {
            set.set((int) first, (int) last);
        }
    }

    private static boolean anySet(BitSet set, int first, int last) {
        int next = set.nextSetBit(first);
        return next >= 0 && next < last;
    }

    private int index(Instant whole) {
        return (int) (whole.getEpochSecond() / 60 - firstMinute);
    }

    private Instant at(int minute) {
        return Instant.ofEpochSecond(60 * (firstMinute + minute));
    }
}
