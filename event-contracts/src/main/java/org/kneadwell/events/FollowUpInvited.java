package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A client was asked how the session felt afterwards.
 */
@EventType(value = "feedback.follow-up-invited.v1", aggregate = "follow-up")
public record FollowUpInvited(UUID followUpId, UUID appointmentId, UUID clientId, UUID therapistId, Instant invitedAt)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return followUpId;
    }
}
