package org.kneadwell.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
}
