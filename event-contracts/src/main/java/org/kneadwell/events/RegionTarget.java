package org.kneadwell.events;

import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;

/**
 * How firm one region may be worked, as other services need it: the result, never the reasons.
 *
 * @param target what to aim at; null means the client has not said and must be asked
 * @param band the range around the target; null with it
 * @param start where to begin; null when the region is not to be worked at all
 */
public record RegionTarget(
        BodyRegion region,
        @Nullable Intensity target,
        @Nullable IntensityBand band,
        @Nullable Intensity start) {}
