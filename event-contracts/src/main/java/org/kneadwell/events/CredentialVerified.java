package org.kneadwell.events;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A coordinator verified a licence.
 */
@EventType(value = "booking.credential-verified.v1", aggregate = "therapist")
public record CredentialVerified(UUID therapistId, UUID licenceId, String jurisdiction, LocalDate validUntil)
        implements Event {

    @Override
    public UUID aggregateId() {
        return therapistId;
    }
}
