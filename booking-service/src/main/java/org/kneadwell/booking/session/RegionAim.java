package org.kneadwell.booking.session;

import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.Intensity;

/**
 * What a region may be worked with in this session.
 *
 * @param target the client's own number; null: not said, so ask
 * @param start where to begin; null: the region is left alone
 */
record RegionAim(@Nullable Intensity target, @Nullable Intensity start) {

    /** The number a report is compared with: the client's own, or where to begin until there is one. */
    @Nullable
    Intensity compared() {
        return target != null ? target : start;
    }
}
