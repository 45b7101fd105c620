package org.kneadwell.booking.therapist;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** @param currency an ISO 4217 code */
public record Price(
        @NotNull @DecimalMin("0") @DecimalMax("99999999") @Digits(integer = 8, fraction = 2)
        BigDecimal amount,

        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

    /** As many digits as the tables keep. A currency with three (dinars) can be used with two. */
    private static final int KEPT = 2;

    /**
     * Goes on only with a currency there is and an amount that exists in it: not 0.001 EUR, not 1.5 JPY.
     *
     * @param field where the amount stood in the input
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 {@code unknown-currency} or {@code not-an-amount}
     */
    public static void requirePayable(String field, BigDecimal amount, String currency) {
        int digits;
        try {
            // Units of account such as XAU have no digits at all: nothing is paid in them.
            digits = Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException unknown) {
            digits = -1;
        }
        if (digits < 0) {
            throw Problems.invalid(
                    422,
                    "unknown-currency",
                    "There is no such currency to pay in.",
                    List.of(new Violation(field + ".currency", "Use a three-letter code such as EUR.")));
        }
        int whole = Math.min(digits, KEPT);
        if (amount.stripTrailingZeros().scale() > whole) {
            throw Problems.invalid(
                    422,
                    "not-an-amount",
                    "Nobody can pay that amount in this currency.",
                    List.of(new Violation(
                            field + ".amount",
                            whole == 0
                                    ? "Has no digits after the point."
                                    : "Has at most two digits after the point.")));
        }
    }
}
