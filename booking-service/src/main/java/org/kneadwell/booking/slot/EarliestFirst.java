package org.kneadwell.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.PlacedSlots;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.SlotRules;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;
import org.kneadwell.booking.slot.engine.SlotRules.Gaps;
import org.kneadwell.booking.slot.engine.SlotRules.Grid;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * Many therapists by their earliest free time, then by id; those without any come last. Hours alone, which are in memory, say before
 * which moment nobody can have time; what is booked is read for those only who may come next, a few days at a time.
 */
final class EarliestFirst implements Iterator<Earliest> {

    /** Reads what is free, bookings and all, from the first to before the second instant. */
    @FunctionalInterface
    interface Reading {
        Map<UUID, PlacedSlots<Workplace>> openings(List<Offer> offers, Instant from, Instant to);
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final int MOST_AT_ONCE = 500;

    private final Collection<Sought> sought;
    private final Map<UUID, Timetable> timetables;
    private final Within within;
    private final long from;
    private final long to;
    private final Instant now;
    private final Reading reading;
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
    private int atOnce;
    private boolean begun;

    /** @param expected how many are likely to be asked for */
    EarliestFirst(
            Collection<Sought> sought,
            Map<UUID, Timetable> timetables,
            Within within,
            Instant now,
            int expected,
            Reading reading) {
        this.sought = sought;
        this.timetables = timetables;
        this.within = within;
        this.from = within.from().getEpochSecond();
        this.to = within.to().getEpochSecond();
        this.now = now;
        this.reading = reading;
        this.atOnce = expected + expected / 2 + 1;
    }

    @Override
    public boolean hasNext() {
        return begun ? !queue.isEmpty() : !sought.isEmpty();
    }

    @Override
    public Earliest next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (!begun) {
            begun = true;
            sought.forEach(one -> queue.add(new Candidate(one)));
        }
        while (!queue.element().known) {
            lookAtNext();
        }
        return queue.remove().earliest();
    }

    private void lookAtNext() {
        var unknown = new ArrayList<Candidate>();
        var known = new ArrayList<Candidate>();
        while (!queue.isEmpty() && unknown.size() < atOnce && known.size() < atOnce) {
            var candidate = queue.remove();
            (candidate.known ? known : unknown).add(candidate);
        }
        long begin = NEVER;
        long end = 0;
        var offers = new ArrayList<Offer>();
        for (var candidate : unknown) {
            begin = Math.min(begin, candidate.notBefore);
            end = Math.max(end, candidate.lookUntil());
            offers.add(candidate.offer());
        }
        var openings = reading.openings(offers, Instant.ofEpochSecond(begin), Instant.ofEpochSecond(end));
        for (var candidate : unknown) {
            candidate.look(openings.get(candidate.offer().serviceId()));
        }
        queue.addAll(unknown);
        queue.addAll(known);
        atOnce = Math.min(2 * atOnce, MOST_AT_ONCE);
    }

    private final class Candidate implements Comparable<Candidate> {

        private final Sought sought;
        private final @Nullable Timetable timetable;
        private final @Nullable Offer offer;

        /** No slot starts before; once it is known, where it starts. */
        private long notBefore;

        private boolean known;
        private @Nullable TimeSlot slot;
        private @Nullable ZoneId zone;
        private long days = 1;

        Candidate(Sought sought) {
            this.sought = sought;
            timetable = timetables.get(sought.therapistId());
            offer = timetable == null || sought.serviceId() == null
                    ? null
                    : timetable.offers().get(sought.serviceId());
            openFrom(from);
        }

        Offer offer() {
            if (offer == null) {
                throw new IllegalStateException("Whoever offers nothing is never looked at.");
            }
            return offer;
        }

        long lookUntil() {
            return Math.min(to, notBefore + days * DAY);
        }

        Earliest earliest() {
            return new Earliest(sought.therapistId(), sought.serviceId(), slot, zone);
        }

        void look(@Nullable PlacedSlots<Workplace> openings) {
            long until = lookUntil();
            if (openings != null) {
                for (var option : openings.options()) {
                    if (!within.isAt(option.place().locationId())) {
                        continue;
                    }
                    for (long[] span : spans(option.place().zone(), notBefore, until)) {
                        for (var found : option.finder()
                                .startingIn(Instant.ofEpochSecond(span[0]), Instant.ofEpochSecond(span[1]), 1)) {
                            if (slot == null || found.start().isBefore(slot.start())) {
                                slot = found;
                                zone = option.place().zone();
                            }
                        }
                    }
                }
            }
            if (slot == null) {
                days *= 4;
                openFrom(until);
            } else {
                known = true;
                notBefore = slot.start().getEpochSecond();
            }
        }

        /** Moves on to the first moment at or after the given one at which hours and time off leave room for the session. */
        private void openFrom(long begin) {
            notBefore = NEVER;
            if (timetable != null && offer != null) {
                for (var presence : timetable.presences()) {
                    if (!within.isAt(presence.place().locationId())) {
                        continue;
                    }
                    var open = new SlotFinder(
                            presence.hours(), timetable.timeOff(), List.of(), anyMinute(offer.rules()), now);
                    for (long[] span : spans(presence.place().zone(), begin, to)) {
                        notBefore = Math.min(notBefore, firstStart(open, span[0], Math.min(span[1], notBefore)));
                    }
                }
            }
            known = notBefore == NEVER;
        }

        /** The days and hours that count, as stretches of time at a place. */
        private List<long[]> spans(ZoneId at, long begin, long end) {
            var spans = new ArrayList<long[]>();
            for (var stretch : sought.days()) {
                long first = Math.max(begin, midnight(stretch.first(), at));
                long last = Math.min(end, midnight(stretch.last().plusDays(1), at));
                for (var hours : within.stretches()) {
                    long start = Math.max(first, hours.from().getEpochSecond());
                    long stop = Math.min(last, hours.to().getEpochSecond());
                    if (start < stop) {
                        spans.add(new long[] {start, stop});
                    }
                }
            }
            return spans;
        }

        /** By time, those without any last, then by id as it is written. */
        @Override
        public int compareTo(Candidate other) {
            int byTime = Long.compare(notBefore, other.notBefore);
            if (byTime != 0) {
                return byTime;
            }
            var id = sought.therapistId();
            var otherId = other.sought.therapistId();
            int byFirst = Long.compareUnsigned(id.getMostSignificantBits(), otherId.getMostSignificantBits());
            return byFirst != 0
                    ? byFirst
                    : Long.compareUnsigned(id.getLeastSignificantBits(), otherId.getLeastSignificantBits());
        }
    }

    /** In growing steps: most have hours on the first day or two. */
    private static long firstStart(SlotFinder open, long begin, long end) {
        long step = DAY;
        for (long day = begin; day < end; ) {
            var found =
                    open.startingIn(Instant.ofEpochSecond(day), Instant.ofEpochSecond(Math.min(end, day + step)), 1);
            if (!found.isEmpty()) {
                return found.getFirst().start().getEpochSecond();
            }
            day += step;
            step *= 3;
        }
        return NEVER;
    }

    /** A booking can move the grid to an earlier start than the hours alone have, but never to before the hours. */
    private static SlotRules anyMinute(SlotRules rules) {
        return rules.every(Duration.ofMinutes(1))
                .on(Grid.FROM_WINDOW_START)
                .with(Gaps.ANY)
                .with(Caps.NONE);
    }

    private static long midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond();
    }
}
