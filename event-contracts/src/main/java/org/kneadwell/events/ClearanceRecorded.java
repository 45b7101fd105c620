package org.kneadwell.events;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A clinician's note was put on file.
 *
 * @param validUntil the last day it covers
 */
@EventType(value = "intake.clearance-recorded.v1", aggregate = "client", health = true)
public record ClearanceRecorded(UUID clientId, UUID clearanceId, LocalDate validFrom, LocalDate validUntil)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
