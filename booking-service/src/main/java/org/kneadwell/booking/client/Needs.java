package org.kneadwell.booking.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What intake-service says of a client: results, never the answers behind them. Lies sealed in {@code client_needs}.
 *
 * @param assessed null until an intake was assessed: a plan may change before that is known here
 * @param regions how firm each region may be worked, by region
 */
record Needs(@Nullable Assessed assessed, List<RegionTarget> regions) {

    static final Needs NONE = new Needs(null, List.of());

    /**
     * The results of a client's intake.
     *
     * @param bookableUntil the last day a session may take place on; null: no such limit
     * @param ceiling 0–7
     * @param statedAt when the client last said why the therapist before was left; what sessions taught since counts on top
     */
    record Assessed(
            boolean bookable,
            @Nullable LocalDate bookableUntil,
            int ceiling,
            boolean needsModifiedPressure,
            Set<MassageStyle> excludedStyles,
            Set<MassageStyle> excludedOnFirstVisit,
            Set<Goal> goals,
            Set<BodyRegion> focusAreas,
            LeftReason leftReason,
            Instant statedAt,
            boolean startLighter,
            boolean wantMovement) {}

    Needs after(IntakeAssessed event) {
        // A clearance assesses the same answers again: what was learned since they were given still counts.
        Instant statedAt =
                assessed != null && assessed.leftReason == event.leftReason() ? assessed.statedAt : event.assessedAt();
        return new Needs(
                new Assessed(
                        event.bookable(),
                        event.bookableUntil(),
                        event.ceiling(),
                        event.needsModifiedPressure(),
                        event.excludedStyles(),
                        event.excludedOnFirstVisit(),
                        event.goals(),
                        event.focusAreas(),
                        event.leftReason(),
                        statedAt,
                        event.startLighter(),
                        event.wantMovement()),
                event.regions());
    }

    /** The regions that are not named stay as they are. */
    Needs after(List<RegionTarget> changed) {
        var all = new EnumMap<BodyRegion, RegionTarget>(BodyRegion.class);
        regions.forEach(region -> all.put(region.region(), region));
        changed.forEach(region -> all.put(region.region(), region));
        return new Needs(assessed, new ArrayList<>(all.values()));
    }
}
