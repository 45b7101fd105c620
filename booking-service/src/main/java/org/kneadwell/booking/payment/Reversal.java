package org.kneadwell.booking.payment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a line was wrong. */
record Reversal(@NotBlank @Size(max = 80) String reason) {}
