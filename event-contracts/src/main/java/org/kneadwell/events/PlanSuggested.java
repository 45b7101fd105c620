package org.kneadwell.events;

import java.time.Instant;
import java.util.UUID;
import org.kneadwell.vocabulary.PlanStage;

/**
 * The next step of a course of massage, suggested from the last answer.
 *
 * @param sessions how many sessions the step holds; 0 when not counted
 * @param everyDays days between sessions
 * @param anotherTherapist whether to offer another therapist
 */
@EventType(value = "feedback.plan-suggested.v1", aggregate = "client", health = true)
public record PlanSuggested(
        UUID clientId,
        UUID therapistId,
        UUID followUpId,
        Instant suggestedAt,
        PlanStage stage,
        int sessions,
        int everyDays,
        boolean anotherTherapist)
        implements AboutClient {

    /** @throws IllegalArgumentException when a count is below 0 */
    public PlanSuggested {
        if (sessions < 0 || everyDays < 0) {
            throw new IllegalArgumentException("Sessions and days are counted from 0.");
        }
    }

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
