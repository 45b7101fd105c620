package org.kneadwell.booking.waitlist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.BookingClient;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.Placement.NotPlaced;
import org.kneadwell.booking.appointment.Placement.Placed;
import org.kneadwell.booking.availability.Weekday;
import org.kneadwell.booking.waitlist.Entry.Offered;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Accepted;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Declined;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Joined;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Nonsense;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Refused;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Unknown;
import org.kneadwell.booking.waitlist.WaitlistOutcome.Withdrawn;
import org.kneadwell.booking.waitlist.WaitlistStore.Session;
import org.kneadwell.kit.id.Ids;

/** What a client does on the waitlist. What an answer means for the entry is written down where the hold's fate is observed. */
@ApplicationScoped
class WaitlistService {

    private static final Refused EXPIRED =
            new Refused("offer-expired", "The offer has run out. You are still on the waitlist.", List.of());

    private static final Refused ANSWERED = new Refused("offer-answered", "This offer was answered before.", List.of());

    private final WaitlistStore store;
    private final Bookings bookings;
    private final Clock clock;
    private final int entriesPerClient;

    WaitlistService(
            WaitlistStore store,
            Bookings bookings,
            Clock clock,
            @ConfigProperty(name = "kneadwell.waitlist.entries-per-client", defaultValue = "5") int entriesPerClient) {
        this.store = store;
        this.bookings = bookings;
        this.clock = clock;
        this.entriesPerClient = entriesPerClient;
    }

    @Transactional
    WaitlistOutcome join(BookingClient client, NewEntry wanted) {
        Instant now = now();
        Optional<Nonsense> nonsense = nonsense(wanted, now);
        if (nonsense.isPresent()) {
            return nonsense.get();
        }
        var entry = entry(client, wanted, wanted.therapists(), now);
        if (!store.published(wanted.therapists()).equals(new HashSet<>(wanted.therapists()))) {
            return new Nonsense("no-such-therapist", "therapistIds", "One of these therapists cannot be booked.");
        }
        List<Session> sessions = store.sessions(entry);
        if (sessions.isEmpty()) {
            return new Nonsense(
                    "service-not-offered",
                    wanted.serviceId() == null ? "serviceMinutes" : "serviceId",
                    "No therapist you wait for offers that session.");
        }
        if (wanted.serviceId() != null) {
            // A session is one therapist's, so that only that one's time is looked at.
            entry = entry(client, wanted, List.of(sessions.getFirst().therapistId()), now);
        }
        store.joinAlone(client.id());
        if (store.openEntries(client.id()) >= entriesPerClient) {
            return new Refused(
                    "too-many-entries",
                    "You wait for %d things already. Withdraw one of them first.".formatted(entriesPerClient),
                    List.of());
        }
        store.add(entry);
        return new Joined(EntryView.of(entry, null, null, now));
    }

    @Transactional
    Optional<EntryView> one(UUID clientId, UUID id) {
        return store.find(id, clientId).map(this::view);
    }

    @Transactional
    List<EntryView> list(UUID clientId, @Nullable UUID before, int limit) {
        return store.of(clientId, before, limit).stream().map(this::view).toList();
    }

    @Transactional
    WaitlistOutcome withdraw(UUID clientId, UUID id) {
        Optional<Entry> found = store.find(id, clientId);
        if (found.isEmpty()) {
            return new Unknown();
        }
        // An offer may be made in between; then its hold is let go, and the entry waits again.
        for (int i = 0; i < 3; i++) {
            if (store.withdraw(id, now())) {
                return new Withdrawn();
            }
            store.open(id).ifPresent(this::giveUp);
        }
        return store.find(id).map(Entry::state).filter("withdrawn"::equals).isPresent()
                ? new Withdrawn()
                : new Refused("entry-ended", "You are not on the waitlist for this any more.", List.of());
    }

    @Transactional
    WaitlistOutcome accept(BookingClient client, UUID id, UUID offerId) {
        Optional<Offered> found = offer(client.id(), id, offerId);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Offered offer = found.get();
        if (!offer.stands(now())) {
            return closed(offer);
        }
        return switch (bookings.bookHold(client, offer.holdId())) {
            case Placed(AppointmentDetails booked) ->
                new Accepted(view(store.find(id).orElseThrow()), booked.id());
            case NotPlaced refused -> refused(refused);
        };
    }

