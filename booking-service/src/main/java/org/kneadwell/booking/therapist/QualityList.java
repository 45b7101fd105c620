package org.kneadwell.booking.therapist;

import jakarta.validation.constraints.NotNull;
import org.kneadwell.booking.fit.Qualities;

/** How a therapist works with people. Each has to be said: what is left out is not a no. */
public record QualityList(
        @NotNull Boolean talksAboutPressure,
        @NotNull Boolean intakeProcess,
        @NotNull Boolean communicatesConsent,
        @NotNull Boolean modifiesPressure,
        @NotNull Boolean startsLighter,
        @NotNull Boolean movementWork,
        @NotNull Boolean therapeuticExperience) {

    Qualities qualities() {
        return new Qualities(
                talksAboutPressure,
                intakeProcess,
                communicatesConsent,
                modifiesPressure,
                startsLighter,
                movementWork,
                therapeuticExperience);
    }
}
