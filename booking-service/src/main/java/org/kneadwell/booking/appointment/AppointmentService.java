package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentState.Booked;
import org.kneadwell.booking.appointment.AppointmentState.Cancelled;
import org.kneadwell.booking.appointment.AppointmentState.Completed;
import org.kneadwell.booking.appointment.AppointmentState.Expired;
import org.kneadwell.booking.appointment.AppointmentState.Held;
import org.kneadwell.booking.appointment.AppointmentState.NoShow;
import org.kneadwell.booking.appointment.AppointmentState.Party;
import org.kneadwell.booking.appointment.AppointmentState.Pending;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.booking.slot.Offer;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.engine.SlotDecision;
import org.kneadwell.booking.slot.engine.SlotDecision.Offered;
import org.kneadwell.booking.slot.engine.SlotDecision.Refused;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.AppointmentHeld;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.id.Ids;

/** Holds, bookings and cancellations. Every decision is made by one transaction at a time per therapist. */
@ApplicationScoped
class AppointmentService {

    private static final int ALTERNATIVES = 3;
    private static final Duration ALTERNATIVES_WITHIN = Duration.ofDays(7);

    private final AppointmentRepository appointments;
    private final SlotSearch slots;
    private final ClientStanding standing;
    private final Events events;
    private final Clock clock;
    private final Duration hold;
    private final int holdsPerClient;

    AppointmentService(
            AppointmentRepository appointments,
            SlotSearch slots,
            ClientStanding standing,
            Events events,
            Clock clock,
            @ConfigProperty(name = "kneadwell.booking.hold", defaultValue = "PT7M") Duration hold,
            @ConfigProperty(name = "kneadwell.booking.holds-per-client", defaultValue = "3") int holdsPerClient) {
        this.appointments = appointments;
        this.slots = slots;
        this.standing = standing;
        this.events = events;
        this.clock = clock;
        this.hold = hold;
        this.holdsPerClient = holdsPerClient;
    }

    /** Holds a slot for a client, in place of what the same client held there before. */
    @Transactional
    BookingOutcome hold(UUID clientId, UUID therapistId, UUID serviceId, Instant start) {
        Optional<Offer> offered = slots.offer(therapistId, serviceId);
        if (offered.isEmpty()) {
            return new BookingOutcome.NotOffered();
        }
        Offer offer = offered.get();
        Optional<Refusal> refusal = refusal(clientId, offer, start);
        if (refusal.isPresent()) {
            return new BookingOutcome.NotAllowed(refusal.get());
        }
        appointments.decideAlone("client", clientId);
        appointments.decideAlone("therapist", therapistId);
        Instant now = now();
        TimeSlot wanted = TimeSlot.of(start, offer.rules().length());
        TimeSlot blocked = new TimeSlot(
                wanted.start().minus(offer.rules().bufferBefore()),
                wanted.end().plus(offer.rules().bufferAfter()));
        appointments.expireLapsed(therapistId, blocked, now);

        List<Appointment> held = appointments.liveHoldsOf(clientId, now);
        List<Appointment> replaced = held.stream()
                .filter(other -> other.therapistId().equals(therapistId)
                        && other.serviceId().equals(serviceId)
                        && other.blocked().overlaps(blocked))
                .toList();
        if (replaced.size() == 1 && replaced.getFirst().time().equals(wanted)) {
            Appointment same = replaced.getFirst();
            return new BookingOutcome.HeldAlready(AppointmentView.of(same, clientId, now), same.version());
        }
        if (held.size() - replaced.size() >= holdsPerClient) {
            Instant until = held.getFirst().holdEnds();
            return new BookingOutcome.TooManyHolds(holdsPerClient, until, Duration.between(now, until));
        }
        SlotFinder finder = slots.finder(offer, start, start.plusSeconds(1), clientId);
        return switch (finder.decide(start)) {
            case Refused(SlotDecision.Refusal why, String sentence) ->
                new BookingOutcome.NotASlot(why, sentence, alternatives(offer, start, clientId));
            case Offered(TimeSlot slot) -> {
                replaced.forEach(other -> other.letGo(now));
                appointments.flush();
                var appointment = new Appointment(
                        Ids.next(),
                        clientId,
                        offer,
                        slot,
                        !appointments.hasCompletedSession(clientId, therapistId),
                        now,
                        now.plus(hold));
                appointments.persist(appointment);
                // Here and not at commit, so that a violated constraint surfaces where it can be told from other
                // failures.
                appointments.flush();
                events.publish(new AppointmentHeld(
                        appointment.id(), clientId, therapistId, slot.start(), slot.end(), now.plus(hold)));
                yield new BookingOutcome.Made(AppointmentView.of(appointment, clientId, now), appointment.version());
            }
        };
    }

    /** The nearest slots to a start that was just lost to somebody else, in a transaction of its own. */
    @Transactional
    BookingOutcome taken(UUID clientId, UUID therapistId, UUID serviceId, Instant start) {
        return slots.offer(therapistId, serviceId)
                .<BookingOutcome>map(offer -> new BookingOutcome.NotASlot(
                        SlotDecision.Refusal.TAKEN,
                        "That time was taken a moment ago.",
                        alternatives(offer, start, clientId)))
                .orElseGet(BookingOutcome.NotOffered::new);
    }

