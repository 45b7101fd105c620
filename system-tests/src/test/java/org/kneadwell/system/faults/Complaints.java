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
     * their thread logged was the pool's warning of its connection, or the next it logs is an error of one.
     */
    static List<String> unexpected(String log) {
        var unexpected = new ArrayList<String>();
        var warned = new HashSet<String>();
        var entries = ENTRY.splitAsStream(log).toList();
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            String thread = thread(entry);
            if (entry.contains(" ERROR ")
                    && !warned.contains(thread)
                    && !OF_CONNECTIONS.matcher(entry).find()
                    && !explainedByTheNext(entries.subList(i, entries.size()))) {
                unexpected.add(entry.lines().findFirst().orElse("").replaceFirst("^\\S+ \\S+ ", ""));
            }
            if (entry.contains(POOL_WARNS)) {
                warned.add(thread);
            } else {
                warned.remove(thread);
            }
        }
        return unexpected;
    }

    /** Flyway says first that a migration failed, and why when the start fails with it. */
    private static boolean explainedByTheNext(List<String> entries) {
        String entry = entries.getFirst();
        return entry.lines().count() == 1
                && entries.stream()
                        .skip(1)
                        .filter(next -> thread(next).equals(thread(entry)))
                        .findFirst()
                        .filter(next -> next.contains(" ERROR "))
                        .filter(next -> OF_CONNECTIONS.matcher(next).find())
                        .isPresent();
    }

    private static String thread(String entry) {
        var named = THREAD.matcher(entry);
        return named.find() ? named.group(1) : "";
    }
}
