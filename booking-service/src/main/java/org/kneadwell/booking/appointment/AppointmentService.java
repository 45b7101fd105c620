package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentChanged.Kind;
import org.kneadwell.booking.appointment.AppointmentState.Booked;
import org.kneadwell.booking.appointment.AppointmentState.Cancelled;
import org.kneadwell.booking.appointment.AppointmentState.Completed;
import org.kneadwell.booking.appointment.AppointmentState.Expired;
import org.kneadwell.booking.appointment.AppointmentState.Held;
import org.kneadwell.booking.appointment.AppointmentState.NoShow;
import org.kneadwell.booking.appointment.AppointmentState.Pending;
import org.kneadwell.booking.client.Admission;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.booking.slot.Offer;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.Workplace;
import org.kneadwell.booking.slot.engine.PlacedSlots;
import org.kneadwell.booking.slot.engine.PlacedSlots.Decision.Here;
import org.kneadwell.booking.slot.engine.PlacedSlots.Decision.Nowhere;
import org.kneadwell.booking.slot.engine.PlacedSlots.Placed;
import org.kneadwell.booking.slot.engine.SlotDecision;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.AppointmentHeld;
import org.kneadwell.events.AppointmentRescheduled;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Vault;

/**
 * Holds, bookings, moves and cancellations. Every decision is made by one transaction at a time per therapist, and per location
 * where rooms are taken. Locks are taken in one order: client, therapist, locations by id, then rows.
 */
@ApplicationScoped
class AppointmentService {

    /** The constraint decided against it. */
    private static final BookingOutcome TAKEN =
            new BookingOutcome.NotASlot(SlotDecision.Refusal.TAKEN, "That time was taken a moment ago.", List.of());

    private static final int ALTERNATIVES = 3;
    private static final Duration ALTERNATIVES_WITHIN = Duration.ofDays(7);
    private static final Duration COVERED_WITHIN = Duration.ofDays(60);

    private final AppointmentRepository appointments;
    private final SlotSearch slots;
    private final ClientStanding standing;
    private final Events events;
    private final Event<AppointmentChanged> changes;
    private final Vault vault;
    private final Clock clock;
    private final Duration hold;
    private final int holdsPerClient;

    AppointmentService(
            AppointmentRepository appointments,
            SlotSearch slots,
            ClientStanding standing,
            Events events,
            Event<AppointmentChanged> changes,
            Vault vault,
            Clock clock,
            @ConfigProperty(name = "kneadwell.booking.hold", defaultValue = "PT7M") Duration hold,
            @ConfigProperty(name = "kneadwell.booking.holds-per-client", defaultValue = "3") int holdsPerClient) {
        this.appointments = appointments;
        this.slots = slots;
        this.standing = standing;
        this.events = events;
        this.changes = changes;
        this.vault = vault;
        this.clock = clock;
        this.hold = hold;
        this.holdsPerClient = holdsPerClient;
    }

    /** Holds a slot for a client, in place of what the same client held there before. */
    @Transactional
    BookingOutcome hold(UUID clientId, Wish wish) {
        return hold(clientId, wish, hold, false);
    }

