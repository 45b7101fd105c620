package org.kneadwell.booking.payment;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.math.BigDecimal;
import java.util.List;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Refusals about money, said the same way wherever money is recorded. */
public final class PaymentProblems {

    private PaymentProblems() {}

    public static HttpProblem nothingDue() {
        return Problems.of(409, "nothing-due", "Nothing is due.");
    }

    public static HttpProblem moreThanDue(BigDecimal outstanding, String currency) {
        return Problems.of(
                409, "more-than-due", "Only %s %s is outstanding.".formatted(outstanding.toPlainString(), currency));
    }

    public static HttpProblem moreThanPaid(BigDecimal kept, String currency) {
        return Problems.of(
                409,
                "more-than-paid",
                "No more can be given back than was paid: %s %s.".formatted(kept.toPlainString(), currency));
    }

    public static HttpProblem otherCurrency(String currency) {
        return Problems.invalid(
                422,
                "other-currency",
                "This is paid in %s.".formatted(currency),
                List.of(new Violation("money.currency", "Use " + currency + ".")));
    }
}
