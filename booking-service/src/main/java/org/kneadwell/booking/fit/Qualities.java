package org.kneadwell.booking.fit;

/** How a therapist works with people, as a coordinator has recorded it. */
public record Qualities(
        boolean talksAboutPressure,
        boolean intakeProcess,
        boolean communicatesConsent,
        boolean modifiesPressure,
        boolean startsLighter,
        boolean movementWork,
        boolean therapeuticExperience) {}
