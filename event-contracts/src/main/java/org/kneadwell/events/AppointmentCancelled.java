package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/**
 * An appointment will not take place.
 *
 * @param cancelledBy client, therapist or coordinator
 */
@EventType(value = "booking.appointment-cancelled.v1", aggregate = "appointment")
public record AppointmentCancelled(
        UUID appointmentId, UUID clientId, UUID therapistId, Instant cancelledAt, String cancelledBy)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }
}
