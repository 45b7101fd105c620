package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.Placement.NotPlaced;
import org.kneadwell.booking.appointment.Placement.Placed;

/**
 * Holding and booking for the other features of this service, each in the caller's transaction or one of its own. Locks the
 * client's decisions, then the therapist's; whoever places for several therapists in one transaction risks a deadlock, so do
 * each in its own.
 */
@ApplicationScoped
@Transactional
public class Bookings {

    private final AppointmentService service;
    private final AppointmentRepository appointments;
    private final Clock clock;

    Bookings(AppointmentService service, AppointmentRepository appointments, Clock clock) {
        this.service = service;
        this.appointments = appointments;
        this.clock = clock;
    }

    /** An ordinary hold: for as long as any, and counted in the client's cap. */
    public Placement hold(UUID clientId, Wish wish) {
        return placement(service.hold(clientId, wish), clientId, wish);
    }

    /** A hold behind an offer: for as long as the offer stands, and not counted. */
    public Placement holdBehindOffer(UUID clientId, Wish wish, Duration keep) {
        return placement(service.hold(clientId, wish, keep, true), clientId, wish);
    }

    public Placement bookHold(BookingClient client, UUID holdId) {
        return placement(service.book(client, holdId));
    }

    /** Books at once, or asks the therapist where each booking needs acceptance. */
    public Placement book(BookingClient client, Wish wish) {
        return placement(service.book(client, wish), client.id(), wish);
    }

    /**
     * Moves an appointment to another start of the same session; where that is refused, it stays.
     *
     * @param locationId null: wherever the therapist works at that time
     */
    public Placement move(UUID appointmentId, @Nullable UUID locationId, Instant newStart, Party by) {
        return appointments
                .owners(appointmentId)
                .map(owners -> service.move(
                        owners,
                        appointmentId,
                        new Wish(owners.therapistId(), owners.serviceId(), locationId, newStart),
                        by,
                        owners.clientId()))
                .map(moved -> switch (moved) {
                    case AppointmentService.Move.Moved(AppointmentView view, int _) -> placed(view.id());
                    case AppointmentService.Move.Stays(BookingOutcome why, UUID client, Wish wish) ->
                        placement(service.withAlternatives(why, client, wish, appointmentId));
                    case AppointmentService.Move.TooLate(String code, String sentence) ->
                        new NotPlaced(code, sentence, List.of());
                    case AppointmentService.Move.Unknown() -> unknown();
                })
                .orElseGet(Bookings::unknown);
    }

    /** @return whether it is cancelled now, by this call or before */
    public boolean cancel(UUID appointmentId, Party by, @Nullable String reason) {
        return appointments
                .locked(appointmentId)
                .map(appointment -> service.cancel(appointment, by, appointment.clientId(), reason))
                .filter(AppointmentService.Cancellation.Done.class::isInstance)
                .isPresent();
    }

    /** @return whether it was a hold and nobody holds it now */
    public boolean letGo(UUID holdId) {
        return appointments
                .owners(holdId)
                .filter(owners -> service.letGo(owners.clientId(), holdId))
                .isPresent();
    }

    public Optional<AppointmentDetails> find(UUID id) {
        return appointments.findByIdOptional(id).map(this::details);
    }

    /** Those that exist, by start. */
    public List<AppointmentDetails> find(Collection<UUID> ids) {
        return appointments.list("id in ?1 order by startAt, id", ids).stream()
                .map(this::details)
                .toList();
    }

    /** An appointment as its client, or its therapist, sees it. */
    public AppointmentView view(UUID id, UUID viewer) {
        return AppointmentView.of(appointments.findById(id), viewer, clock.instant());
    }

    /** How much of therapists' time is held, asked for or booked between two moments; without those who have nothing. */
    public Map<UUID, Duration> load(Collection<UUID> therapistIds, Instant from, Instant to) {
        return appointments.load(therapistIds, from, to, clock.instant());
    }

    private AppointmentDetails details(Appointment appointment) {
        return AppointmentDetails.of(appointment, clock.instant());
    }

    private Placement placement(BookingOutcome outcome, UUID clientId, Wish wish) {
        return placement(service.withAlternatives(outcome, clientId, wish, null));
    }

    private Placement placement(BookingOutcome outcome) {
        return switch (outcome) {
            case BookingOutcome.Made made -> placed(made.appointment().id());
            case BookingOutcome.HeldAlready same -> placed(same.appointment().id());
            case BookingOutcome.Refusing refused ->
                new NotPlaced(refused.code(), refused.sentence(), refused.alternatives());
        };
    }

    private Placement placed(UUID id) {
        return new Placed(find(id).orElseThrow());
    }

    private static Placement unknown() {
        return new NotPlaced("not-found", "There is no such appointment.", List.of());
    }
}
