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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.Placement.Placed;
import org.kneadwell.booking.appointment.Wish;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.Standing;
import org.kneadwell.booking.fit.TherapistOffer;
import org.kneadwell.booking.slot.Days;
import org.kneadwell.booking.slot.Offer;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.Sought;
import org.kneadwell.booking.slot.Within;
import org.kneadwell.booking.slot.Workplace;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.therapist.PublishedTherapist;
import org.kneadwell.booking.therapist.Therapists;
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
    private final Therapists therapists;
    private final Event<WaitlistOffered> offered;
    private final Duration limit;
    private final Duration shortest;

    Offering(
            WaitlistStore store,
            Bookings bookings,
            SlotSearch slots,
            ClientStanding standing,
            Therapists therapists,
            Event<WaitlistOffered> offered,
            @ConfigProperty(name = "kneadwell.waitlist.offer", defaultValue = "PT2H") Duration limit,
            @ConfigProperty(name = "kneadwell.waitlist.shortest-offer", defaultValue = "PT10M") Duration shortest) {
        this.store = store;
        this.bookings = bookings;
        this.slots = slots;
        this.standing = standing;
        this.therapists = therapists;
        this.offered = offered;
        this.limit = limit;
        this.shortest = shortest;
    }

    /** Writes down what has run out or is over, and at whose time that is a reason to look. */
    @Transactional(TxType.REQUIRES_NEW)
    void settle(Instant since, Instant now) {
        store.expire(now);
        store.endOver(now);
        store.mark(store.ranOut(since, now));
    }

    /** Looks who has time for one who waits, and marks them, the earliest first; so an entry is looked at once. */
    @Transactional(TxType.REQUIRES_NEW)
    void spread(UUID entryId, Instant now) {
        store.waiting(List.of(entryId)).forEach(entry -> store.mark(therapistsWithTimeFor(entry, now)));
        store.forgetEntry(entryId);
    }

    /** Those were looked at: that stays so, whatever becomes of the round. */
    @Transactional(TxType.REQUIRES_NEW)
    void lookedAt(Collection<UUID> marks) {
        store.forget(marks);
    }

    private Collection<UUID> therapistsWithTimeFor(Entry entry, Instant now) {
        if (!entry.therapistIds().isEmpty()) {
            return entry.therapistIds();
        }
        Map<UUID, UUID> services = new HashMap<>();
        store.sessions(entry).forEach(session -> services.putIfAbsent(session.serviceId(), session.therapistId()));
        Set<UUID> therapists = new LinkedHashSet<>();
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
            slots.byEarliest(sought, Within.between(begin, end), entry.clientId(), sought.size())
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

    /** Whether clients may book, read once for each of them: the hold asks again. */
    final class Standings {

        private final Map<UUID, Standing> standings = new HashMap<>();

        private Standing of(UUID clientId) {
            // Not computeIfAbsent: a failure is this client's, and asked for again.
            Standing known = standings.get(clientId);
            if (known == null) {
                known = standing.of(clientId);
                standings.put(clientId, known);
            }
            return known;
        }
    }

    Standings standings() {
        return new Standings();
    }

    /**
     * Offers one of these therapists' time to one who waits.
     *
     * @param earlier those who waited longer and had nothing to choose from a moment ago
     */
    @Transactional(TxType.REQUIRES_NEW)
    Asked offer(UUID entryId, List<UUID> earlier, Set<UUID> therapists, Standings standings, Instant now) {
        var ids = new ArrayList<>(earlier);
        ids.add(entryId);
        List<Entry> waiting = store.waiting(ids);
        Optional<Entry> found =
                waiting.stream().filter(entry -> entry.id().equals(entryId)).findFirst();
        if (found.isEmpty()) {
            return new Asked.Nothing();
        }
        Entry entry = found.get();
        // More may have become free since the others were asked: they are held against the same look.
        Look look = look(waiting, therapists, standings, now);
        Optional<Candidate> candidate = look.candidates(entry).findFirst();
        if (candidate.isEmpty()) {
            return new Asked.Nothing();
        }
        UUID therapist = candidate.get().session.therapistId();
        if (waiting.stream()
                .filter(other -> other != entry)
                .anyMatch(other -> look.candidates(other).anyMatch(one -> one.isOf(therapist)))) {
            return new Asked.OthersFirst();
        }
        if (place(entry, candidate.get(), now)) {
            return new Asked.Offers();
        }
        // The therapist's decisions are locked by now: what is found here can be held, unless a rule forbids it.
        return look(List.of(entry), Set.of(therapist), standings, now)
                        .candidates(entry)
                        .limit(ATTEMPTS)
                        .toList()
                        .stream()
                        .anyMatch(one -> place(entry, one, now))
                ? new Asked.Offers()
                : new Asked.NotHeld(therapist);
    }

    /** @param keep how long an offer of it may stand */
    record Candidate(Session session, Workplace place, TimeSlot time, Instant until, Duration keep) {

        boolean isOf(UUID therapistId) {
            return session.therapistId().equals(therapistId);
        }
    }

    /** Reads what these therapists have free for these who wait: as many queries as there are kinds of sessions, however many wait. */
    @Transactional
    Look look(List<Entry> entries, Set<UUID> therapists, Standings standings, Instant now) {
        return new Look(entries, therapists, standings, now);
    }

    /** Reads one therapist's time again. */
    @Transactional
    void lookAgain(Look look, UUID therapistId) {
        look.again(Set.of(therapistId));
    }

    /** What therapists have free, and what those who wait may take of it. */
    final class Look {

        private record Open(Session session, Workplace place, TimeSlot time, Duration notice) {}

        private final List<Entry> entries;
        private final Standings standings;
        private final Instant now;
        private final Map<UUID, TherapistOffer> published = new HashMap<>();
        private final Map<UUID, List<TimeSlot>> busy;
        private final Map<UUID, List<Offered>> before;
        private List<Open> open = List.of();

        private Look(List<Entry> entries, Set<UUID> of, Standings standings, Instant now) {
            this.entries = entries;
            this.standings = standings;
            this.now = now;
            again(of);
            if (open.isEmpty()) {
                busy = Map.of();
                before = Map.of();
                return;
            }
            Set<UUID> clients = entries.stream().map(Entry::clientId).collect(Collectors.toSet());
            Instant last = open.stream()
                    .map(one -> one.time.end())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            busy = store.busy(clients, now, last, now);
            before = store.offers(entries.stream().map(Entry::id).toList());
            therapists.published().stream()
                    .map(PublishedTherapist::offer)
                    .filter(offer -> of.contains(offer.id()))
                    .forEach(offer -> published.put(offer.id(), offer));
        }

        private void again(Set<UUID> of) {
            var read = new ArrayList<>(open.stream()
                    .filter(one -> !of.contains(one.session.therapistId()))
                    .toList());
            for (Session session : store.sessions(of)) {
                List<Entry> wanting = entries.stream()
                        .filter(entry -> entry.waitsFor(session))
                        .toList();
                Optional<Offer> offer =
                        wanting.isEmpty() ? Optional.empty() : slots.offer(session.therapistId(), session.serviceId());
                if (offer.isEmpty()) {
                    continue;
                }
                Instant begin = wanting.stream()
                        .map(entry -> begin(entry, now))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                Instant end = wanting.stream()
                        .map(Offering::end)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                if (begin.isBefore(end)) {
                    Duration notice = offer.get().rules().minimumNotice();
                    slots.openings(offer.get(), begin, end, null).startingIn(begin, end).stream()
                            .map(free -> new Open(session, free.place(), free.slot(), notice))
                            .forEach(read::add);
                }
            }
            read.sort(Comparator.comparing((Open one) -> one.time.start())
                    .thenComparing(one -> one.session.therapistId())
                    .thenComparing(one -> one.session.serviceId()));
            open = List.copyOf(read);
        }

        /** What the client could take, the earliest first: one's own time, and what was offered before, is nothing new. */
        Stream<Candidate> candidates(Entry entry) {
            List<TimeSlot> taken = busy.getOrDefault(entry.clientId(), List.of());
            List<Offered> known = before.getOrDefault(entry.id(), List.of());
            Map<UUID, Map<LocalDate, Boolean>> allowed = new HashMap<>();
            return open.stream()
                    .filter(one -> entry.waitsFor(one.session)
                            && entry.wants(one.time, one.place.zone())
                            && !until(one).isBefore(now.plus(shortest))
                            && taken.stream().noneMatch(one.time::overlaps)
                            && known.stream()
                                    .noneMatch(offer -> offer.therapistId().equals(one.session.therapistId())
                                            && offer.time().overlaps(one.time))
                            && allowed.computeIfAbsent(one.session.therapistId(), _ -> new HashMap<>())
                                    .computeIfAbsent(
                                            LocalDate.ofInstant(one.time.start(), one.place.zone()),
                                            day -> allowed(entry.clientId(), one.session.therapistId(), day)))
                    .map(one -> new Candidate(
                            one.session, one.place, one.time, until(one), Duration.between(now, until(one))));
        }

        private boolean allowed(UUID clientId, UUID therapistId, LocalDate day) {
            return ClientStanding.refusal(standings.of(clientId), Optional.ofNullable(published.get(therapistId)), day)
                    .isEmpty();
        }

        /** Only as long as it could be booked by anybody: later the offer would be worth nothing to the next in order. */
        private Instant until(Open one) {
            Instant last = one.time.start().minus(one.notice);
            return now.plus(limit).isBefore(last) ? now.plus(limit) : last;
        }
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
