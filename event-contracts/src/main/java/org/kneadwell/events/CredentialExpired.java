package org.kneadwell.events;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A licence no longer covers today.
 */
@EventType(value = "booking.credential-expired.v1", aggregate = "therapist")
public record CredentialExpired(UUID therapistId, UUID licenceId, String jurisdiction, LocalDate validUntil)
        implements Event {

    @Override
    public UUID aggregateId() {
        return therapistId;
    }
}
