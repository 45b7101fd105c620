package org.kneadwell.booking.therapist;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The intensities a therapist works at, on the scale 1–10. */
public record IntensityRange(
        @Min(1) @Max(10) int low, @Min(1) @Max(10) int high) {}