    /** @param behindOffer whether it stands behind an offer to the client, and so is not counted as the client's own */
    @Transactional
    BookingOutcome hold(UUID clientId, Wish wish, Duration keep, boolean behindOffer) {
        Optional<Offer> offered = slots.offer(wish.therapistId(), wish.serviceId());
        if (offered.isEmpty()) {
            return new BookingOutcome.NotOffered();
        }
        Offer offer = offered.get();
        decideAlone(clientId, offer);
        Instant now = now();
        TimeSlot wanted = TimeSlot.of(wish.start(), offer.rules().length());
        TimeSlot blocked = offer.blocked(wanted);
        writeDownLapsed(offer.therapistId(), blocked, now);

        List<Appointment> held = appointments.liveHoldsOf(clientId, now);
        List<Appointment> replaced = held.stream()
                .filter(other -> other.therapistId().equals(wish.therapistId())
                        && other.serviceId().equals(wish.serviceId())
                        && other.blocked().overlaps(blocked))
                .toList();
        if (replaced.size() == 1
                && replaced.getFirst().time().equals(wanted)
                && !wish.isSkippedIn(ZoneId.of(replaced.getFirst().zone()))
                && (wish.locationId() == null
                        || wish.locationId().equals(replaced.getFirst().locationId()))) {
            Appointment same = replaced.getFirst();
            return switch (admission(clientId, offer, wish.start(), ZoneId.of(same.zone()))) {
                case Admission.Refused(Refusal why) -> new BookingOutcome.NotAllowed(why);
                case Admission.Admitted _ ->
                    new BookingOutcome.HeldAlready(AppointmentView.of(same, clientId, now), same.version());
            };
        }
        List<Appointment> counted = held.stream()
                .filter(other -> !other.heldBehindOffer() && !replaced.contains(other))
                .toList();
        if (!behindOffer && counted.size() >= holdsPerClient) {
            Instant until = counted.getFirst().holdEnds();
            return new BookingOutcome.TooManyHolds(holdsPerClient, until, Duration.between(now, until));
        }
        Set<UUID> vacated = replaced.stream().map(Appointment::id).collect(Collectors.toSet());
        return switch (spot(offer, wish, vacated, now)) {
            case Spot.None(BookingOutcome why) -> why;
            case Spot.Free(Workplace place, TimeSlot slot) ->
                switch (admission(clientId, offer, slot.start(), place.zone())) {
                    case Admission.Refused(Refusal why) -> new BookingOutcome.NotAllowed(why);
                    case Admission.Admitted(boolean firstVisit) -> {
                        replaced.forEach(other -> letGo(other, now));
                        Appointment appointment =
                                held(clientId, offer, place, slot, firstVisit, behindOffer, now, now.plus(keep));
                        yield new BookingOutcome.Made(
                                AppointmentView.of(appointment, clientId, now), appointment.version());
                    }
                };
        };
    }

    private Appointment held(
            UUID clientId,
            Offer offer,
            Workplace place,
            TimeSlot slot,
            boolean firstVisit,
            boolean behindOffer,
            Instant now,
            Instant until) {
        var appointment =
                new Appointment(Ids.next(), clientId, offer, place, slot, firstVisit, behindOffer, now, until);
        appointments.persist(appointment);
        // Here and not at commit, so that a violated constraint surfaces where it can be told from other failures.
        appointments.flush();
        events.publish(
                new AppointmentHeld(appointment.id(), clientId, offer.therapistId(), slot.start(), slot.end(), until));
        tell(Kind.HELD, appointment, null, Party.CLIENT, now);
        return appointment;
    }

    /**
     * Adds the nearest slots to a refusal for which they help.
     *
     * @param moving the appointment that was to move; null: there is none
     */
    @Transactional
    BookingOutcome withAlternatives(BookingOutcome outcome, UUID clientId, Wish wish, @Nullable UUID moving) {
        Optional<Offer> offered = slots.offer(wish.therapistId(), wish.serviceId());
        if (offered.isEmpty()) {
            return outcome;
        }
        Offer offer = offered.get();
        return switch (outcome) {
            case BookingOutcome.NotASlot(SlotDecision.Refusal why, String sentence, List<TimeSlot> _) ->
                new BookingOutcome.NotASlot(why, sentence, others(offer, wish, clientId, moving));
            case BookingOutcome.NotATime(String code, String sentence, List<TimeSlot> _) ->
                new BookingOutcome.NotATime(code, sentence, alternatives(offer, wish, clientId, moving));
            case BookingOutcome.NotAllowed(Refusal refusal, List<TimeSlot> _)
            when refusal.isOfTheDay() ->
                new BookingOutcome.NotAllowed(refusal, onOtherDays(offer, wish, clientId, moving));
            default -> outcome;
        };
    }

    /** The nearest slots to a start that was just lost to somebody else, in a transaction of its own. */
    @Transactional
    BookingOutcome taken(UUID clientId, Wish wish) {
        return withAlternatives(TAKEN, clientId, wish, null);
    }

    /** The same for a move: near to where it was to go, whoever wanted it there. */
    @Transactional
    BookingOutcome taken(UUID accountId, UUID id, RescheduleRequest request) {
        return appointments
                .owners(id)
                .filter(owners -> owners.include(accountId))
                .map(owners -> withAlternatives(TAKEN, owners.clientId(), wish(owners, request), id))
                .orElse(TAKEN);
    }

