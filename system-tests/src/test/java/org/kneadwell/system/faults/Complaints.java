package org.kneadwell.system.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What services log as errors, without what a lost connection to the database or the caller explains. */
final class Complaints {

    private static final Pattern ENTRY = Pattern.compile("^(?=\\d{4}-\\d{2}-\\d{2} )", Pattern.MULTILINE);
    private static final Pattern THREAD = Pattern.compile("^\\S+ \\S+ \\w+ +\\[[^]]+] \\(([^)]+)\\)");
    /** The pool says so when a connection turns out to be broken. */
    private static final String POOL_WARNS = " WARN  [io.agr.pool] ";
    /** Classes 08 and 53, 57P: connection, resources, operator's doing. */
    private static final Pattern OF_CONNECTIONS = Pattern.compile(
            "SQLState (08|53|57P)|\\[(08|53|57P)\\w+]|io.agroal.pool.ConnectionPool|JDBCConnectionException|GenericJDBCException"
                    + "|PSQLException: (An I/O error occurred|The connection attempt failed|This connection has been closed"
                    + "|Connection to |FATAL: (terminating|the database system is))"
                    // A commit that was not answered; the transaction manager does not say why.
                    + "|jakarta.transaction.RollbackException"
                    // Whoever asked had waited long enough and hung up.
                    + "|io.vertx.core.http.HttpClosedException|Response has already been written");

    private Complaints() {}

    /**
     * The first line of each that is not expected, without its date. Some name no cause; those are expected when the last that
     * their thread logged was the pool's warning of its connection.
     */
    static List<String> unexpected(String log) {
        var unexpected = new ArrayList<String>();
        var warned = new HashSet<String>();
        ENTRY.splitAsStream(log).forEach(entry -> {
            var named = THREAD.matcher(entry);
            String thread = named.find() ? named.group(1) : "";
            if (entry.contains(" ERROR ")
                    && !warned.contains(thread)
                    && !OF_CONNECTIONS.matcher(entry).find()) {
                unexpected.add(entry.lines().findFirst().orElse("").replaceFirst("^\\S+ \\S+ ", ""));
            }
            if (entry.contains(POOL_WARNS)) {
                warned.add(thread);
            } else {
                warned.remove(thread);
            }
        });
        return unexpected;
    }
}
