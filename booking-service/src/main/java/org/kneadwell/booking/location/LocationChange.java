package org.kneadwell.booking.location;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What can be said anew of a location. */
record LocationChange(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 500) String address) {}
