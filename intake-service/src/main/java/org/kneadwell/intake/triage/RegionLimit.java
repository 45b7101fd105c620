package org.kneadwell.intake.triage;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;

/**
 * How firm one or more regions may be worked at most.
 *
 * @param regions the regions, when the rule names them
 * @param regionsFrom the key of the answer that names them otherwise, such as the site of an operation
 * @param ceiling 0–7; 0 leaves the region alone
 * @param reason one sentence for the client
 * @param offerInstead a region to offer in its place
 */
public record RegionLimit(
        Set<BodyRegion> regions,
        @Nullable String regionsFrom,
        int ceiling,
        String reason,
        @Nullable BodyRegion offerInstead) {

    public RegionLimit {
        regions = Set.copyOf(regions);
        if (regions.isEmpty() == (regionsFrom == null)) {
            throw new IllegalArgumentException("A region limit names its regions, or the answer that does.");
        }
        if (ceiling < 0 || ceiling > RuleSet.HIGHEST_CEILING) {
            throw new IllegalArgumentException("A region's ceiling is from 0 to 7, not " + ceiling + ".");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A region limit says why.");
        }
    }
}
