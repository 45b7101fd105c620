package org.kneadwell.booking.client;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Where a client is: whose licences count, and in which zone times are meant. */
public record Profile(
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9-]{0,9}") String jurisdiction,
        @NotBlank @Size(max = 60) String timeZone) {}
