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

    /** @param why anything but {@link ReversalOutcome#DONE} */
    public static HttpProblem notTakenBack(ReversalOutcome why) {
        return switch (why) {
            case NOT_REVERSIBLE ->
                Problems.of(409, "not-reversible", "This line cannot be taken back; record a refund instead.");
            case REVERSED_ALREADY -> Problems.of(409, "reversed-already", "This line was taken back before.");
            case REFUNDED_ALREADY ->
                Problems.of(409, "refunded-already", "This money was given back already; take that back first.");
            case DONE -> throw new IllegalArgumentException("It was taken back.");
        };
    }

    public static HttpProblem otherCurrency(String currency) {
        return Problems.invalid(
                422,
                "other-currency",
                "This is paid in %s.".formatted(currency),
                List.of(new Violation("money.currency", "Use " + currency + ".")));
    }
}