    private static Refused refused(NotPlaced refused) {
        return switch (refused.code()) {
            case "hold-expired" -> EXPIRED;
            case "not-held", "not-found" -> ANSWERED;
            default -> new Refused(refused.code(), refused.sentence(), refused.alternatives());
        };
    }

    @Transactional
    WaitlistOutcome decline(UUID clientId, UUID id, UUID offerId) {
        Optional<Offered> found = offer(clientId, id, offerId);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Offered offer = found.get();
        if (!offer.state().equals("declined")) {
            if (!offer.stands(now())) {
                return closed(offer);
            }
            giveUp(offer);
        }
        return new Declined(view(store.find(id).orElseThrow()));
    }

    private static Refused closed(Offered offer) {
        return offer.state().equals("open") || offer.state().equals("expired") ? EXPIRED : ANSWERED;
    }

    /** Whoever observes that the hold is let go writes down the rest; a hold that ran out tells nobody. */
    private void giveUp(Offered offer) {
        bookings.letGo(offer.holdId());
        store.declined(offer.holdId(), now());
    }

    private Optional<Offered> offer(UUID clientId, UUID id, UUID offerId) {
        return store.find(id, clientId)
                .flatMap(entry -> store.offers(id).stream()
                        .filter(offer -> offer.id().equals(offerId))
                        .findFirst());
    }

    private EntryView view(Entry entry) {
        Offered offer = store.open(entry.id()).orElse(null);
        AppointmentDetails held =
                offer == null ? null : bookings.find(offer.holdId()).orElse(null);
        return EntryView.of(entry, offer, held, now());
    }

    private static Optional<Nonsense> nonsense(NewEntry wanted, Instant now) {
        LocalTime fromTime = wanted.fromTime();
        LocalTime toTime = wanted.toTime();
        Integer minutes = wanted.serviceMinutes();
        if ((wanted.serviceId() == null) == (minutes == null)) {
            return nonsense("one-session-needed", "serviceId", "Name either a session or its length.");
        }
        if (wanted.to().isBefore(wanted.from())) {
            return nonsense("window-reversed", "to", "The last day comes before the first.");
        }
        if (wanted.to().isBefore(WaitlistStore.lastDateOnEarth(now))) {
            return nonsense("window-over", "to", "These days have passed.");
        }
        if (ChronoUnit.DAYS.between(wanted.from(), wanted.to()) >= Entry.LONGEST_WINDOW.toDays()) {
            return nonsense(
                    "window-too-long", "to", "A window has at most %d days.".formatted(Entry.LONGEST_WINDOW.toDays()));
        }
        if (!wanted.weekdays().isEmpty() && !anyOf(wanted)) {
            return nonsense("no-such-day", "days", "None of these days of the week is between the two dates.");
        }
        if ((fromTime == null) != (toTime == null)) {
            return nonsense("hours-incomplete", "toTime", "Name both times of day, or none.");
        }
        if (fromTime != null && toTime != null) {
            Duration hours = Duration.between(fromTime, toTime);
            if (hours.isNegative() || hours.isZero() || (minutes != null && hours.toMinutes() < minutes)) {
                return nonsense("hours-too-short", "toTime", "The session does not fit between these times of day.");
            }
        }
        return Optional.empty();
    }

    private static boolean anyOf(NewEntry wanted) {
        Set<Weekday> days = new HashSet<>();
        wanted.from()
                .datesUntil(wanted.to().plusDays(1))
                .limit(7)
                .forEach(date -> days.add(Weekday.of(date.getDayOfWeek())));
        return wanted.weekdays().stream().anyMatch(days::contains);
    }

    private static Optional<Nonsense> nonsense(String code, String field, String sentence) {
        return Optional.of(new Nonsense(code, field, sentence));
    }

    private static Entry entry(BookingClient client, NewEntry wanted, List<UUID> therapists, Instant now) {
        return new Entry(
                Ids.next(),
                client.id(),
                client.name(),
                client.email(),
                client.language(),
                therapists,
                wanted.serviceId(),
                wanted.serviceMinutes(),
                wanted.from(),
                wanted.to(),
                wanted.weekdays(),
                wanted.fromTime(),
                wanted.toTime(),
                "waiting",
                now,
                null,
                null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
