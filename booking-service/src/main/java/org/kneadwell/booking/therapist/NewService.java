package org.kneadwell.booking.therapist;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A kind of session to be offered. The time kept free around it is a matter of the booking rules.
 *
 * @param needsRoom whether it takes one of the location's rooms; not, if left out
 */
record NewService(
        @NotBlank @Size(max = 120) String name,
        @NotNull @Min(15) @Max(240) Integer minutes,
        @NotNull @Valid Price price,
        @Nullable Boolean needsRoom) {}
