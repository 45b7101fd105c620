package org.kneadwell.booking.appointment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentState.Held;
import org.kneadwell.booking.appointment.AppointmentState.Pending;

/**
 * An appointment as its client or its therapist sees it.
 *
 * @param zone where it takes place; show start and end in it
 * @param client who comes; only in the therapist's view, and only from booking on
 * @param expiresAt until when it is held; only while it is
 * @param firstVisit whether the client has had no session with this therapist before
 * @param answerBy until when the therapist may accept; only while it is pending
 * @param cancellation what cancelling costs, from booking on
 * @param cancelReason why it was cancelled, if that was said; only for its client, and only of one appointment at a time
 * @param sessionStartedAt when the therapist began the session
 */
public record AppointmentView(
        UUID id,
        String state,
        Instant start,
        Instant end,
        String zone,
        Person therapist,
        @Nullable Person client,
        BookedService service,
        Place location,
        @Nullable Instant expiresAt,
        @Nullable Instant answerBy,
        boolean firstVisit,
        @Nullable CancellationTerms cancellation,
        @Nullable String cancelReason,
        @Nullable Instant sessionStartedAt) {

    public record Person(UUID id, String name) {}

    public record BookedService(UUID id, String name, int minutes, Price price) {}

    /** @param currency ISO 4217, such as USD */
    public record Price(BigDecimal amount, String currency) {}

    /** @param room the room of the location; null when it takes none */
    public record Place(
            UUID id, String name, String address, @Nullable String room) {}

    /**
     * @param freeUntil until when the client may cancel, or move it, free of charge
     * @param lateFee what cancelling costs afterwards
     * @param charged whether that fee is due
     */
    public record CancellationTerms(Instant freeUntil, Price lateFee, boolean charged) {

        static @Nullable CancellationTerms of(Appointment appointment) {
            Instant freeUntil = appointment.freeUntil();
            BigDecimal fee = appointment.lateFee();
            return freeUntil == null || fee == null
                    ? null
                    : new CancellationTerms(
                            freeUntil, new Price(fee, appointment.priceCurrency()), appointment.lateFeeCharged());
        }
    }

    AppointmentView cancelledBecause(@Nullable String reason) {
        return new AppointmentView(
                id,
                state,
                start,
                end,
                zone,
                therapist,
                client,
                service,
                location,
                expiresAt,
                answerBy,
                firstVisit,
                cancellation,
                reason,
                sessionStartedAt);
    }

    /** @param viewer the account of the client or the therapist */
    static AppointmentView of(Appointment appointment, UUID viewer, Instant now) {
        AppointmentState state = appointment.state(now);
        String clientName = appointment.clientName();
        Person client = clientName != null && viewer.equals(appointment.therapistAccountId())
                ? new Person(appointment.clientId(), clientName)
                : null;
        return new AppointmentView(
                appointment.id(),
                state.key(),
                appointment.time().start(),
                appointment.time().end(),
                appointment.zone(),
                new Person(appointment.therapistId(), appointment.therapistName()),
                client,
                new BookedService(
                        appointment.serviceId(),
                        appointment.serviceName(),
                        appointment.serviceMinutes(),
                        new Price(appointment.priceAmount(), appointment.priceCurrency())),
                new Place(
                        appointment.locationId(),
                        appointment.locationName(),
                        appointment.locationAddress(),
                        appointment.roomName()),
                state instanceof Held(Instant until) ? until : null,
                state instanceof Pending(Instant until) ? until : null,
                appointment.firstVisit(),
                CancellationTerms.of(appointment),
                null,
                appointment.sessionStartedAt());
    }
}
