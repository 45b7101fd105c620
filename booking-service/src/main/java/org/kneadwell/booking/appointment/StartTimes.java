package org.kneadwell.booking.appointment;

import java.time.OffsetDateTime;
import java.util.List;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Beyond these years no session is ever asked for in earnest; inside them every calculation with a time is safe. */
public final class StartTimes {

    private StartTimes() {}

    static void requireReasonable(String field, OffsetDateTime start) {
        requireReasonable(field, start.getYear());
    }

    public static void requireReasonable(String field, int year) {
        if (year < 2000 || year > 2199) {
            throw Problems.invalid(
                    400,
                    "invalid-input",
                    "Some of the input is not acceptable.",
                    List.of(new Violation(field, "from the year 2000 to 2199")));
        }
    }
}
