package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;

/** Feedback-service has forgotten a client. */
@EventType(value = "feedback.client-erased.v1", aggregate = "erasure")
public record FeedbackClientErased(UUID erasureId, Instant erasedAt) implements Event {

    @Override
    public UUID aggregateId() {
        return erasureId;
    }
}
