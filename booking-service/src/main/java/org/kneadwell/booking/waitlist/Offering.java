package org.kneadwell.booking.waitlist;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.Placement.Placed;
import org.kneadwell.booking.appointment.Wish;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.slot.Days;
import org.kneadwell.booking.slot.Offer;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.Sought;
import org.kneadwell.booking.slot.Workplace;
import org.kneadwell.booking.slot.engine.PlacedSlots;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.waitlist.Entry.Offered;
import org.kneadwell.booking.waitlist.WaitlistStore.Session;
import org.kneadwell.kit.id.Ids;

/** Makes one offer to one who waits, in a transaction of its own: it locks one client's decisions and one therapist's, never two. */
@ApplicationScoped
class Offering {

    private static final int ATTEMPTS = 3;

    private final WaitlistStore store;
    private final Bookings bookings;
    private final SlotSearch slots;
    private final ClientStanding standing;
    private final Event<WaitlistOffered> offered;
    private final Duration limit;
    private final Duration shortest;

    Offering(
            WaitlistStore store,
            Bookings bookings,
            SlotSearch slots,
            ClientStanding standing,
            Event<WaitlistOffered> offered,
            @ConfigProperty(name = "kneadwell.waitlist.offer", defaultValue = "PT2H") Duration limit,
            @ConfigProperty(name = "kneadwell.waitlist.shortest-offer", defaultValue = "PT10M") Duration shortest) {
        this.store = store;
        this.bookings = bookings;
        this.slots = slots;
        this.standing = standing;
        this.offered = offered;
        this.limit = limit;
        this.shortest = shortest;
    }

    /** Writes down what has run out or is over. */
    @Transactional(TxType.REQUIRES_NEW)
    void settle(Instant now) {
        store.expire(now);
        store.endOver(now);
    }

    /** The therapists who have time in an entry's window, whoever may be first to be asked. */
    @Transactional(TxType.REQUIRES_NEW)
    Set<UUID> therapistsWithTimeFor(UUID entryId, Instant now) {
        Optional<Entry> found = waiting(entryId);
        if (found.isEmpty()) {
            return Set.of();
        }
        Entry entry = found.get();
        if (!entry.therapistIds().isEmpty()) {
            return Set.copyOf(entry.therapistIds());
        }
        Map<UUID, UUID> services = new HashMap<>();
        store.sessions(entry, null)
                .forEach(session -> services.putIfAbsent(session.serviceId(), session.therapistId()));
        Set<UUID> therapists = new HashSet<>();
        Instant begin = begin(entry, now);
        Instant end = end(entry);
        // The window bounds it; wherever the days are looked at from, these contain it.
        var anyDay = new Days(
                LocalDate.ofInstant(begin, ZoneOffset.UTC).minusDays(1),
                LocalDate.ofInstant(end, ZoneOffset.UTC).plusDays(1));
        // The search takes one session of each therapist at a time; two of one length differ in the room at most.
        while (!services.isEmpty()) {
            Map<UUID, UUID> round = new HashMap<>();
            services.forEach((service, therapist) -> round.putIfAbsent(therapist, service));
            List<Sought> sought = round.entrySet().stream()
                    .map(one -> new Sought(one.getKey(), one.getValue(), List.of(anyDay)))
                    .toList();
            slots.byEarliest(sought, begin, end, entry.clientId(), sought.size())
                    .forEachRemaining(earliest -> {
                        if (earliest.slot() != null) {
                            therapists.add(earliest.therapistId());
                        }
                    });
            services.keySet().removeAll(round.values());
            services.values().removeAll(therapists);
        }
        return therapists;
    }

    /** What came of asking what one who waits could be offered. */
    sealed interface Asked {

        record Offers() implements Asked {}

        record Nothing() implements Asked {}

        /** Somebody who waited longer could take something by now. */
        record OthersFirst() implements Asked {}

        /** What this therapist has could not be held. */
        record NotHeld(UUID therapistId) implements Asked {}
    }

    /**
     * Offers one of these therapists' time to one who waits.
     *
     * @param earlier those who waited longer and had nothing to choose from a moment ago
     */
    @Transactional(TxType.REQUIRES_NEW)
    Asked offer(UUID entryId, List<UUID> earlier, Set<UUID> therapists, Instant now) {
        Optional<Entry> found = waiting(entryId);
        if (found.isEmpty()) {
            return new Asked.Nothing();
        }
        Entry entry = found.get();
        List<Candidate> candidates = candidates(entry, therapists, now);
        if (candidates.isEmpty()) {
            return new Asked.Nothing();
        }
        UUID therapist = candidates.getFirst().session.therapistId();
        // More may have become free since they were asked. Whatever was seen here is seen by this second look, too.
        for (UUID other : earlier) {
            if (waiting(other)
                    .filter(first -> !candidates(first, Set.of(therapist), now).isEmpty())
                    .isPresent()) {
                return new Asked.OthersFirst();
            }
        }
        if (place(entry, candidates.getFirst(), now)) {
            return new Asked.Offers();
        }
        // The therapist's decisions are locked by now: what is found here can be held, unless a rule forbids it.
        return candidates(entry, Set.of(therapist), now).stream()
                        .limit(ATTEMPTS)
                        .anyMatch(candidate -> place(entry, candidate, now))
                ? new Asked.Offers()
                : new Asked.NotHeld(therapist);
    }

