package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @Test
    void it_is_postgresql_18_and_its_sessions_are_not_in_utc() throws SQLException {
        assertThat(ask("intake", "show server_version")).startsWith("18");
        assertThat(ask("intake", "show timezone")).isEqualTo("Asia/Kathmandu");
    }

    @Test
    void a_service_reads_and_writes_what_its_owner_made_and_owns_nothing() throws SQLException {
        run("booking_owner", "create table thing (id int primary key)");

        run("booking", "insert into thing values (1)");
        assertThat(ask("booking", "select count(*) from thing")).isEqualTo("1");
        assertThatThrownBy(() -> run("booking", "drop table thing")).hasMessageContaining("must be owner");
        assertThatThrownBy(() -> run("booking", "create table other (id int)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_service_does_not_see_anothers_tables() throws SQLException {
        run("feedback_owner", "create table private_note (id int)");

        assertThatThrownBy(() -> ask("intake", "select count(*) from feedback.private_note"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void bootstrap_may_run_again() throws SQLException {
        TestDatabase.fresh(); // the roles exist already

        assertThat(ask("keycloak", "show search_path")).isEqualTo("keycloak");
    }

    private static String ask(String role, String query) throws SQLException {
        try (Connection connection = DATABASE.connect(role);
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(String role, String sql) throws SQLException {
        try (Connection connection = DATABASE.connect(role)) {
            connection.createStatement().execute(sql);
        }
    }
}
