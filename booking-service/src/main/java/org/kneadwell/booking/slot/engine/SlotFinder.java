package org.kneadwell.booking.slot.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.SlotDecision.Offered;
import org.kneadwell.booking.slot.engine.SlotDecision.Refusal;
import org.kneadwell.booking.slot.engine.SlotDecision.Refused;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;

/**
 * The slots of one therapist for one kind of session: one sweep over sorted pieces of open time and sorted blocks.
 *
 * <p>A session lies wholly inside one piece of open time and outside time off; its buffers may reach beyond both, but not into
 * busy time or that time's own buffers. Pieces of one day that overlap are one piece; pieces that only touch stay two, and a session does not
 * straddle their border; a night that reaches into the next day's hours goes before them. The range asked for, the notice and the horizon hide slots and never move the grid, so the same slots are
 * offered whichever range is looked at.
 *
 * @param hours when the therapist works
 * @param timeOff when not, whatever the hours say
 * @param busy everything that is taken; for weekly caps, of the whole weeks the range touches
 * @param rules how this kind of session is booked
 * @param now the present
 */
public record SlotFinder(WorkingHours hours, List<TimeSlot> timeOff, List<Busy> busy, SlotRules rules, Instant now) {

    private static final long MINUTE = 60;

    /** Long enough for the longest piece of open time that begins before the range, and for every zone's day. */
    private static final long MARGIN = 3L * LocalHours.DAY;

    /**
     * @param from first possible start
     * @param to no slot starts at or after it; at most 68 years later
     * @return the slots by start
     */
    public List<TimeSlot> startingIn(Instant from, Instant to) {
        return startingIn(from, to, Integer.MAX_VALUE);
    }

    /** As {@link #startingIn(Instant, Instant)}, at most so many, the earliest ones. */
    public List<TimeSlot> startingIn(Instant from, Instant to, int limit) {
        if (!from.isBefore(to) || limit <= 0) {
            return List.of();
        }
        return new Sweep(from.getEpochSecond(), ceilSecond(to), limit).run();
    }

    /** Whether a requested start is one of the slots, and if not, which rule refuses it. */
    public SlotDecision decide(Instant start) {
        if (start.isBefore(now)) {
            return new Refused(Refusal.IN_THE_PAST, "That time has passed.");
        }
        if (start.isBefore(now.plus(rules.minimumNotice()))) {
            return new Refused(Refusal.TOO_SOON, noticeSentence());
        }
        if (!start.isBefore(horizonEnd())) {
            return new Refused(Refusal.TOO_FAR_AHEAD, horizonSentence());
        }
        if (!startingIn(start, start.plusSeconds(1)).isEmpty() && start.getNano() == 0) {
            return new Offered(TimeSlot.of(start, rules.length()));
        }
        var wanted = TimeSlot.of(start, rules.length());
        if (timeOff.stream().anyMatch(wanted::overlaps) || !insideHours(wanted)) {
            return new Refused(
                    Refusal.OUTSIDE_WORKING_HOURS,
                    "The session does not lie wholly inside the therapist's open hours.");
        }
        if (busy.stream().anyMatch(taken -> blocks(taken, wanted))) {
            return new Refused(Refusal.TAKEN, "That time is taken, or too close to another session.");
        }
        if (start.getNano() != 0
                || with(rules.with(Gaps.ANY).with(Caps.NONE))
                        .startingIn(start, start.plusSeconds(1))
                        .isEmpty()) {
            return new Refused(Refusal.OFF_THE_GRID, "Sessions do not start at that minute.");
        }
        if (with(rules.with(Caps.NONE)).startingIn(start, start.plusSeconds(1)).isEmpty()) {
            return new Refused(Refusal.LEAVES_A_GAP, "On that day only times next to what is booked are offered.");
        }
        return new Refused(
                Refusal.DAY_OR_WEEK_FULL, "The therapist takes no more sessions on that day or in that week.");
    }

    /** The slots nearest to a wanted start, at most so many, by start. */
    public List<TimeSlot> nearest(Instant wanted, Duration within, int count) {
        return startingIn(wanted.minus(within), wanted.plus(within)).stream()
                .sorted(Comparator.comparing(
                        slot -> Duration.between(wanted, slot.start()).abs()))
                .limit(count)
                .sorted(Comparator.comparing(TimeSlot::start))
                .toList();
    }

