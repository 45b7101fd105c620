package org.kneadwell.booking.fit;

import java.util.List;
import java.util.Set;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What matching knows of a client: results of the intake, never the answers behind them.
 *
 * @param jurisdiction where the client is, as a code
 * @param ceiling 0–7, the highest intensity allowed anywhere
 * @param needsModifiedPressure whether only a therapist who adapts the pressure fits (gentle only, or cleared)
 * @param excludedOnFirstVisit styles excluded only on a first visit to a therapist
 */
public record ClientNeeds(
        String jurisdiction,
        int ceiling,
        boolean needsModifiedPressure,
        Set<MassageStyle> excludedStyles,
        Set<MassageStyle> excludedOnFirstVisit,
        Set<Goal> goals,
        Set<BodyRegion> focusAreas,
        List<RegionTarget> regions,
        LeftReason leftReason,
        boolean startLighter,
        boolean wantMovement) {

    public ClientNeeds {
        if (ceiling < 0 || ceiling > 7) {
            throw new IllegalArgumentException("A ceiling is from 0 to 7, not " + ceiling + ".");
        }
        excludedStyles = Set.copyOf(excludedStyles);
        excludedOnFirstVisit = Set.copyOf(excludedOnFirstVisit);
        goals = Set.copyOf(goals);
        focusAreas = Set.copyOf(focusAreas);
        regions = List.copyOf(regions);
    }
}
