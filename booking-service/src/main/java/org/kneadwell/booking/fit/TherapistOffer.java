package org.kneadwell.booking.fit;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What matching knows of a therapist.
 *
 * @param regions the regions the therapist has experience with
 * @param range the intensities the therapist works at
 * @param shown what is shown beside the fit and never counts in it
 */
public record TherapistOffer(
        UUID id,
        String name,
        Set<MassageStyle> styles,
        Set<BodyRegion> regions,
        IntensityBand range,
        Qualities qualities,
        List<LicencePeriod> licences,
        Shown shown) {

    public TherapistOffer {
        styles = Set.copyOf(styles);
        regions = Set.copyOf(regions);
        licences = List.copyOf(licences);
    }

    /**
     * @param yearsInPractice null when not told
     * @param clientRating 1.0–5.0, null when there is none
     */
    public record Shown(
            @Nullable Integer yearsInPractice, @Nullable Double clientRating) {

        public static final Shown NOTHING = new Shown(null, null);
    }
}
