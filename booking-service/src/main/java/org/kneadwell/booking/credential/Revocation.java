package org.kneadwell.booking.credential;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** @param reason why a licence does not count any more; coordinators see it */
public record Revocation(@NotBlank @Size(max = 500) String reason) {}
