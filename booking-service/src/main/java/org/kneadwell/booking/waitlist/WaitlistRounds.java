package org.kneadwell.booking.waitlist;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.kneadwell.booking.waitlist.Offering.Asked;
import org.kneadwell.booking.waitlist.Offering.Candidate;
import org.kneadwell.booking.waitlist.Offering.Look;
import org.kneadwell.booking.waitlist.Offering.Standings;
import org.kneadwell.booking.waitlist.WaitlistStore.Marked;

/**
 * Looks where time may have become free, and offers it to those who wait, one after another in the order they joined. It asks
 * what is free now and not what has happened, so that looking once too often does no harm, and several replicas may look.
 */
@ApplicationScoped
class WaitlistRounds {

    private static final Logger LOG = Logger.getLogger(WaitlistRounds.class);

    /** More in one round would mean that time becomes free faster than it is offered; what is left is for the next round. */
    private static final int RESTARTS = 50;

    /** A round takes as many therapists at most, and fewer the more there are who wait: all of these are held against all of those. */
    private static final int THERAPISTS = 50;

    private static final int LOOKS = 50_000;

    /** Of those who have just joined, or wait again. */
    private static final int ENTRIES = 50;

    /** Offers made in one round at most. */
    private static final int OFFERS = 100;

    /** Far longer than a round takes; should it be so slow all the same, its lock must not be lost under it. */
    private static final int LONGEST_SECONDS = 600;

    /** How far back a replica that has just started looks for holds that ran out. */
    private static final Duration BACK = Duration.ofHours(1);

    private final WaitlistStore store;
    private final Offering offering;
    private final Clock clock;

    /** Of this replica. */
    private volatile Instant looked = Instant.MAX;

    WaitlistRounds(WaitlistStore store, Offering offering, Clock clock) {
        this.store = store;
        this.offering = offering;
        this.clock = clock;
    }

    @Scheduled(every = "2s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    void look() {
        Instant now = now();
        if (store.somethingToDo(since(now), now)) {
            takeTurn();
        } else {
            looked = now;
        }
    }

    /** For what no event tells of: a day that came within the horizon, a licence, other rules. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void lookEverywhere() {
        store.markEverybody();
    }

    /** One round, whether or not there seems to be anything to do. */
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    void round() {
        takeTurn();
    }

    /**
     * One round, over all replicas: of those marked as many as can be looked at soon, the others stay marked for the next. Each step
     * of it is a transaction of its own, within the lock that the caller's holds; so what was done stays done.
     */
    private void takeTurn() {
        store.roundAlone();
        Instant now = now();
        offering.settle(since(now), now);
        looked = now;
        store.markedEntries(ENTRIES).forEach(entry -> offering.spread(entry, now));
        List<Marked> marked = store.markedTherapists(Math.clamp(LOOKS / Math.max(1, store.waiting()), 1, THERAPISTS));
        Set<UUID> therapists = marked.stream().map(Marked::therapistId).collect(Collectors.toSet());
        if (therapists.isEmpty() || askInOrder(therapists, now)) {
            offering.lookedAt(
                    marked.stream().flatMap(one -> one.marks().stream()).toList());
        }
    }

    /** @return whether everybody was asked; else there is more to offer than one round should */
    private boolean askInOrder(Set<UUID> therapists, Instant now) {
        var asking = new Asking(therapists, now);
        int offers = 0;
        int restarts = 0;
        for (int i = 0; i < asking.order.size(); i++) {
            Went went = asking.ask(i);
            if (went == Went.OFFERED && ++offers >= OFFERS) {
                return false;
            }
            if (went == Went.OTHERS_FIRST && restarts++ < RESTARTS) {
                asking.lookAnew();
                i = -1;
            }
        }
        return true;
    }

    private enum Went {
        OFFERED,
        NOTHING,
        OTHERS_FIRST
    }

    /** Holds all who wait against one look at what is free, so that only those are asked for whom there is something. */
    private final class Asking {

        private final Set<UUID> therapists;
        private final Instant now;
        private final Standings standings = offering.standings();
        private final Map<UUID, Set<UUID>> notHeld = new HashMap<>();
        private List<Entry> order;
        private Look look;

        Asking(Set<UUID> therapists, Instant now) {
            this.therapists = therapists;
            this.now = now;
            this.order = store.inOrder(therapists);
            this.look = offering.look(order, therapists, standings, now);
        }

        void lookAnew() {
            order = store.inOrder(therapists);
            look = offering.look(order, therapists, standings, now);
        }

        Went ask(int place) {
            Entry entry = order.get(place);
            Set<UUID> tried = new HashSet<>();
            try {
                while (true) {
                    Optional<Candidate> candidate = look.candidates(entry)
                            .filter(one -> !tried.contains(one.session().therapistId()))
                            .findFirst();
                    if (candidate.isEmpty()) {
                        return Went.NOTHING;
                    }
                    UUID therapist = candidate.get().session().therapistId();
                    tried.add(therapist);
                    Asked asked =
                            offering.offer(entry.id(), before(place, therapist), Set.of(therapist), standings, now);
                    if (asked instanceof Asked.OthersFirst) {
                        return Went.OTHERS_FIRST;
                    }
                    if (asked instanceof Asked.NotHeld) {
                        notHeld.computeIfAbsent(therapist, _ -> new HashSet<>()).add(entry.id());
                    }
                    // It was not quite as it looked, or is not any more.
                    offering.lookAgain(look, therapist);
                    if (asked instanceof Asked.Offers) {
                        return Went.OFFERED;
                    }
                }
            } catch (RuntimeException failure) {
                // One that fails must not keep the others waiting; it is looked at again with everybody.
                LOG.warnf(failure, "Nothing could be offered to entry %s of the waitlist.", entry.id());
                return Went.NOTHING;
            }
        }

        /** Those who waited longer, but for whom this therapist's time could not be held a moment ago. */
        private List<UUID> before(int place, UUID therapist) {
            Set<UUID> without = notHeld.getOrDefault(therapist, Set.of());
            return order.subList(0, place).stream()
                    .filter(entry -> entry.therapistIds().isEmpty()
                            || entry.therapistIds().contains(therapist))
                    .map(Entry::id)
                    .filter(id -> !without.contains(id))
                    .toList();
        }
    }

    private Instant since(Instant now) {
        Instant before = looked;
        return before.isAfter(now) ? now.minus(BACK) : before;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