    /** Refuses an end, as somebody wrote it, that does not fit the session's length. */
    @Transactional
    Optional<BookingOutcome> wrongLength(UUID clientId, Wish wish, OffsetDateTime end) {
        return slots.offer(wish.therapistId(), wish.serviceId())
                .filter(offer ->
                        !end.toInstant().equals(wish.start().plus(offer.rules().length())))
                .map(offer -> new BookingOutcome.NotATime(
                        "wrong-length",
                        "This session takes %d minutes."
                                .formatted(offer.rules().length().toMinutes()),
                        alternatives(offer, wish, clientId, null)));
    }

    /** Turns a client's live hold into a booking, or a request to the therapist, for the person its token names. */
    @Transactional
    BookingOutcome book(BookingClient client, UUID holdId) {
        // Before the row, as holding does: the other way round, the two could wait for one another.
        if (!appointments.decideAloneAbout(holdId, client.id())) {
            return new BookingOutcome.NoSuchHold();
        }
        Appointment appointment = appointments.ofClient(holdId, client.id()).orElseThrow();
        Instant now = now();
        return switch (appointment.state(now)) {
            case Held _ -> book(appointment, client, now);
            case Expired _ -> new BookingOutcome.HoldExpired(alternatives(appointment));
            case Pending _, Booked _, Cancelled _, Completed _, NoShow _ ->
                new BookingOutcome.NotHeld(appointment.state(now).key());
        };
    }

    /** Books a slot, or asks the therapist for it, without a hold before. */
    @Transactional
    BookingOutcome book(BookingClient client, Wish wish) {
        Optional<Offer> offered = slots.offer(wish.therapistId(), wish.serviceId());
        if (offered.isEmpty()) {
            return new BookingOutcome.NotOffered();
        }
        Offer offer = offered.get();
        decideAlone(client.id(), offer);
        Instant now = now();
        writeDownLapsed(
                offer.therapistId(),
                offer.blocked(TimeSlot.of(wish.start(), offer.rules().length())),
                now);
        return switch (spot(offer, wish, Set.of(), now)) {
            case Spot.None(BookingOutcome why) -> why;
            case Spot.Free(Workplace place, TimeSlot slot) ->
                switch (admission(client.id(), offer, slot.start(), place.zone())) {
                    case Admission.Refused(Refusal why) -> new BookingOutcome.NotAllowed(why);
                    case Admission.Admitted(boolean firstVisit) ->
                        book(
                                held(client.id(), offer, place, slot, firstVisit, false, now, now.plus(hold)),
                                client,
                                now);
                };
        };
    }

    private BookingOutcome book(Appointment appointment, BookingClient client, Instant now) {
        Optional<Offer> offer = slots.offer(appointment.therapistId(), appointment.serviceId());
        if (offer.isEmpty()) {
            return new BookingOutcome.NotOffered();
        }
        // Asked again: what the client reported, or a licence, may have changed since the hold.
        return switch (admission(client.id(), offer.get(), appointment.time().start(), ZoneId.of(appointment.zone()))) {
            case Admission.Refused(Refusal why) ->
                withAlternatives(new BookingOutcome.NotAllowed(why), client.id(), wish(appointment), appointment.id());
            case Admission.Admitted(boolean firstVisit) -> booked(appointment, client, firstVisit, offer.get(), now);
        };
    }

    private BookingOutcome booked(
            Appointment appointment, BookingClient client, boolean firstVisit, Offer offer, Instant now) {
        appointment.book(client, firstVisit, offer.terms(), now);
        appointments.flush();
        if (appointment.state(now) instanceof Booked) {
            agreed(appointment, offer, Party.CLIENT, now);
        } else {
            tell(Kind.REQUESTED, appointment, null, Party.CLIENT, now);
        }
        return new BookingOutcome.Made(AppointmentView.of(appointment, client.id(), now), appointment.version());
    }

    private void agreed(Appointment appointment, Offer offer, Party by, Instant now) {
        AppointmentDetails details = AppointmentDetails.of(appointment, now);
        String name = details.clientName();
        String email = details.clientEmail();
        if (name == null || email == null) {
            throw new IllegalStateException("Booked for nobody: " + appointment.id());
        }
        events.publish(new AppointmentBooked(
                appointment.id(),
                appointment.clientId(),
                name,
                email,
                appointment.therapistId(),
                appointment.therapistAccountId(),
                appointment.therapistName(),
                offer.therapistEmail(),
                appointment.serviceName(),
                appointment.time().start(),
                appointment.time().end(),
                ZoneId.of(appointment.zone()),
                appointment.firstVisit(),
                offer.therapistLanguage().tag()));
        changes.fire(new AppointmentChanged(Kind.BOOKED, details, null, by));
    }