    /**
     * Why nothing starts in a range: the rules are applied one after another, and each that took something away says so.
     *
     * @return empty if there are slots
     */
    public List<WhyNone> whyNone(Instant from, Instant to) {
        if (!startingIn(from, to, 1).isEmpty()) {
            return List.of();
        }
        var reasons = new ArrayList<WhyNone>();
        SlotRules free =
                rules.withNotice(Duration.ZERO).withHorizon(null).with(Gaps.ANY).with(Caps.NONE);
        // Before everything, so that neither past nor notice hides anything yet.
        var open = new SlotFinder(hours, List.of(), List.of(), free, Instant.EPOCH);
        if (!open.opensIn(from, to)) {
            return List.of(
                    new WhyNone(WhyNone.Rule.WORKING_HOURS, true, "The therapist has no open hours on these days."));
        }
        Set<TimeSlot> left = Set.copyOf(open.startingIn(from, to));
        if (left.isEmpty()) {
            return List.of(new WhyNone(
                    WhyNone.Rule.LENGTH,
                    true,
                    "No open time on these days is long enough for %d minutes."
                            .formatted(rules.length().toMinutes())));
        }
        left = step(
                reasons,
                left,
                WhyNone.Rule.TIME_OFF,
                new SlotFinder(hours, timeOff, List.of(), free, Instant.EPOCH),
                from,
                to);
        left = step(
                reasons, left, WhyNone.Rule.TAKEN, new SlotFinder(hours, timeOff, busy, free, Instant.EPOCH), from, to);
        left = step(
                reasons,
                left,
                WhyNone.Rule.GAPS,
                new SlotFinder(hours, timeOff, busy, free.with(rules.gaps()), Instant.EPOCH),
                from,
                to);
        SlotRules capped = free.with(rules.gaps()).with(rules.caps());
        left = step(
                reasons,
                left,
                WhyNone.Rule.CAPS,
                new SlotFinder(hours, timeOff, busy, capped, Instant.EPOCH),
                from,
                to);
        left = step(reasons, left, WhyNone.Rule.PAST, new SlotFinder(hours, timeOff, busy, capped, now), from, to);
        SlotRules noticed = capped.withNotice(rules.minimumNotice());
        left = step(reasons, left, WhyNone.Rule.NOTICE, new SlotFinder(hours, timeOff, busy, noticed, now), from, to);
        step(reasons, left, WhyNone.Rule.HORIZON, this, from, to);
        return List.copyOf(reasons);
    }

    private Set<TimeSlot> step(
            List<WhyNone> reasons,
            Set<TimeSlot> before,
            WhyNone.Rule rule,
            SlotFinder stricter,
            Instant from,
            Instant to) {
        Set<TimeSlot> after = Set.copyOf(stricter.startingIn(from, to));
        if (!after.containsAll(before)) {
            reasons.add(new WhyNone(rule, after.isEmpty(), sentence(rule, after.isEmpty())));
        }
        return after;
    }

    private String sentence(WhyNone.Rule rule, boolean all) {
        return switch (rule) {
            case WORKING_HOURS -> "The therapist has no open hours on these days.";
            case LENGTH -> "No open time is long enough.";
            case TIME_OFF ->
                all ? "The therapist is away on these days." : "The therapist is away for part of this time.";
            case TAKEN -> all ? "Every time on these days is taken." : "Some of the times are taken.";
            case GAPS -> "On days with bookings only times next to what is booked are offered.";
            case CAPS -> "The therapist takes no more sessions in a day or a week.";
            case PAST -> all ? "These days have passed." : "Some of the times have passed.";
            case NOTICE -> noticeSentence();
            case HORIZON -> horizonSentence();
        };
    }

    private String noticeSentence() {
        long minutes = rules.minimumNotice().toMinutes();
        return minutes % 60 == 0
                ? "The therapist needs %d h notice.".formatted(minutes / 60)
                : "The therapist needs %d minutes' notice.".formatted(minutes);
    }

    private String horizonSentence() {
        return "Bookings open %s ahead."
                .formatted(Integer.valueOf(1).equals(rules.horizonDays()) ? "1 day" : rules.horizonDays() + " days");
    }

    private SlotFinder with(SlotRules other) {
        return new SlotFinder(hours, timeOff, busy, other, now);
    }

    private Instant horizonEnd() {
        Integer days = rules.horizonDays();
        if (days == null) {
            return Instant.MAX;
        }
        ZoneId zone = hours.zone();
        return LocalDate.ofInstant(now, zone)
                .plusDays(days + 1L)
                .atStartOfDay(zone)
                .toInstant();
    }

    private boolean blocks(Busy taken, TimeSlot wanted) {
        Instant from = taken.time().start().minus(taken.bufferBefore()).minus(rules.bufferAfter());
        Instant to = taken.time().end().plus(taken.bufferAfter()).plus(rules.bufferBefore());
        return from.isBefore(wanted.end()) && wanted.start().isBefore(to);
    }

    private boolean insideHours(TimeSlot wanted) {
        var sweep = new Sweep(wanted.start().getEpochSecond(), wanted.start().getEpochSecond() + 1, 1);
        return sweep.pieces.stream()
                .anyMatch(piece ->
                        piece.start <= wanted.start().getEpochSecond() && ceilSecond(wanted.end()) <= piece.end);
    }

