package org.kneadwell.kit.events;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.outbox.DeadLetter;

/**
 * An event that could not be applied.
 *
 * @param aggregateVersion its place among the events of its aggregate
 * @param error exception classes, SQLState and place; never a message, which may quote the payload
 * @param nextAt when it is tried again by itself
 * @param closedAt when it was applied or discarded
 */
record LetterView(
        String subscription,
        UUID eventId,
        String aggregateType,
        long aggregateVersion,
        String type,

        @Schema(enumeration = {"retrying", "parked", "behind", "replayed", "discarded"})
        String state,

        @Schema(enumeration = {"failed", "unreadable", "unknown_type", "gap", "behind"})
        String reason,

        @Nullable String error,
        int attempts,
        Instant parkedAt,
        @Nullable Instant nextAt,
        @Nullable Instant closedAt) {

    static LetterView of(DeadLetter letter) {
        return new LetterView(
                letter.subscription(),
                letter.eventId(),
                letter.aggregateType(),
                letter.aggregateVersion(),
                letter.type(),
                letter.state().name().toLowerCase(Locale.ROOT),
                letter.reason().name().toLowerCase(Locale.ROOT),
                letter.error(),
                letter.attempts(),
                letter.parkedAt(),
                letter.nextAt(),
                letter.closedAt());
    }
}