    /** What can come of the therapist's answer. */
    sealed interface Answer {

        record Done(AppointmentView appointment, int version) implements Answer {}

        /** It does not wait for an answer any more. */
        record NotPending(String state) implements Answer {}

        /** It is booked: accepted before, or never in need of it. */
        record AcceptedAlready() implements Answer {}

        /** The client may not have this session any more. */
        record NotAllowed(Refusal refusal) implements Answer {}

        record Unknown() implements Answer {}
    }

    /** Accepts a request, once: of many at the same time one is told that it did. */
    @Transactional
    Answer accept(UUID therapistAccountId, UUID id) {
        return answer(therapistAccountId, id, (appointment, now) -> {
            if (appointment.state(now) instanceof Booked) {
                return new Answer.AcceptedAlready();
            }
            Optional<Offer> offer = slots.offer(appointment.therapistId(), appointment.serviceId());
            if (offer.isEmpty() || !(appointment.state(now) instanceof Pending)) {
                return new Answer.NotPending(appointment.state(now).key());
            }
            // Asked again: what the client reported, or a licence, may have changed since.
            if (admission(
                            appointment.clientId(),
                            offer.get(),
                            appointment.time().start(),
                            ZoneId.of(appointment.zone()))
                    instanceof Admission.Refused(Refusal why)) {
                return new Answer.NotAllowed(why.forOthers());
            }
            appointment.accept(now);
            appointments.flush();
            agreed(appointment, offer.get(), Party.THERAPIST, now);
            return done(appointment, therapistAccountId, now);
        });
    }

    /** Declines a request; its time is free again. Declining twice is declining once. */
    @Transactional
    Answer decline(UUID therapistAccountId, UUID id, @Nullable String reason) {
        return answer(therapistAccountId, id, (appointment, now) -> {
            if (appointment.state(now) instanceof Cancelled(Instant _, Party by)
                    && by == Party.THERAPIST
                    && !appointment.agreed()) {
                return done(appointment, therapistAccountId, now);
            }
            if (!appointment.decline(seal(appointment, reason), now)) {
                return new Answer.NotPending(appointment.state(now).key());
            }
            appointments.flush();
            tell(Kind.DECLINED, appointment, null, Party.THERAPIST, now);
            return done(appointment, therapistAccountId, now);
        });
    }

    private interface Verb {
        Answer on(Appointment appointment, Instant now);
    }

    private Answer answer(UUID therapistAccountId, UUID id, Verb verb) {
        return appointments
                .askedOfTherapist(id, therapistAccountId)
                .map(appointment -> verb.on(appointment, now()))
                .orElseGet(Answer.Unknown::new);
    }

    private static Answer done(Appointment appointment, UUID viewer, Instant now) {
        return new Answer.Done(AppointmentView.of(appointment, viewer, now), appointment.version());
    }

    /** What can come of moving an appointment. */
    sealed interface Move {

        record Moved(AppointmentView appointment, int version) implements Move {}

        /** It stays where it is, because this wish is refused. */
        record Stays(BookingOutcome why, UUID clientId, Wish wish) implements Move {}

        /** It can no longer be moved. */
        record TooLate(String code, String sentence) implements Move {}

        record Unknown() implements Move {}
    }

    /**
     * Moves an agreed or requested appointment to another slot; where that is refused, it stays. Its client may while cancelling
     * is free, its therapist until it begins.
     */
    @Transactional
    Move reschedule(UUID accountId, UUID id, RescheduleRequest request) {
        Optional<Owners> found = appointments.owners(id).filter(owners -> owners.include(accountId));
        if (found.isEmpty()) {
            return new Move.Unknown();
        }
        Owners owners = found.get();
        Party by = accountId.equals(owners.clientId()) ? Party.CLIENT : Party.THERAPIST;
        return move(owners, id, wish(owners, request), by, accountId);
    }

    private static Wish wish(Owners owners, RescheduleRequest request) {
        return Wish.written(
                owners.therapistId(),
                request.serviceId() == null ? owners.serviceId() : request.serviceId(),
                request.locationId(),
                request.start());
    }

