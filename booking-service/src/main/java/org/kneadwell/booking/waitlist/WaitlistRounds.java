package org.kneadwell.booking.waitlist;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.kneadwell.booking.waitlist.Offering.Asked;
import org.kneadwell.booking.waitlist.WaitlistStore.Mark;

/**
 * Looks where time may have become free, and offers it to those who wait, one after another in the order they joined. It asks
 * what is free now and not what has happened, so that looking once too often does no harm, and several replicas may look.
 */
@ApplicationScoped
class WaitlistRounds {

    private static final Logger LOG = Logger.getLogger(WaitlistRounds.class);

    /** More in one round would mean that time becomes free faster than it is offered; what is left is for the next round. */
    private static final int RESTARTS = 50;

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
    void look() {
        Instant now = now();
        if (store.somethingToDo(since(now), now)) {
            round();
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

    /** One round, over all replicas. Each step of it is a transaction of its own, within the lock that this one holds. */
    @Transactional
    void round() {
        store.roundAlone();
        Instant now = now();
        offering.settle(now);
        List<Mark> marks = store.marks();
        Set<UUID> therapists = new HashSet<>(store.ranOut(since(now), now));
        for (Mark mark : marks) {
            UUID therapist = mark.therapistId();
            UUID entry = mark.entryId();
            if (therapist != null) {
                therapists.add(therapist);
            } else if (entry != null) {
                therapists.addAll(offering.therapistsWithTimeFor(entry, now));
            }
        }
        if (!therapists.isEmpty()) {
            askInOrder(store.inOrder(therapists), therapists, now);
        }
        store.forget(marks);
        looked = now;
    }

    private void askInOrder(List<UUID> order, Set<UUID> therapists, Instant now) {
        int restarts = 0;
        for (int i = 0; i < order.size(); i++) {
            boolean othersFirst = ask(order.get(i), order.subList(0, i), therapists, now);
            if (othersFirst && restarts++ < RESTARTS) {
                i = -1;
            }
        }
    }

    /** @return whether somebody who waited longer is to be asked again first */
    private boolean ask(UUID entry, List<UUID> earlier, Set<UUID> therapists, Instant now) {
        Set<UUID> left = new HashSet<>(therapists);
        try {
            while (true) {
                switch (offering.offer(entry, earlier, left, now)) {
                    case Asked.Offers(), Asked.Nothing() -> {
                        return false;
                    }
                    case Asked.OthersFirst() -> {
                        return true;
                    }
                    case Asked.NotHeld(UUID therapist) -> left.remove(therapist);
                }
            }
        } catch (RuntimeException failure) {
            // One that fails must not keep the others waiting; it is looked at again with everybody.
            LOG.warnf(failure, "Nothing could be offered to entry %s of the waitlist.", entry);
            return false;
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