    private boolean opensIn(Instant from, Instant to) {
        return new Sweep(from.getEpochSecond(), ceilSecond(to), 1)
                .pieces.stream().anyMatch(piece -> piece.start < ceilSecond(to) && from.getEpochSecond() < piece.end);
    }

    private static long ceilSecond(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }

    private static long ceilMinute(long epochSecond) {
        return Math.ceilDiv(epochSecond, MINUTE) * MINUTE;
    }

    /** Open time between two instants, in epoch seconds. */
    private record Piece(long start, long end) {}

    /** One search. */
    private final class Sweep {

        private final long from;
        private final long to;
        private final int limit;
        private final long length = rules.length().toSeconds();
        private final long interval = rules.interval().toSeconds();
        private final ZoneClock clock;
        private final List<Piece> pieces;
        private final List<TimeSlot> found = new ArrayList<>();
        private final FullDays full;

        Sweep(long from, long to, int limit) {
            long earliest = Math.max(from, ceilSecond(now.plus(rules.minimumNotice())));
            Instant horizon = horizonEnd();
            this.from = earliest;
            this.to = horizon.getEpochSecond() < to ? horizon.getEpochSecond() : to;
            this.limit = limit;
            this.clock = new ZoneClock(hours.zone(), from - MARGIN, to + MARGIN);
            this.pieces = pieces(from, to);
            this.full = rules.caps().none() ? FullDays.NEVER : countedDays();
        }

        /**
         * Pieces of open time that reach into the range, sorted. Pieces of one day that truly overlap are united; where a night
         * reaches into the next day's pieces, those begin when it ends. Neither depends on the range, so the grid does not.
         */
        private List<Piece> pieces(long rangeFrom, long rangeTo) {
            var all = new ArrayList<Piece>();
            var ofDay = new ArrayList<Piece>();
            long lastDay = clock.epochDay(rangeTo);
            long nightEnds = Long.MIN_VALUE;
            // A piece may last until the end of the following day, and be trimmed by one of the day before.
            for (long day = clock.epochDay(rangeFrom) - 2; day <= lastDay; day++) {
                for (LocalHours hoursOfDay : hours.on(LocalDate.ofEpochDay(day))) {
                    long start = clock.epochSecond(day, hoursOfDay.from().toSecondOfDay());
                    long end = clock.epochSecond(day, hoursOfDay.endSecond());
                    if (start < end) {
                        ofDay.add(new Piece(start, end));
                    }
                }
                if (ofDay.size() > 1) {
                    unite(ofDay);
                }
                for (Piece piece : ofDay) {
                    long start = Math.max(piece.start, nightEnds);
                    if (start < piece.end && piece.end > rangeFrom && start < rangeTo) {
                        all.add(new Piece(start, piece.end));
                    }
                }
                if (!ofDay.isEmpty()) {
                    nightEnds = Math.max(nightEnds, ofDay.getLast().end);
                    ofDay.clear();
                }
            }
            return all;
        }

        private static void unite(List<Piece> pieces) {
            pieces.sort(Comparator.comparingLong(Piece::start));
            int kept = 1;
            for (Piece piece : List.copyOf(pieces.subList(1, pieces.size()))) {
                Piece last = pieces.get(kept - 1);
                if (piece.start < last.end) {
                    pieces.set(kept - 1, new Piece(last.start, Math.max(last.end, piece.end)));
                } else {
                    pieces.set(kept++, piece);
                }
            }
            pieces.subList(kept, pieces.size()).clear();
        }

        List<TimeSlot> run() {
            if (from >= to || pieces.isEmpty()) {
                return List.of();
            }
            Spans blocks = blocks();
            Spans booked = rules.gaps() == Gaps.ONLY_AT_EDGES ? booked() : null;
            for (Piece piece : pieces) {
                boolean edgesOnly = booked != null && booked.anyOverlapping(piece.start, piece.end);
                long free = piece.start;
                for (int i = blocks.firstEndingAfter(piece.start); i < blocks.size() && free < piece.end; i++) {
                    if (blocks.start(i) >= piece.end) {
                        break;
                    }
                    if (blocks.start(i) > free) {
                        window(free, blocks.start(i), edgesOnly);
                    }
                    free = blocks.end(i);
                }
                if (free < piece.end) {
                    window(free, piece.end, edgesOnly);
                }
                if (found.size() >= limit) {
                    break;
                }
            }
            return found;
        }

