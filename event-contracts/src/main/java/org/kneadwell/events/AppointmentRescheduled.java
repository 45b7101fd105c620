package org.kneadwell.events;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appointment moved to another time.
 *
 * @param zone where the session takes place now; missing in events from before it was told: it is as it was
 */
@EventType(value = "booking.appointment-rescheduled.v1", aggregate = "appointment")
public record AppointmentRescheduled(
        UUID appointmentId,
        UUID clientId,
        UUID therapistId,
        Instant previousStart,
        Instant start,
        Instant end,
        @Nullable ZoneId zone)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
