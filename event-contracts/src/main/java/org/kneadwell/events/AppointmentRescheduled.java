package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/**
 * An appointment moved to another time.
 */
@EventType(value = "booking.appointment-rescheduled.v1", aggregate = "appointment")
public record AppointmentRescheduled(
        UUID appointmentId, UUID clientId, UUID therapistId, Instant previousStart, Instant start, Instant end)
        implements Event {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
