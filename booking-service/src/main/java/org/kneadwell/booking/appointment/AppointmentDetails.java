package org.kneadwell.booking.appointment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * An appointment as it stands, for the other features of this service.
 *
 * @param state held, pending, booked, cancelled, completed, no_show or expired
 * @param sequence how often its time changed or it was called off
 * @param clientName known once the client asked for or booked it, as is the e-mail address
 * @param language of mails to the client
 * @param freeUntil until when the client may cancel free of charge
 * @param lateFee what it costs afterwards, in the currency of the price
 * @param heldBehindOffer whether its time was held behind an offer to a waiting client
 * @param expiresAt until when it is held, or waits for the therapist's answer
 */
public record AppointmentDetails(
        UUID id,
        String state,
        int sequence,
        UUID clientId,
        @Nullable String clientName,
        @Nullable String clientEmail,
        String language,
        UUID therapistId,
        UUID therapistAccountId,
        String therapistName,
        UUID serviceId,
        String serviceName,
        BigDecimal priceAmount,
        String priceCurrency,
        UUID locationId,
        String locationName,
        String locationAddress,
        @Nullable String roomName,
        ZoneId zone,
        TimeSlot time,
        boolean firstVisit,
        @Nullable Instant freeUntil,
        @Nullable BigDecimal lateFee,
        boolean heldBehindOffer,
        @Nullable Instant expiresAt) {

    static AppointmentDetails of(Appointment appointment, Instant now) {
        AppointmentState state = appointment.state(now);
        return new AppointmentDetails(
                appointment.id(),
                state.key(),
                appointment.sequence(),
                appointment.clientId(),
                appointment.clientName(),
                appointment.clientEmail(),
                appointment.clientLanguage(),
                appointment.therapistId(),
                appointment.therapistAccountId(),
                appointment.therapistName(),
                appointment.serviceId(),
                appointment.serviceName(),
                appointment.priceAmount(),
                appointment.priceCurrency(),
                appointment.locationId(),
                appointment.locationName(),
                appointment.locationAddress(),
                appointment.roomName(),
                ZoneId.of(appointment.zone()),
                appointment.time(),
                appointment.firstVisit(),
                appointment.freeUntil(),
                appointment.lateFee(),
                appointment.heldBehindOffer(),
                switch (state) {
                    case AppointmentState.Held(Instant until) -> until;
                    case AppointmentState.Pending(Instant until) -> until;
                    default -> null;
                });
    }
}
