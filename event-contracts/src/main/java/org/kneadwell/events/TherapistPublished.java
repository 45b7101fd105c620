package org.kneadwell.events;

import java.time.ZoneId;
import java.util.UUID;

/**
 * A therapist's profile became, or stayed, visible to clients.
 *
 * @param accountId the subject of the therapist's tokens
 */
@EventType(value = "booking.therapist-published.v1", aggregate = "therapist")
public record TherapistPublished(UUID therapistId, UUID accountId, String name, String email, ZoneId zone)
        implements Event {

    @Override
    public UUID aggregateId() {
        return therapistId;
    }
}
