package org.kneadwell.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/**
 * A session took place and is over; follow-ups are counted from its end.
 */
@EventType(value = "booking.session-completed.v1", aggregate = "appointment", health = true)
public record SessionCompleted(
        UUID appointmentId, UUID clientId, UUID therapistId, Instant endedAt, List<WorkedRegion> regions)
        implements AboutClient {

    @Override
    public UUID aggregateId() {
        return appointmentId;
    }

    /**
     * A region that was worked.
     *
     * @param target the client's own number at the time; null if never said
     * @param highestComfortable the highest number reported without a bad or ugly word; null if none was
     */
    public record WorkedRegion(
            BodyRegion region,
            @Nullable Intensity target,
            @Nullable Intensity highestComfortable) {}
}
