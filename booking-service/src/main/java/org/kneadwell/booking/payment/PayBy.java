package org.kneadwell.booking.payment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** @param payBy who collects the money, such as desk */
record PayBy(@NotBlank @Size(max = 40) String payBy) {}
