package org.kneadwell.booking.therapist;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What a coordinator says of a therapist.
 *
 * @param accountId the subject of the therapist's tokens; it never changes
 * @param practisingSince a year; shown, and never part of a fit
 * @param languages in which the therapist works, as ISO 639-1 codes; where it is left out, it stays as it is: none at first
 * @param mailLanguage in which mails to the therapist are written; where it is left out, it stays as it is: English at first
 */
public record TherapistProfile(
        @NotNull UUID accountId,
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Email @Size(max = 254) String email,
        @Nullable @Size(max = 4000) String bio,
        @Nullable @Min(1940) @Max(2200) Integer practisingSince,
        @NotNull UUID locationId,
        @NotEmpty Set<@NotNull MassageStyle> styles,
        @NotNull Set<@NotNull BodyRegion> regions,
        @NotNull @Valid IntensityRange intensityRange,
        @NotNull @Valid QualityList qualities,
        @Nullable @Size(max = 20) Set<@NotNull @Pattern(regexp = "[a-z]{2}") String> languages,
        @Nullable @Pattern(regexp = "en|de") String mailLanguage) {}
