package org.kneadwell.system.faults;

import java.util.List;
import java.util.regex.Pattern;

/** What services log as errors, without what a lost connection to the database or the caller explains. */
final class Complaints {

    private static final Pattern ENTRY = Pattern.compile("^(?=\\d{4}-\\d{2}-\\d{2} )", Pattern.MULTILINE);
    /** Classes 08 and 53, 57P: connection, resources, operator's doing. */
    private static final Pattern OF_CONNECTIONS = Pattern.compile(
            "SQLState (08|53|57P)|\\[(08|53|57P)\\w+]|io.agroal.pool.ConnectionPool|JDBCConnectionException|GenericJDBCException"
                    + "|PSQLException: (An I/O error occurred|The connection attempt failed|This connection has been closed"
                    + "|Connection to |FATAL: (terminating|the database system is))"
                    // A commit that was not answered; the transaction manager does not say why.
                    + "|jakarta.transaction.RollbackException"
                    + "|could not be worked \\(io.quarkus.arc.ArcUndeclaredThrowableException\\)"
                    // Whoever asked had waited long enough and hung up.
                    + "|io.vertx.core.http.HttpClosedException|Response has already been written");

    private Complaints() {}

    /** The first line of each that is not expected, without its date. */
    static List<String> unexpected(String log) {
        return ENTRY.splitAsStream(log)
                .filter(entry -> entry.contains(" ERROR "))
                .filter(entry -> !OF_CONNECTIONS.matcher(entry).find())
                .map(entry -> entry.lines().findFirst().orElse("").replaceFirst("^\\S+ \\S+ ", ""))
                .toList();
    }
}
