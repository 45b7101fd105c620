package org.kneadwell.outbox;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Says what failed without the messages of exceptions: those may quote what a client said about their health. */
final class Failures {

    private static final int MAX_LENGTH = 8;

    private Failures() {}

    static String describe(Throwable failure) {
        var lines = new ArrayList<String>();
        for (var cause : chain(failure)) {
            var line = new StringBuilder(cause.getClass().getName());
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                line.append(" [").append(sql.getSQLState()).append(']');
            }
            if (cause instanceof PSQLException sql
                    && sql.getServerErrorMessage() != null
                    && sql.getServerErrorMessage().getConstraint() != null) {
                line.append(" constraint ").append(sql.getServerErrorMessage().getConstraint());
            }
            var place = place(cause);
            if (place != null) {
                line.append(" at ").append(place);
            }
            lines.add(line.toString());
        }
        return String.join("; caused by ", lines);
    }

    /** Whether the database or the way to it is at fault, so that no event is to blame. */
    static boolean isInfrastructure(Throwable failure) {
        for (var cause : chain(failure)) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState();
                if (state == null
                        ? cause instanceof java.sql.SQLTimeoutException || saysThatThePoolIsEmpty(sql)
                        : state.startsWith("08")
                                || state.startsWith("53")
                                || state.startsWith("57P")
                                || state.startsWith("58")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In the words of Agroal, which differ with what it waited for. */
    private static boolean saysThatThePoolIsEmpty(SQLException failure) {
        var message = failure.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("acquisition timeout");
    }

    /** Whether the source is not there yet or not yet readable: missing schema, relation, function or right. */
    static boolean isMissing(SQLException failure) {
        return failure.getSQLState() != null
                && List.of("3F000", "42P01", "42501", "42883").contains(failure.getSQLState());
    }

    /** The failure, its causes, and what they suppressed: transaction managers hide the resource's failure there. */
    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        var waiting = new ArrayDeque<Throwable>();
        waiting.add(failure);
        while (!waiting.isEmpty() && chain.size() < MAX_LENGTH) {
            var next = waiting.remove();
            if (seen.add(next)) {
                chain.add(next);
                if (next.getCause() != null) {
                    waiting.add(next.getCause());
                }
                waiting.addAll(List.of(next.getSuppressed()));
            }
        }
        return chain;
    }

    private static @Nullable StackTraceElement place(Throwable cause) {
        for (var element : cause.getStackTrace()) {
            var name = element.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("org.postgresql.")) {
                return element;
            }
        }
        return null;
    }
}
