package org.kneadwell.booking.therapist;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.fit.Qualities;
import org.kneadwell.booking.location.LocationView;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * A therapist as others see one.
 *
 * @param accountId to coordinators and the therapist only, as are {@code email}, {@code published} and {@code mailLanguage}
 * @param languages in which the therapist works, as ISO 639-1 codes
 * @param zone the time zone of the location
 */
public record TherapistView(
        UUID id,
        @Nullable UUID accountId,
        String name,
        @Nullable String email,
        @Nullable Boolean published,
        @Nullable String bio,
        @Nullable Integer practisingSince,
        List<String> languages,
        @Nullable String mailLanguage,
        String zone,
        LocationView location,
        Set<MassageStyle> styles,
        Set<BodyRegion> regions,
        IntensityRange intensityRange,
        Qualities qualities,
        List<ServiceView> services,
        List<LicenceLine> licences) {

    /**
     * A licence of the therapist.
     *
     * @param id to coordinators and the therapist only, as are {@code number} and {@code validFrom}
     */
    public record LicenceLine(
            @Nullable UUID id,
            String jurisdiction,
            @Nullable String number,
            @Nullable LocalDate validFrom,
            LocalDate validUntil,
            boolean verified) {}
}
