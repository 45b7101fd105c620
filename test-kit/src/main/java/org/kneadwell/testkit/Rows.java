package org.kneadwell.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What lies in a service's tables, to see whether anything was written: also a row that was written as it had been. */
final class Rows {

    /** How far events have got, and keys that are over: both are written by jobs at a time of their own. */
    private static final Set<String> OF_JOBS = Set.of("inbox_cursor", "idempotency_key");

    private static final Duration REST = Duration.ofMillis(500);

    private final TestDatabase database;
    private final String service;

    Rows(TestDatabase database, String service) {
        this.database = database;
        this.service = service;
    }

    /** The same as {@link #prints()}, once what was under way when it was asked for has been written. */
    Map<String, String> atRest() {
        Map<String, String> before = prints();
        for (int tries = 0; tries < 40; tries++) {
            try {
                Thread.sleep(REST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Map<String, String> after = prints();
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        throw new IllegalStateException("Something writes all the time.");
    }

    /** Of each table all its rows with their versions, as a hash. */
    Map<String, String> prints() {
        try (Connection connection = database.connect(service + "_owner");
                Statement statement = connection.createStatement()) {
            var selects = new ArrayList<String>();
            try (ResultSet table = statement.executeQuery("""
                    select relname from pg_class where relkind = 'r' and relnamespace = '%s'::regnamespace
                    """.formatted(service))) {
                while (table.next()) {
                    String name = table.getString(1);
                    if (!OF_JOBS.contains(name)) {
                        selects.add("""
                                select '%1$s', md5(coalesce(string_agg(concat(t.xmin, t.ctid, t), ',' order by t.ctid), ''))
                                from %2$s.%1$s t
                                """.formatted(name, service));
                    }
                }
            }
            var prints = new TreeMap<String, String>();
            try (ResultSet row = statement.executeQuery(String.join(" union all ", selects))) {
                while (row.next()) {
                    prints.put(row.getString(1), row.getString(2));
                }
            }
            return prints;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