    /** @param viewer whose view of it is answered */
    @Transactional
    Move move(Owners owners, UUID id, Wish wish, Party by, UUID viewer) {
        Instant start = wish.start();
        Optional<Offer> offered = slots.offer(wish.therapistId(), wish.serviceId());
        if (offered.isEmpty()) {
            return new Move.Stays(new BookingOutcome.NotOffered(), owners.clientId(), wish);
        }
        Offer offer = offered.get();
        decideAlone(owners.clientId(), offer);
        Instant now = now();
        writeDownLapsed(
                owners.therapistId(),
                offer.blocked(TimeSlot.of(start, offer.rules().length())),
                now);
        Appointment appointment = appointments.locked(id).orElseThrow();
        if (!(appointment.state(now) instanceof Booked) && !(appointment.state(now) instanceof Pending)) {
            return new Move.TooLate(
                    "too-late",
                    "It can no longer be moved: it is %s."
                            .formatted(appointment.state(now).key().replace('_', '-')));
        }
        if (appointment.sessionStartedAt() != null
                || !now.isBefore(appointment.time().start())) {
            return new Move.TooLate("too-late", "It can no longer be moved: it has begun.");
        }
        Instant freeUntil = appointment.freeUntil();
        if (by == Party.CLIENT && appointment.agreed()) {
            if (freeUntil != null && now.isAfter(freeUntil)) {
                return new Move.TooLate(
                        "too-late-to-move",
                        "It could be moved free of charge until %s. Ask your therapist, or cancel it."
                                .formatted(freeUntil));
            }
            if (offer.terms().byTherapist()) {
                return new Move.TooLate(
                        "needs-acceptance",
                        "This therapist accepts each booking. Ask for the new time first, and cancel this one when it is accepted.");
            }
        }
        TimeSlot before = appointment.time();
        if (start.equals(before.start())
                && offer.serviceId().equals(appointment.serviceId())
                && (wish.locationId() == null || wish.locationId().equals(appointment.locationId()))) {
            return new Move.Moved(AppointmentView.of(appointment, viewer, now), appointment.version());
        }
        return switch (spot(offer, wish, Set.of(id), now)) {
            case Spot.None(BookingOutcome why) -> new Move.Stays(why, owners.clientId(), wish);
            case Spot.Free(Workplace place, TimeSlot slot) -> {
                if (admission(appointment.clientId(), offer, slot.start(), place.zone())
                        instanceof Admission.Refused(Refusal why)) {
                    yield new Move.Stays(
                            new BookingOutcome.NotAllowed(by == Party.CLIENT ? why : why.forOthers()),
                            owners.clientId(),
                            wish);
                }
                appointment.move(offer, place, slot, by, now);
                appointments.flush();
                if (appointment.agreed()) {
                    events.publish(new AppointmentRescheduled(
                            id,
                            appointment.clientId(),
                            appointment.therapistId(),
                            before.start(),
                            slot.start(),
                            slot.end(),
                            place.zone()));
                }
                tell(Kind.RESCHEDULED, appointment, before, by, now);
                yield new Move.Moved(AppointmentView.of(appointment, viewer, now), appointment.version());
            }
        };
    }

    /** @return whether the client had such a hold; letting go of one that ran out is no failure */
    @Transactional
    boolean letGo(UUID clientId, UUID holdId) {
        appointments.decideAlone("client", clientId);
        Optional<Appointment> found = appointments.ofClient(holdId, clientId);
        Instant now = now();
        found.filter(appointment -> appointment.state(now) instanceof Held)
                .ifPresent(appointment -> letGo(appointment, now));
        return found.filter(appointment -> appointment.state(now) instanceof Expired)
                .isPresent();
    }

    private void letGo(Appointment held, Instant now) {
        held.letGo(now);
        appointments.flush();
        tell(Kind.LET_GO, held, null, Party.CLIENT, now);
    }

    /** What can come of cancelling. */
    sealed interface Cancellation {

        record Done(AppointmentView appointment, int version) implements Cancellation {}

        /** It is not agreed any more, or it is the client who asks and it has begun. */
        record TooLate(String state) implements Cancellation {}

        record Unknown() implements Cancellation {}
    }

    /** Cancels an agreed appointment for its client, before it begins, or its therapist, until the session does. */
    @Transactional
    Cancellation cancel(UUID accountId, UUID id, @Nullable String reason) {
        Optional<Appointment> ofClient = appointments.ofClient(id, accountId);
        Optional<Appointment> found = ofClient.isPresent() ? ofClient : appointments.askedOfTherapist(id, accountId);
        if (found.isEmpty()) {
            return new Cancellation.Unknown();
        }
        return cancel(found.get(), ofClient.isPresent() ? Party.CLIENT : Party.THERAPIST, accountId, reason);
    }

