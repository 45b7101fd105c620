package org.kneadwell.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    @Test
    void a_defect_is_told_from_what_a_lost_connection_explains() {
        String log = """
                2026-11-26 17:45:01,000 INFO  [org.kne] (main) [] Started
                2026-11-26 17:45:02,000 ERROR [org.kne.incident] (executor-thread-1) [] Incident 1: java.lang.IllegalStateException
                    at org.kneadwell.kit.idempotency.Idempotency.once(Idempotency.java:95)
                 caused by org.postgresql.util.PSQLException SQLState 08006
                2026-11-26 17:45:03,000 ERROR [org.kne.incident] (executor-thread-1) [] Incident 2: java.lang.NullPointerException
                    at org.kneadwell.kit.idempotency.Idempotency.once(Idempotency.java:95)
                2026-11-26 17:45:04,000 ERROR [org.kne.incident] (executor-thread-1) [] Incident 3: java.sql.SQLException
                 caused by org.postgresql.util.PSQLException SQLState 23505
                """;

        assertThat(Complaints.unexpected(log))
                .containsExactly(
                        "ERROR [org.kne.incident] (executor-thread-1) [] Incident 2: java.lang.NullPointerException",
                        "ERROR [org.kne.incident] (executor-thread-1) [] Incident 3: java.sql.SQLException");
    }

    @Test
    void an_error_without_a_cause_is_explained_by_the_pools_warning_of_the_same_thread_and_by_nothing_else() {
        String error =
                "ERROR [org.kne.fee.fol.FollowUpClock] (executor-thread-1) [] The follow-ups could not be worked";
        String warning =
                "WARN  [io.agr.pool] (executor-thread-1) [] Datasource '<default>': This connection has been closed.";

        assertThat(Complaints.unexpected(lines(warning, error))).isEmpty();
        assertThat(Complaints.unexpected(lines(warning.replace("thread-1", "thread-2"), error)))
                .containsExactly(error);
        assertThat(Complaints.unexpected(lines(warning, error, error))).containsExactly(error);
    }

    @Test
    void an_error_without_a_cause_is_explained_by_the_next_of_its_thread_when_that_is_of_a_connection() {
        String error = "ERROR [org.fly.cor.int.com.DbMigrate] (main) [] Migration of schema \"feedback\" failed!";
        String start = "ERROR [io.qua.run.Application] (main) [] Failed to start application: %s";
        String lost = start.formatted("FlywayMigrateException: SQLState 57P01");

        assertThat(Complaints.unexpected(lines(error, lost))).isEmpty();
        assertThat(Complaints.unexpected(lines(error, lost.replace("main", "other"))))
                .containsExactly(error);
        assertThat(Complaints.unexpected(lines(error, start.formatted("SQLState 42601"))))
                .containsExactly(error, start.formatted("SQLState 42601"));
    }

    private static String lines(String... entries) {
        return Stream.of(entries).map("2026-11-26 17:45:01,000 "::concat).collect(Collectors.joining("\n"));
    }
}
