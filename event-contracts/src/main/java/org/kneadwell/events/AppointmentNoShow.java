package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/**
 * The client did not come.
 */
@EventType(value = "booking.appointment-no-show.v1", aggregate = "appointment")
public record AppointmentNoShow(UUID appointmentId, UUID clientId, UUID therapistId, Instant recordedAt)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