    /** @param viewer whose view of it is answered */
    @Transactional
    Cancellation cancel(Appointment appointment, Party by, UUID viewer, @Nullable String reason) {
        Instant now = now();
        if (appointment.state(now) instanceof Cancelled) {
            // Asked twice: the answer is the same.
            return new Cancellation.Done(AppointmentView.of(appointment, viewer, now), appointment.version());
        }
        boolean begun = appointment.sessionStartedAt() != null
                || (by == Party.CLIENT && !now.isBefore(appointment.time().start()));
        if (begun || !appointment.cancel(by, seal(appointment, reason), now)) {
            return new Cancellation.TooLate(appointment.state(now).key());
        }
        appointments.flush();
        if (appointment.agreed()) {
            events.publish(new AppointmentCancelled(
                    appointment.id(), appointment.clientId(), appointment.therapistId(), now, by.key()));
        }
        tell(Kind.CANCELLED, appointment, null, by, now);
        return new Cancellation.Done(AppointmentView.of(appointment, viewer, now), appointment.version());
    }

    private byte @Nullable [] seal(Appointment appointment, @Nullable String reason) {
        return reason == null
                ? null
                : vault.seal(Appointment.SEALED.place(appointment.clientId(), appointment.id()), reason);
    }

    /** The nearest slots to an appointment's own time, for its client: what to take when the therapist cannot come. */
    @Transactional
    Optional<List<TimeSlot>> alternativesTo(UUID clientId, UUID id) {
        return appointments.ofClient(id, clientId).map(appointment -> others(appointment, id));
    }

    /** The nearest other slots to an appointment's time, for its therapist: whoever wants it to be elsewhere can offer them. */
    @Transactional
    List<TimeSlot> otherTimes(UUID therapistAccountId, UUID id) {
        return appointments
                .findByIdOptional(id)
                .filter(appointment -> appointment.therapistAccountId().equals(therapistAccountId))
                .map(appointment -> others(appointment, null))
                .orElse(List.of());
    }

    /** Writes down which requests nobody answered in time, some at a time, and tells of each once. */
    @Transactional
    int writeDownUnanswered() {
        Instant now = now();
        List<Appointment> unanswered = appointments.unanswered(now);
        lapse(unanswered, now);
        return unanswered.size();
    }

    /** Where a wish can be placed, or why nowhere. */
    private sealed interface Spot {

        record Free(Workplace place, TimeSlot slot) implements Spot {}

        record None(BookingOutcome why) implements Spot {}
    }

    /** @param vacated what leaves its time for this: the holds it replaces, the appointment that moves */
    private Spot spot(Offer offer, Wish wish, Set<UUID> vacated, Instant now) {
        Instant start = wish.start();
        PlacedSlots<Workplace> openings =
                slots.openings(offer, start, start.plusSeconds(1), vacated, wish.locationId(), now);
        // The nearest slots are looked for once nobody waits for this decision any more.
        return switch (openings.decide(start)) {
            case Nowhere<Workplace>(SlotDecision.Refusal why, String sentence) -> {
                List<ZoneId> zones = openings.options().stream()
                        .map(option -> option.place().zone())
                        .distinct()
                        .toList();
                // Where it would have been is not known: only what exists nowhere does not exist.
                yield new Spot.None(
                        !zones.isEmpty() && zones.stream().allMatch(wish::isSkippedIn)
                                ? skipped(zones.getFirst())
                                : new BookingOutcome.NotASlot(why, sentence, List.of()));
            }
            case Here<Workplace>(Workplace place, TimeSlot _)
            when wish.isSkippedIn(place.zone()) -> new Spot.None(skipped(place.zone()));
            case Here<Workplace>(Workplace place, TimeSlot slot) -> {
                Workplace.Room room = place.room();
                if (room != null) {
                    lapse(appointments.lapsedInRoom(room.id(), offer.blocked(slot), now), now);
                }
                yield new Spot.Free(place, slot);
            }
        };
    }

    private static BookingOutcome skipped(ZoneId zone) {
        return new BookingOutcome.NotATime(
                "nonexistent-local-time",
                "The clocks in %s go forward over that time: it does not exist there.".formatted(zone.getId()),
                List.of());
    }

