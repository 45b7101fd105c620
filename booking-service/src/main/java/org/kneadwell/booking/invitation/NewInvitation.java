package org.kneadwell.booking.invitation;

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
import org.kneadwell.booking.therapist.IntensityRange;
import org.kneadwell.booking.therapist.QualityList;
import org.kneadwell.booking.therapist.TherapistProfile;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * Whom a coordinator invites, and what to say of them until they are published.
 *
 * @param languages in which the therapist works, as ISO 639-1 codes
 * @param mailLanguage in which mails to the therapist are written, the invitation first; English, where it is left out
 */
record NewInvitation(
        @NotBlank @Size(max = 90) String firstName,
        @NotBlank @Size(max = 90) String lastName,
        @NotBlank @Email @Size(max = 254) String email,
        @Nullable @Size(max = 4000) String bio,
        @Nullable @Min(1940) @Max(2200) Integer practisingSince,
        @NotNull UUID locationId,
        @NotEmpty Set<@NotNull MassageStyle> styles,
        @NotNull Set<@NotNull BodyRegion> regions,
        @NotNull @Valid IntensityRange intensityRange,
        @NotNull @Valid QualityList qualities,
        @Nullable @Size(max = 20) Set<@NotNull @Pattern(regexp = "[a-z]{2}") String> languages,
        @Nullable @Pattern(regexp = "en|de") String mailLanguage) {

    NewInvitation {
        firstName = stripped(firstName);
        lastName = stripped(lastName);
        email = stripped(email);
    }

    String name() {
        return firstName + " " + lastName;
    }

    TherapistProfile profile(UUID accountId) {
        return new TherapistProfile(
                accountId,
                name(),
                email,
                bio,
                practisingSince,
                locationId,
                styles,
                regions,
                intensityRange,
                qualities,
                languages,
                mailLanguage);
    }

    /** Before it is validated it may be missing. */
    @SuppressWarnings({"NullAway", "ConstantValue"})
    private static String stripped(String text) {
        return text == null ? text : text.strip();
    }
}
