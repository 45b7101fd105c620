package org.kneadwell.booking.therapist;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What therapists say of themselves. All of it is replaced. Who they are, where they work, their licences, their experience and how
 * they work with people stay with a coordinator: bookings are allowed by those. So a range that reaches down to 1 opens nothing to a
 * client who may only have gentle work, as long as no coordinator has recorded that the therapist modifies pressure, nor does a style
 * that needs experience without the experience.
 *
 * @param languages in which they work, as ISO 639-1 codes
 * @param mailLanguage in which mails to them are written
 */
record OwnProfile(
        @Nullable @Size(max = 4000) String bio,
        @NotNull @Size(max = 20) Set<@NotNull @Pattern(regexp = "[a-z]{2}") String> languages,
        @NotNull @Pattern(regexp = "en|de") String mailLanguage,
        @NotEmpty Set<@NotNull MassageStyle> styles,
        @NotNull Set<@NotNull BodyRegion> regions,
        @NotNull @Valid IntensityRange intensityRange) {}
