package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/** Booking-service has forgotten a client. */
@EventType(value = "booking.client-erased.v1", aggregate = "erasure")
public record BookingClientErased(UUID erasureId, Instant erasedAt) implements Event {

    @Override
    public UUID aggregateId() {
        return erasureId;
    }
}
