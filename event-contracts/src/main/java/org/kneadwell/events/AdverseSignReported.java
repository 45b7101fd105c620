package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;
import org.kneadwell.vocabulary.FollowUpClass;

/**
 * A sign was reported that needs a clinician before anything else is booked.
 *
 * @param outcome URGENT or DOCTOR
 */
@EventType(value = "feedback.adverse-sign-reported.v1", aggregate = "follow-up", health = true)
public record AdverseSignReported(
        UUID followUpId, UUID appointmentId, UUID clientId, UUID therapistId, Instant reportedAt, FollowUpClass outcome)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return followUpId;
    }
}
