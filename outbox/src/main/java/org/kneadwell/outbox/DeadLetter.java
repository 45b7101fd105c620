package org.kneadwell.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be applied, without its payload.
 *
 * @param error exception classes, SQLState and place; never an exception's message
 * @param nextAt when it is tried again; null unless retrying
 * @param closedAt null while it is open
 */
public record DeadLetter(
        String subscription,
        UUID eventId,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        String type,
        LetterState state,
        LetterReason reason,
        @Nullable String error,
        int attempts,
        Instant parkedAt,
        @Nullable Instant nextAt,
        @Nullable Instant closedAt) {}
