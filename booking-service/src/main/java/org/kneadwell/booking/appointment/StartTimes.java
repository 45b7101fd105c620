package org.kneadwell.booking.appointment;

import java.time.OffsetDateTime;
import org.kneadwell.kit.problem.Problems;

/** Beyond these years no session is ever asked for in earnest; inside them every calculation with a time is safe. */
public final class StartTimes {

    private StartTimes() {}

    static void requireReasonable(String field, OffsetDateTime start) {
        requireReasonable(field, start.getYear());
    }

    public static void requireReasonable(String field, int year) {
        if (year < 2000 || year > 2199) {
            throw Problems.unfit(field, "from the year 2000 to 2199");
        }
    }
}