        /** What a session cannot overlap: time off, and busy time widened by its own buffers and by the new session's. */
        private Spans blocks() {
            long begin = pieces.getFirst().start;
            long end = pieces.getLast().end;
            var blocks = new Spans(begin, end, busy.size() + timeOff.size());
            long before = rules.bufferBefore().toSeconds();
            long after = rules.bufferAfter().toSeconds();
            for (Busy taken : busy) {
                blocks.add(
                        taken.time().start().getEpochSecond()
                                - taken.bufferBefore().toSeconds()
                                - after,
                        ceilSecond(taken.time().end()) + taken.bufferAfter().toSeconds() + before);
            }
            for (TimeSlot away : timeOff) {
                blocks.add(away.start().getEpochSecond(), ceilSecond(away.end()));
            }
            return blocks.united();
        }

        private Spans booked() {
            var booked = new Spans(pieces.getFirst().start, pieces.getLast().end, busy.size());
            for (Busy taken : busy) {
                booked.add(
                        taken.time().start().getEpochSecond(),
                        ceilSecond(taken.time().end()));
            }
            return booked.united();
        }

        /** Adds the slots of one free window. */
        private void window(long open, long close, boolean edgesOnly) {
            long begin = ceilMinute(open);
            long latest = close - length;
            if (rules.grid() == Grid.ON_THE_CLOCK) {
                onTheClock(begin, latest, edgesOnly);
            } else if (edgesOnly) {
                edges(begin, latest / MINUTE * MINUTE);
            } else {
                long skipped = Math.max(0, Math.ceilDiv(from - begin, interval));
                for (long start = begin + skipped * interval; start <= latest && start < to; start += interval) {
                    offer(start);
                }
            }
        }

        private void onTheClock(long begin, long latest, boolean edgesOnly) {
            if (edgesOnly) {
                long first = clock.nextMultiple(begin, interval);
                long last = first;
                for (long next = first; next <= latest; next = clock.nextMultiple(next + 1, interval)) {
                    last = next;
                }
                if (first <= latest) {
                    edges(first, last);
                }
                return;
            }
            long start = clock.nextMultiple(Math.max(begin, from), interval);
            while (start <= latest && start < to) {
                offer(start);
                start = clock.nextMultiple(start + 1, interval);
            }
        }

        private void edges(long first, long last) {
            if (first <= last) {
                offer(first);
            }
            if (first < last) {
                offer(last);
            }
        }

        private void offer(long start) {
            if (start < from || start >= to || found.size() >= limit || full.is(clock, start)) {
                return;
            }
            found.add(new TimeSlot(Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + length)));
        }

        /** Counts the therapist's own sessions by local day and week, and remembers the days and weeks that can take no more. */
        private FullDays countedDays() {
            Map<Long, long[]> days = new HashMap<>();
            Map<Long, long[]> weeks = new HashMap<>();
            for (Busy taken : busy) {
                if (taken.session()) {
                    long day = LocalDate.ofInstant(taken.time().start(), hours.zone())
                            .toEpochDay();
                    long minutes = taken.time().length().toMinutes();
                    count(days, day, minutes);
                    count(weeks, FullDays.week(day), minutes);
                }
            }
            Caps caps = rules.caps();
            return new FullDays(
                    over(days, caps.daySessions(), caps.dayMinutes()),
                    over(weeks, caps.weekSessions(), caps.weekMinutes()),
                    wontFit(caps.daySessions(), caps.dayMinutes()) || wontFit(caps.weekSessions(), caps.weekMinutes()));
        }

        private static void count(Map<Long, long[]> counts, long key, long minutes) {
            long[] sum = counts.computeIfAbsent(key, _ -> new long[2]);
            sum[0]++;
            sum[1] += minutes;
        }

        private Set<Long> over(Map<Long, long[]> counts, @Nullable Integer sessions, @Nullable Integer minutes) {
            var over = new HashSet<Long>();
            counts.forEach((key, sum) -> {
                if ((sessions != null && sum[0] + 1 > sessions)
                        || (minutes != null && sum[1] + rules.length().toMinutes() > minutes)) {
                    over.add(key);
                }
            });
            return over;
        }

        private boolean wontFit(@Nullable Integer sessions, @Nullable Integer minutes) {
            return (sessions != null && sessions < 1)
                    || (minutes != null && rules.length().toMinutes() > minutes);
        }
    }

    /**
     * Local days and weeks that can take no further session.
     *
     * @param always when not even the first session of an empty day would fit
     */
    private record FullDays(Set<Long> days, Set<Long> weeks, boolean always) {

        static final FullDays NEVER = new FullDays(Set.of(), Set.of(), false);

        /** ISO weeks counted from Monday; 1970-01-01 was a Thursday. */
        static long week(long epochDay) {
            return Math.floorDiv(epochDay + 3, 7L);
        }

        boolean is(ZoneClock clock, long start) {
            if (always) {
                return true;
            }
            if (days.isEmpty() && weeks.isEmpty()) {
                return false;
            }
            long day = clock.epochDay(start);
            return days.contains(day) || weeks.contains(week(day));
        }
    }
}
