package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/** A client is to be forgotten by every service. */
@EventType(value = "intake.erasure-requested.v1", aggregate = "client")
public record ErasureRequested(UUID clientId, UUID erasureId, Instant requestedAt) implements Event {

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
