package org.kneadwell.booking.session;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.PressurePlan;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/**
 * What a region may be worked with in this session.
 *
 * @param target the client's own number; null: not said, so ask
 * @param start where to begin; null: the region is left alone
 */
record RegionAim(@Nullable Intensity target, @Nullable Intensity start) {

    /** Where to begin in a region the client has given no number for, if the ceiling allows it. */
    private static final int START_UNSAID = 3;

    static Map<BodyRegion, RegionAim> of(List<RegionTarget> plan) {
        return plan.stream()
                .collect(Collectors.toMap(
                        RegionTarget::region, region -> new RegionAim(region.target(), region.start())));
    }

    /** What holds for a region the plan does not mention: ask, and begin low. */
    static RegionAim ifUnsaid(PressurePlan plan) {
        Integer ceiling = plan.ceiling();
        int start = ceiling == null ? START_UNSAID : Math.min(START_UNSAID, ceiling);
        return new RegionAim(null, start < Intensity.MIN ? null : Intensity.of(start));
    }

    /** The number a report is compared with: the client's own, or where to begin until there is one. */
    @Nullable
    Intensity compared() {
        return target != null ? target : start;
    }
}
