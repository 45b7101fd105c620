package org.kneadwell.booking.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/**
 * Money that changed hands, either way.
 *
 * @param reference the number of a receipt or a transfer; needed when that is all there is, and never a card number
 */
public record NewPayment(
        @NotNull @Valid Money money,
        @NotNull Method method,
        @Nullable @Size(min = 1, max = 80) String reference) {

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for money that does not exist, and for a reference that is missing or a card's */
    public NewPayment checked() {
        money.checked("money");
        CardNumbers.refuse("reference", reference);
        if (method == Method.REFERENCE && (reference == null || reference.isBlank())) {
            throw Problems.invalid(
                    422,
                    "reference-missing",
                    "Say by which reference this can be found.",
                    List.of(new Violation("reference", "Is needed with this method.")));
        }
        return this;
    }
}
