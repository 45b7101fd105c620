package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A follow-up closed without an answer. It changes nothing.
 */
@EventType(value = "feedback.follow-up-missed.v1", aggregate = "follow-up")
public record FollowUpMissed(UUID followUpId, UUID appointmentId, UUID clientId, UUID therapistId, Instant closedAt)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return followUpId;
    }
}
