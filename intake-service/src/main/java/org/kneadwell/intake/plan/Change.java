package org.kneadwell.intake.plan;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;

/**
 * One change of one region.
 *
 * @param from the number before, 1–10; null: there was none
 * @param to the number after, 1–10; null: there is none
 * @param causeId what caused it: an assessment, an appointment, a follow-up or a clearance
 * @param sentence why, such as {@code Low back 5 → 4: still sore at 60 h.}
 */
public record Change(
        UUID id,
        BodyRegion region,
        Instant at,
        @Nullable Integer from,
        @Nullable Integer to,
        ChangeKind kind,
        @Nullable UUID causeId,
        String sentence) {}
