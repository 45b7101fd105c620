package org.kneadwell.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * An appointment is confirmed.
 *
 * @param zone where the session takes place
 * @param firstVisit whether the client has not completed a session with this therapist before
 */
@EventType(value = "booking.appointment-booked.v1", aggregate = "appointment")
public record AppointmentBooked(
        UUID appointmentId,
        UUID clientId,
        String clientName,
        String clientEmail,
        UUID therapistId,
        UUID therapistAccountId,
        String therapistName,
        String therapistEmail,
        String serviceName,
        Instant start,
        Instant end,
        ZoneId zone,
        boolean firstVisit)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
