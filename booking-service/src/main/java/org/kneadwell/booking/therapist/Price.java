package org.kneadwell.booking.therapist;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;

/** @param currency an ISO 4217 code */
public record Price(
        @NotNull @DecimalMin("0") @DecimalMax("99999999") @Digits(integer = 8, fraction = 2)
        BigDecimal amount,

        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {}