    private void decideAlone(UUID clientId, Offer offer) {
        appointments.decideAlone(clientId, offer.therapistId());
        if (offer.needsRoom()) {
            slots.locations(offer).forEach(location -> appointments.decideAlone("location", location));
        }
    }

    /** What has run out leaves the constraints in the transaction that wants its time. */
    private void writeDownLapsed(UUID therapistId, TimeSlot blocked, Instant now) {
        lapse(appointments.lapsed(therapistId, blocked, now), now);
    }

    private void lapse(List<Appointment> lapsed, Instant now) {
        if (lapsed.isEmpty()) {
            return;
        }
        lapsed.forEach(Appointment::lapse);
        appointments.flush();
        lapsed.stream()
                .filter(appointment -> appointment.clientName() != null)
                .forEach(request -> tell(Kind.LAPSED, request, null, null, now));
    }

    private void tell(Kind kind, Appointment appointment, @Nullable TimeSlot before, @Nullable Party by, Instant now) {
        changes.fire(new AppointmentChanged(kind, AppointmentDetails.of(appointment, now), before, by));
    }

    private Admission admission(UUID clientId, Offer offer, Instant start, ZoneId zone) {
        return standing.admission(clientId, offer.therapistId(), LocalDate.ofInstant(start, zone));
    }

    private List<TimeSlot> alternatives(Appointment lapsed) {
        return slots.offer(lapsed.therapistId(), lapsed.serviceId())
                .map(offer -> alternatives(offer, wish(lapsed), lapsed.clientId(), null))
                .orElse(List.of());
    }

    private List<TimeSlot> others(Appointment appointment, @Nullable UUID moving) {
        return slots.offer(appointment.therapistId(), appointment.serviceId())
                .map(offer -> others(offer, wish(appointment), appointment.clientId(), moving))
                .orElse(List.of());
    }

    /** For the time it has, wherever. */
    private static Wish wish(Appointment appointment) {
        return new Wish(
                appointment.therapistId(),
                appointment.serviceId(),
                null,
                appointment.time().start());
    }

    /** The nearest slots but the one that was just refused, though it may be free by now. */
    private List<TimeSlot> others(Offer offer, Wish wish, UUID clientId, @Nullable UUID moving) {
        return alternatives(
                offer,
                wish,
                clientId,
                moving,
                ALTERNATIVES_WITHIN,
                placed -> !placed.slot().start().equals(wish.start()));
    }

    /** As far as anything is near: where a licence ends, the days that another covers may be far away. */
    private List<TimeSlot> onOtherDays(Offer offer, Wish wish, UUID clientId, @Nullable UUID moving) {
        return alternatives(offer, wish, clientId, moving, COVERED_WITHIN, _ -> true);
    }

    private List<TimeSlot> alternatives(Offer offer, Wish wish, UUID clientId, @Nullable UUID moving) {
        return alternatives(offer, wish, clientId, moving, ALTERNATIVES_WITHIN, _ -> true);
    }

    /**
     * Decided as a wish for each would be, with what its client holds in the way and on days a licence covers: what is offered
     * can be had.
     */
    private List<TimeSlot> alternatives(
            Offer offer,
            Wish wish,
            UUID clientId,
            @Nullable UUID moving,
            Duration within,
            Predicate<Placed<Workplace>> suits) {
        Instant now = now();
        Set<UUID> vacated = moving == null ? Set.of() : Set.of(moving);
        Predicate<Placed<Workplace>> allowed = slots.licensed(offer, clientId).and(suits);
        // A start that has passed is answered with the next ones, and so is one that nothing is near to.
        Instant around = wish.start().isBefore(now) ? now : wish.start();
        List<Placed<Workplace>> nearest = slots.openings(
                        offer, around.minus(within), around.plus(within), vacated, wish.locationId(), now)
                .nearest(around, within, ALTERNATIVES, allowed);
        if (nearest.isEmpty()) {
            nearest = slots
                    .openings(offer, now, now.plus(within), vacated, wish.locationId(), now)
                    .startingIn(now, now.plus(within))
                    .stream()
                    .filter(allowed)
                    .limit(ALTERNATIVES)
                    .toList();
        }
        return nearest.stream().map(Placed::slot).toList();
    }

    /** As precise as what is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
