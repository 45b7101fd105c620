package org.kneadwell.booking.slot.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;

/** One search of a {@link SlotFinder}, in epoch seconds: once over the sorted pieces of open time and, beside them, over the sorted blocks. */
final class Sweep {

    private static final long MINUTE = 60;

    /** Long enough for the longest piece of open time that begins before the range, and for every zone's day. */
    private static final long MARGIN = 3L * LocalHours.DAY;

    private final SlotFinder asked;
    private final SlotRules rules;
    private final long from;
    private final long to;
    private final int limit;
    private final long length;
    private final long interval;

    /** Where clocks go back over midnight, the last day of the horizon goes on after the next one has begun. */
    private final long firstMidnight;

    private final long lastDay;
    private final ZoneClock clock;
    private final OpenTime pieces;
    private final List<TimeSlot> found = new ArrayList<>();
    private @Nullable FullDays full;
    private long steps;

    /**
     * @param rangeFrom first possible start
     * @param rangeTo no slot starts at or after it
     */
    Sweep(SlotFinder asked, long rangeFrom, long rangeTo, int limit) {
        this.asked = asked;
        this.rules = asked.rules();
        this.limit = limit;
        this.length = rules.length().toSeconds();
        this.interval = rules.interval().toSeconds();
        this.from = Math.max(rangeFrom, ceilSecond(asked.now().plus(rules.minimumNotice())));
        LocalDate last = asked.lastDay();
        if (last == null) {
            this.to = rangeTo;
            this.lastDay = Long.MAX_VALUE;
            this.firstMidnight = Long.MAX_VALUE;
        } else {
            ZonedDateTime midnight = last.plusDays(1).atStartOfDay(asked.hours().zone());
            this.to = Math.min(rangeTo, midnight.withLaterOffsetAtOverlap().toEpochSecond());
            this.lastDay = last.toEpochDay();
            this.firstMidnight = midnight.toEpochSecond();
        }
        this.clock = new ZoneClock(asked.hours().zone(), rangeFrom - MARGIN, rangeTo + MARGIN);
        this.pieces = new OpenTime(asked.hours(), clock, rangeFrom, rangeTo);
    }

    /** The pieces of open time that reach into the range, whole. */
    OpenTime pieces() {
        return pieces;
    }

    /** How many pieces, blocks and starts were looked at so far; sorting the blocks is not counted. */
    long steps() {
        return steps;
    }

    List<TimeSlot> run() {
        if (from >= to || pieces.size() == 0) {
            return List.of();
        }
        Spans blocks = blocks();
        Spans booked = rules.gaps() == Gaps.ONLY_AT_EDGES ? booked() : null;
        full = rules.caps().none() ? null : new FullDays(asked.busy(), rules, clock);
        int next = 0;
        for (int i = 0; i < pieces.size() && found.size() < limit; i++) {
            long open = pieces.start(i);
            long close = pieces.end(i);
            boolean edgesOnly = booked != null && booked.anyOverlapping(open, close);
            steps++;
            while (next < blocks.size() && blocks.end(next) <= open) {
                next++;
                steps++;
            }
            for (; next < blocks.size() && blocks.start(next) < close; next++) {
                steps++;
                if (blocks.start(next) > open) {
                    window(open, blocks.start(next), edgesOnly);
                }
                open = blocks.end(next);
                if (open >= close) {
                    // It may reach into the next piece too.
                    break;
                }
            }
            if (open < close) {
                window(open, close, edgesOnly);
            }
        }
        return found;
    }

    /** What a session cannot overlap: time off, and busy time widened by its own buffers and by the new session's. */
    private Spans blocks() {
        Spans blocks = acrossThePieces(asked.busy().size() + asked.timeOff().size());
        long before = rules.bufferBefore().toSeconds();
        long after = rules.bufferAfter().toSeconds();
        for (Busy taken : asked.busy()) {
            blocks.add(
                    taken.time().start().getEpochSecond() - taken.bufferBefore().toSeconds() - after,
                    ceilSecond(taken.time().end()) + taken.bufferAfter().toSeconds() + before);
        }
        for (TimeSlot away : asked.timeOff()) {
            blocks.add(away.start().getEpochSecond(), ceilSecond(away.end()));
        }
        return blocks.united();
    }

    private Spans booked() {
        Spans booked = acrossThePieces(asked.busy().size());
        for (Busy taken : asked.busy()) {
            booked.add(
                    taken.time().start().getEpochSecond(),
                    ceilSecond(taken.time().end()));
        }
        return booked.united();
    }

    private Spans acrossThePieces(int capacity) {
        return new Spans(pieces.start(0), pieces.end(pieces.size() - 1), capacity);
    }

    /** Adds the slots of one free window. */
    private void window(long open, long close, boolean edgesOnly) {
        long begin = Math.ceilDiv(open, MINUTE) * MINUTE;
        long latest = close - length;
        if (begin > latest) {
            return;
        }
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
                steps++;
            }
            if (first <= latest) {
                edges(first, last);
            }
            return;
        }
        long start = clock.nextMultiple(Math.max(begin, from), interval);
        while (start <= latest && start < to) {
            long even = Math.min(clock.evenUntil(start), Math.min(latest + 1, to));
            long last = start;
            for (; start < even; start += interval) {
                offer(start);
                last = start;
            }
            start = clock.nextMultiple(last + 1, interval);
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
        steps++;
        if (start < from
                || start >= to
                || found.size() >= limit
                || (start >= firstMidnight && clock.epochDay(start) > lastDay)
                || (full != null && full.on(start))) {
            return;
        }
        found.add(new TimeSlot(Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + length)));
    }

    static long ceilSecond(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }
}
