package org.kneadwell.booking.appointment;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a failure is the database refusing to store a double booking. */
public final class DoubleBooking {

    private static final String EXCLUSION_VIOLATION = "23P01";

    private DoubleBooking() {}

    public static boolean is(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && EXCLUSION_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
