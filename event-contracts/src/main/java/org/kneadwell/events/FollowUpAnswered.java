package org.kneadwell.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;

/**
 * A follow-up has an answer and a class. Carries what changes the next session and the next match, never ratings, signs or text.
 *
 * @param hoursAfter whole hours from the end of the session to the answer
 * @param uglyWord whether an ugly pain word was reported
 * @param consecutiveNormal NORMAL answers in a row, this one included; 0 when this one is not NORMAL
 */
@EventType(value = "feedback.follow-up-answered.v1", aggregate = "follow-up", health = true)
public record FollowUpAnswered(
        UUID followUpId,
        UUID appointmentId,
        UUID clientId,
        UUID therapistId,
        Instant answeredAt,
        int hoursAfter,
        FollowUpClass outcome,
        Complaint complaint,
        boolean uglyWord,
        int consecutiveNormal,
        List<RegionFinding> regions)
        implements AboutClient {

    /** @throws IllegalArgumentException when a count is below 0 */
    public FollowUpAnswered {
        if (hoursAfter < 0 || consecutiveNormal < 0) {
            throw new IllegalArgumentException("Hours and answers are counted from 0.");
        }
    }

    @Override
    public UUID aggregateId() {
        return followUpId;
    }

    /**
     * @param stillSore whether the region was still sore when answered
     * @param lowersTarget whether a PROLONGED class lowers this region: soreness of 4 or more, or an end after 48 h
     */
    public record RegionFinding(BodyRegion region, boolean stillSore, boolean lowersTarget) {}
}
