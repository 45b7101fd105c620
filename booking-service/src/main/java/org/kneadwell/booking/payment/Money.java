package org.kneadwell.booking.payment;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.kneadwell.booking.therapist.Price;

/**
 * An amount above zero.
 *
 * @param currency an ISO 4217 code
 */
public record Money(
        @NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("99999999.99")
        BigDecimal amount,

        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

    /** Goes on only with what can be paid. @param field where the amount stood in the input */
    public Money checked(String field) {
        Price.requirePayable(field, amount, currency);
        return this;
    }

    /** The same amount, whatever the number of zeros it was written with. */
    boolean is(BigDecimal other) {
        return amount.compareTo(other) == 0;
    }
}
