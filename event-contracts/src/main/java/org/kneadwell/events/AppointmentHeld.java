package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A client holds a time for a few minutes.
 */
@EventType(value = "booking.appointment-held.v1", aggregate = "appointment")
public record AppointmentHeld(
        UUID appointmentId, UUID clientId, UUID therapistId, Instant start, Instant end, Instant expiresAt)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
