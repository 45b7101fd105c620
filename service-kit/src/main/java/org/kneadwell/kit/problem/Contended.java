package org.kneadwell.kit.problem;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the database gave a transaction up only because of others at the same time: a deadlock, or no order to run both in. */
public final class Contended {

    /** Serialization failure, deadlock detected, lock not available. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03");

    private Contended() {}

    public static boolean is(@Nullable Throwable thrown) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 20; t = t.getCause()) {
            // A pool that has no connection left says so without a state.
            if (t instanceof SQLException sql && sql.getSQLState() != null && STATES.contains(sql.getSQLState())) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
