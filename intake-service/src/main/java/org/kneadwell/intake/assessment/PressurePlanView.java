package org.kneadwell.intake.assessment;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.plan.Change;
import org.kneadwell.intake.pressure.PressureWord;
import org.kneadwell.intake.pressure.RegionPressure;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/**
 * How firm each region may be worked.
 *
 * @param ceiling 0–7
 * @param suspended whether nothing may be booked until a clinician clears the client
 */
@Schema(name = "PressurePlan")
public record PressurePlanView(int ceiling, boolean suspended, List<RegionView> regions) {

    /** As the client said it. */
    @Schema(name = "Preference")
    public record PreferenceView(
            @Nullable PressureWord word, @Nullable Integer intensity, Instant statedAt) {}

    /** A closed range of intensities. */
    @Schema(name = "Band")
    public record BandView(int low, int high) {}

    /** One region. */
    @Schema(name = "RegionPressure")
    public record RegionView(
            BodyRegion region,
            @Nullable PreferenceView preference,
            int ceiling,
            @Nullable String ceilingReason,
            @Nullable Integer target,
            boolean ask,
            @Nullable BandView band,
            @Nullable Integer start,
            @Nullable Integer observed,
            @Nullable Change lastChange) {

        static RegionView of(RegionPressure pressure, @Nullable String ceilingReason, @Nullable Change lastChange) {
            var preference = pressure.preference();
            var band = pressure.band();
            return new RegionView(
                    pressure.region(),
                    preference == null
                            ? null
                            : new PreferenceView(
                                    preference.word(), value(preference.intensity()), preference.statedAt()),
                    pressure.ceiling(),
                    ceilingReason,
                    value(pressure.target()),
                    pressure.ask(),
                    band == null
                            ? null
                            : new BandView(band.low().value(), band.high().value()),
                    value(pressure.start()),
                    value(pressure.observed()),
                    lastChange);
        }

        private static @Nullable Integer value(@Nullable Intensity intensity) {
            return intensity == null ? null : intensity.value();
        }
    }
}
