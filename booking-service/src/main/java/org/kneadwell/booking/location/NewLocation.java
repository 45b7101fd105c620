package org.kneadwell.booking.location;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A location to be added. */
record NewLocation(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 500) String address,
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9-]{0,9}") String jurisdiction,
        @NotBlank @Size(max = 60) String zone) {}
