package org.kneadwell.kit.time;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;

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
            throw Problems.unfit(from == null ? "from" : "to", "Name the first and the last day.");
        }
        if (to.isBefore(from)) {
            throw Problems.unfit("to", "Is before from.");
        }
        if (ChronoUnit.DAYS.between(from, to) >= longest) {
            throw Problems.unfit("to", "Is more than " + longest + " days after from.");
        }
        return new Period(from, to);
    }
}
