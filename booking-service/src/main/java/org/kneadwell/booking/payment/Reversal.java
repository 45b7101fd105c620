package org.kneadwell.booking.payment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a line was wrong. */
public record Reversal(@NotBlank @Size(max = 80) String reason) {

    /**
     * Itself.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 {@code card-data-refused}
     */
    public Reversal checked() {
        CardNumbers.refuse("reason", reason);
        return this;
    }
}