    /** Turns a client's live hold into a booking, for the person its token names. */
    @Transactional
    BookingOutcome book(UUID clientId, String name, String email, UUID holdId) {
        Optional<UUID> therapist = appointments.therapistOf(holdId, clientId);
        if (therapist.isEmpty()) {
            return new BookingOutcome.NoSuchHold();
        }
        // Before the row, as holding does: the other way round, the two could wait for one another.
        appointments.decideAlone("therapist", therapist.get());
        Appointment appointment = appointments.ofClient(holdId, clientId).orElseThrow();
        Instant now = now();
        return switch (appointment.state(now)) {
            case Held _ -> book(appointment, name, email, now);
            case Expired _ ->
                new BookingOutcome.HoldExpired(slots.offer(appointment.therapistId(), appointment.serviceId())
                        .map(offer -> alternatives(offer, appointment.time().start(), clientId))
                        .orElse(List.of()));
            case Pending _, Booked _, Cancelled _, Completed _, NoShow _ ->
                new BookingOutcome.NotHeld(appointment.state(now).key());
        };
    }

    private BookingOutcome book(Appointment appointment, String name, String email, Instant now) {
        UUID clientId = appointment.clientId();
        Optional<Offer> offer = slots.offer(appointment.therapistId(), appointment.serviceId());
        if (offer.isEmpty()) {
            return new BookingOutcome.NotOffered();
        }
        // Asked again: what the client reported, or a licence, may have changed since the hold.
        Optional<Refusal> refusal =
                refusal(clientId, offer.get(), appointment.time().start());
        if (refusal.isPresent()) {
            return new BookingOutcome.NotAllowed(refusal.get());
        }
        boolean firstVisit = !appointments.hasCompletedSession(clientId, appointment.therapistId());
        appointment.book(name, email, firstVisit, now);
        appointments.flush();
        events.publish(new AppointmentBooked(
                appointment.id(),
                clientId,
                name,
                email,
                appointment.therapistId(),
                appointment.therapistAccountId(),
                appointment.therapistName(),
                offer.get().therapistEmail(),
                appointment.serviceName(),
                appointment.time().start(),
                appointment.time().end(),
                ZoneId.of(appointment.zone()),
                firstVisit));
        return new BookingOutcome.Made(AppointmentView.of(appointment, clientId, now), appointment.version());
    }

    /** @return whether the client had such a hold; letting go of one that ran out is no failure */
    @Transactional
    boolean letGo(UUID clientId, UUID holdId) {
        appointments.decideAlone("client", clientId);
        Optional<Appointment> found = appointments.ofClient(holdId, clientId);
        found.ifPresent(appointment -> appointment.letGo(now()));
        return found.filter(appointment -> appointment.state(clock.instant()) instanceof Expired)
                .isPresent();
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
        Optional<Appointment> found = ofClient.isPresent() ? ofClient : appointments.agreedOfTherapist(id, accountId);
        if (found.isEmpty()) {
            return new Cancellation.Unknown();
        }
        Appointment appointment = found.get();
        Instant now = now();
        Party by = ofClient.isPresent() ? Party.CLIENT : Party.THERAPIST;
        if (appointment.state(now) instanceof Cancelled) {
            // Asked twice: the answer is the same.
            return new Cancellation.Done(AppointmentView.of(appointment, accountId, now), appointment.version());
        }
        boolean begun = appointment.sessionStartedAt() != null
                || (by == Party.CLIENT && !now.isBefore(appointment.time().start()));
        if (begun || !appointment.cancel(by, reason, now)) {
            return new Cancellation.TooLate(appointment.state(now).key());
        }
        appointments.flush();
        events.publish(new AppointmentCancelled(id, appointment.clientId(), appointment.therapistId(), now, by.key()));
        return new Cancellation.Done(AppointmentView.of(appointment, accountId, now), appointment.version());
    }

    private Optional<Refusal> refusal(UUID clientId, Offer offer, Instant start) {
        return standing.refusal(clientId, offer.therapistId(), LocalDate.ofInstant(start, offer.zone()));
    }

    private List<TimeSlot> alternatives(Offer offer, Instant start, UUID clientId) {
        Instant now = clock.instant();
        // A start that has passed is answered with the next ones, and so is one that nothing is near to.
        Instant around = start.isBefore(now) ? now : start;
        List<TimeSlot> nearest = slots.finder(
                        offer, around.minus(ALTERNATIVES_WITHIN), around.plus(ALTERNATIVES_WITHIN), clientId)
                .nearest(around, ALTERNATIVES_WITHIN, ALTERNATIVES);
        return nearest.isEmpty()
                ? slots.finder(offer, now, now.plus(ALTERNATIVES_WITHIN), clientId)
                        .startingIn(now, now.plus(ALTERNATIVES_WITHIN), ALTERNATIVES)
                : nearest;
    }

    /** As precise as what is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
