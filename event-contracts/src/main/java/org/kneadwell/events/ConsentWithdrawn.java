package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/** A client no longer agrees that the answers are used; whatever was concluded from them is forgotten. */
@EventType(value = "intake.consent-withdrawn.v1", aggregate = "client")
public record ConsentWithdrawn(UUID clientId, Instant withdrawnAt) implements AboutClient {

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
