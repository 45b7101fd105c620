package org.kneadwell.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appointment is confirmed.
 *
 * @param zone where the session takes place
 * @param firstVisit whether the client has not completed a session with this therapist before
 * @param therapistLanguage in which mails to the therapist are written, en or de; missing in events from before it was told: en
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
        boolean firstVisit,
        @Nullable String therapistLanguage)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
