package org.kneadwell.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * An intake was triaged, for the first time or again. Carries what matching and booking need; never conditions, medications or free text.
 *
 * @param bookable whether any appointment may be made now
 * @param bookableUntil last day a session may take place under the clearance on file; null: no such limit
 * @param ceiling 0–7; 0 means no pressure anywhere may be booked
 * @param needsModifiedPressure whether only therapists who modify their pressure fit (gentle_only, or cleared)
 * @param excludedOnFirstVisit styles excluded only on the first visit to a therapist
 * @param returning whether this replaces an earlier assessment of the same client
 */
@EventType(value = "intake.intake-assessed.v1", aggregate = "client", health = true)
public record IntakeAssessed(
        UUID clientId,
        UUID assessmentId,
        Instant assessedAt,
        boolean bookable,
        @Nullable LocalDate bookableUntil,
        int ceiling,
        boolean needsModifiedPressure,
        Set<MassageStyle> excludedStyles,
        Set<MassageStyle> excludedOnFirstVisit,
        Set<Goal> goals,
        Set<BodyRegion> focusAreas,
        List<RegionTarget> regions,
        LeftReason leftReason,
        boolean startLighter,
        boolean wantMovement,
        boolean wantsSelfCare,
        boolean returning)
        implements AboutClient {

    /** @throws IllegalArgumentException when the ceiling is outside 0–7 */
    public IntakeAssessed {
        if (ceiling < 0 || ceiling > 7) {
            throw new IllegalArgumentException("A ceiling is from 0 to 7, not " + ceiling + ".");
        }
    }

    @Override
    public UUID aggregateId() {
        return clientId;
    }
}
