package org.kneadwell.kit.problem;

import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;

/**
 * Logs a defect under an id that the caller is told. Classes, places and SQLStates are logged; messages are not, because
 * a message may quote what a person answered.
 */
public final class Incidents {

    private static final Logger LOG = Logger.getLogger("org.kneadwell.incident");
    private static final int PLACES = 15;
    private static final int CAUSES = 8;

    private Incidents() {}

    static String record(@Nullable Throwable thrown) {
        String incident = Ids.next().toString();
        LOG.errorf("Incident %s%s", incident, describe(thrown));
        return incident;
    }

    /** What was thrown, and why, without a message of either: {@code ": class SQLState"} with places, a cause a line. */
    public static String describe(@Nullable Throwable thrown) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < CAUSES; t = t.getCause()) {
            text.append(depth == 0 ? ": " : "\n caused by ").append(t.getClass().getName());
            if (t instanceof SQLException sql) {
                text.append(" SQLState ").append(sql.getSQLState());
            }
            StackTraceElement[] trace = t.getStackTrace();
            for (int i = 0; i < Math.min(PLACES, trace.length); i++) {
                text.append("\n    at ").append(trace[i]);
            }
            depth++;
        }
        return text.toString();
    }
}