    private Optional<Entry> waiting(UUID entryId) {
        return store.find(entryId).filter(entry -> entry.state().equals("waiting"));
    }

    /** @param keep how long an offer of it may stand */
    private record Candidate(Session session, Workplace place, TimeSlot time, Instant until, Duration keep) {}

    /** What the client could take, the earliest first: one's own time, and what was offered before, is nothing new. */
    private List<Candidate> candidates(Entry entry, Set<UUID> therapists, Instant now) {
        Instant begin = begin(entry, now);
        Instant end = end(entry);
        if (!begin.isBefore(end)) {
            return List.of();
        }
        List<TimeSlot> busy = store.busy(entry.clientId(), begin, end, now);
        List<Offered> before = store.offers(entry.id());
        Map<UUID, Map<LocalDate, Boolean>> allowed = new HashMap<>();
        var candidates = new ArrayList<Candidate>();
        for (Session session : store.sessions(entry, therapists)) {
            Optional<Offer> offer = slots.offer(session.therapistId(), session.serviceId());
            if (offer.isEmpty()) {
                continue;
            }
            Duration notice = offer.get().rules().minimumNotice();
            for (PlacedSlots.Placed<Workplace> free :
                    slots.openings(offer.get(), begin, end, null).startingIn(begin, end)) {
                TimeSlot time = free.slot();
                // Only as long as it could be booked by anybody: later the offer would be worth nothing to the next in
                // order.
                Instant last = time.start().minus(notice);
                Instant until = now.plus(limit).isBefore(last) ? now.plus(limit) : last;
                if (entry.wants(time, free.place().zone())
                        && !until.isBefore(now.plus(shortest))
                        && busy.stream().noneMatch(time::overlaps)
                        && before.stream()
                                .noneMatch(earlier -> earlier.therapistId().equals(session.therapistId())
                                        && earlier.time().overlaps(time))
                        && allowed.computeIfAbsent(session.therapistId(), _ -> new HashMap<>())
                                .computeIfAbsent(
                                        LocalDate.ofInstant(
                                                time.start(), free.place().zone()),
                                        day -> standing.refusal(entry.clientId(), session.therapistId(), day)
                                                .isEmpty())) {
                    candidates.add(new Candidate(session, free.place(), time, until, Duration.between(now, until)));
                }
            }
        }
        candidates.sort(Comparator.comparing((Candidate candidate) -> candidate.time.start())
                .thenComparing(candidate -> candidate.session.therapistId())
                .thenComparing(candidate -> candidate.session.serviceId()));
        return candidates;
    }

    private boolean place(Entry entry, Candidate candidate, Instant now) {
        var wish = new Wish(
                candidate.session.therapistId(),
                candidate.session.serviceId(),
                candidate.place.locationId(),
                candidate.time.start());
        if (!(bookings.holdBehindOffer(entry.clientId(), wish, candidate.keep) instanceof Placed(var hold))) {
            return false;
        }
        Instant until = endOf(hold, candidate.until);
        var offer = new Offered(Ids.next(), hold.id(), hold.therapistId(), hold.time(), until, "open");
        if (!store.offer(entry.id(), offer, now)) {
            // Withdrawn a moment ago: nothing of this has happened.
            QuarkusTransaction.setRollbackOnly();
            return true;
        }
        offered.fire(new WaitlistOffered(
                offer.id(),
                entry.id(),
                entry.clientId(),
                hold,
                until,
                entry.clientEmail(),
                entry.clientName(),
                entry.language()));
        return true;
    }

    private static Instant endOf(AppointmentDetails hold, Instant until) {
        Instant held = hold.expiresAt();
        return held != null && held.isBefore(until) ? held : until;
    }

    /** Wide enough for the window's dates in every zone. */
    private static Instant begin(Entry entry, Instant now) {
        Instant first = entry.from().atStartOfDay(ZoneOffset.ofHours(14)).toInstant();
        return first.isBefore(now) ? now : first;
    }

    private static Instant end(Entry entry) {
        return entry.to().plusDays(1).atStartOfDay(ZoneOffset.ofHours(-12)).toInstant();
    }
}
