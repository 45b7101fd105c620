package org.kneadwell.intake.pressure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;

/**
 * How firm one region may be worked on one visit.
 *
 * @param ceiling c, 0–7: the lowest of the triage ceiling, the region's limit and 7; 0 leaves the region alone
 * @param target what to aim at; null when it must be asked, or the region is left alone
 * @param ask whether the client has not said and must be asked
 * @param band from one below the target to the target
 * @param start where to begin; null when the region is left alone
 */
public record RegionPressure(
        BodyRegion region,
        @Nullable Preference preference,
        int ceiling,
        @Nullable Intensity target,
        boolean ask,
        @Nullable IntensityBand band,
        @Nullable Intensity start,
        @Nullable Intensity observed) {

    /** A number older than this begins one lower. */
    static final Duration OLD_NUMBER = Duration.ofDays(30);

    /** Where a region begins for which nobody has given a number. */
    static final int START_WHEN_ASKED = 3;

    public RegionPressure {
        if (ceiling < 0 || ceiling > 7) {
            throw new IllegalArgumentException("A ceiling is from 0 to 7, not " + ceiling + ".");
        }
        if (target != null && target.value() > ceiling) {
            throw new IllegalArgumentException("A target is never above its ceiling.");
        }
    }

    /** Works out one region for one visit under the ceiling c. */
    public static RegionPressure of(RegionState state, int ceiling, Visit visit) {
        var number = state.number();
        if (ceiling == 0) {
            return new RegionPressure(state.region(), state.preference(), 0, null, false, null, null, state.observed());
        }
        if (number == null) {
            var start = Intensity.of(Math.min(START_WHEN_ASKED, ceiling));
            return new RegionPressure(
                    state.region(), state.preference(), ceiling, null, true, null, start, state.observed());
        }
        var wanted = Math.min(number.value(), ceiling);
        // "Less today" without a number takes one off for this visit; "more today" without a number adds nothing.
        var target = visit.tolerance() == Tolerance.LOWER_TODAY ? Math.max(Intensity.MIN, wanted - 1) : wanted;
        var low = Math.max(Intensity.MIN, target - 1);
        var start = visit.firstVisit() || visit.startLighter() || !visit.lastNormal() ? low - 1 : low;
        var numberAt = state.numberAt();
        if (numberAt != null && numberAt.plus(OLD_NUMBER).isBefore(visit.at())) {
            start = start - 1;
        }
        return new RegionPressure(
                state.region(),
                state.preference(),
                ceiling,
                Intensity.of(target),
                false,
                IntensityBand.of(low, target),
                Intensity.of(Math.max(Intensity.MIN, start)),
                state.observed());
    }
}
