package org.kneadwell.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a delivered event comes from.
 *
 * @param eventId the same at every delivery of the event
 * @param aggregateVersion 1…n without holes within the aggregate
 * @param occurredAt by the writer's clock
 */
public record Delivery(
        UUID eventId,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        String type,
        Instant occurredAt) {}
