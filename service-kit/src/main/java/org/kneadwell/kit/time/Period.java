package org.kneadwell.kit.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/**
 * Days in a row.
 *
 * @param to included, and not before {@code from}
 */
public record Period(LocalDate from, LocalDate to) {

    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A period ends before it begins.");
        }
    }

    /**
     * As the parameters {@code from} and {@code to} ask for it. What does not fit is refused with 400 and the parameter it is
     * about.
     *
     * @param longest the most days it may have
     */
    public static Period asked(@Nullable LocalDate from, @Nullable LocalDate to, int longest) {
        if (from == null || to == null) {
            throw unfit(from == null ? "from" : "to", "Name the first and the last day.");
        }
        if (to.isBefore(from)) {
            throw unfit("to", "Is before from.");
        }
        if (ChronoUnit.DAYS.between(from, to) >= longest) {
            throw unfit("to", "Is more than " + longest + " days after from.");
        }
        return new Period(from, to);
    }

    private static RuntimeException unfit(String field, String message) {
        return Problems.invalid(
                400, "invalid-input", "Some of the input is not acceptable.", List.of(new Violation(field, message)));
    }
}
