package org.kneadwell.events;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A clinician's note no longer covers today.
 *
 * @param validUntil the last day it covered
 */
@EventType(value = "intake.clearance-expired.v1", aggregate = "client", health = true)
public record ClearanceExpired(UUID clientId, UUID clearanceId, LocalDate validUntil) implements AboutClient {

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
