package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;

/** What each role of the database can do once all services have made their tables, tried by logging in as it. */
@WithServicesOfItsOwn
class DatabaseRolesTest {

    private static final String NO_PRIVILEGE = "42501";
    private static final List<String> SERVICES = List.of("intake", "booking", "feedback");

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @BeforeAll
    static void migrated() {
        Stream.of(
                        PackagedService.intake(DATABASE),
                        PackagedService.booking(DATABASE),
                        PackagedService.feedback(DATABASE))
                .forEach(plan -> plan.start().close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "booking", "feedback"})
    void a_login_role_owns_nothing_and_has_no_power(String role) throws SQLException {
        assertThat(asSuperuser("""
                        select rolname from pg_roles
                        where rolname = '%s'
                          and not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)""", role)).containsExactly(role);
        assertThat(asSuperuser("select roleid::regrole::text from pg_auth_members where member = '%s'::regrole", role))
                .isEmpty();
        assertThat(asSuperuser("""
                        select classid::regclass || ' ' || objid from pg_shdepend
                        where refclassid = 'pg_authid'::regclass and refobjid = '%s'::regrole and deptype = 'o'""", role)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "booking", "feedback"})
    void of_another_service_only_the_events_can_be_read(String role) throws SQLException {
        Predicate<String> own =
                relation -> relation.startsWith(role + ".") && !relation.endsWith(".flyway_schema_history");
        Predicate<String> events =
                relation -> relation.endsWith(".outbox_v1") || relation.endsWith(".outbox_source_v1");
        var relations = relations();
        assertThat(relations).anyMatch(own).anyMatch(own.negate()).anyMatch(events);
        assertThat(readable(role, relations))
                .isEqualTo(relations.stream().filter(own.or(events)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake_owner", "booking_owner", "feedback_owner", "keycloak"})
    void a_role_that_migrates_reads_nothing_of_others(String role) throws SQLException {
        var relations = relations();
        var own = relations.stream()
                .filter(relation -> relation.startsWith(role.replace("_owner", "") + "."))
                .toList();
        assertThat(readable(role, relations)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "booking", "feedback"})
    void nothing_of_another_service_can_be_written_or_called_but_what_its_events_need(String role) throws SQLException {
        assertThat(asSuperuser("""
                        select c.oid::regclass::text from pg_class c
                        where c.relnamespace::regnamespace::text in ('intake', 'booking', 'feedback', 'keycloak')
                          and c.relnamespace::regnamespace::text <> '%1$s' and c.relkind in ('r', 'p', 'v')
                          and has_table_privilege('%1$s', c.oid, 'insert, update, delete, truncate, references, trigger')""", role)).isEmpty();
        var needed = SERVICES.stream()
                .filter(service -> !service.equals(role))
                .flatMap(service -> Stream.of("outbox_report", "outbox_window_rest_v1", "outbox_window_v1")
                        .map(function -> service + "." + function))
                .sorted()
                .toList();
        assertThat(asSuperuser("""
                        select p.pronamespace::regnamespace || '.' || p.proname from pg_proc p
                        where p.pronamespace::regnamespace::text in ('intake', 'booking', 'feedback')
                          and p.pronamespace::regnamespace::text <> '%1$s' and has_function_privilege('%1$s', p.oid, 'execute')
                        order by 1""", role)).isEqualTo(needed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "booking", "feedback"})
    void a_login_role_cannot_change_what_there_is(String role) throws SQLException {
        var statements = new ArrayList<String>();
        for (var schema : List.of("intake", "booking", "feedback", "keycloak", "public")) {
            statements.add("create table " + schema + ".mine (n int)");
        }
        statements.add("create schema mine");
        statements.add("create role mine");
        statements.add("alter table " + role + ".outbox add column mine int");
        statements.add("drop table " + role + ".inbox_cursor");
        // What has been told stays told; what has been migrated stays known.
        statements.add("update " + role + ".outbox set payload = '{}'");
        statements.add("delete from " + role + ".outbox");
        statements.add("truncate " + role + ".outbox");
        statements.add("update " + role + ".flyway_schema_history set checksum = 1");
        statements.add("delete from " + role + ".flyway_schema_history");
        try (var connection = DATABASE.connect(role)) {
            for (var text : statements) {
                assertThatThrownBy(() -> execute(connection, text))
                        .as(text)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).as(text).isEqualTo(NO_PRIVILEGE));
            }
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static List<String> relations() throws SQLException {
        return asSuperuser("""
                select relnamespace::regnamespace || '.' || relname from pg_class
                where relnamespace::regnamespace::text in ('intake', 'booking', 'feedback', 'keycloak')
                  and relkind in ('r', 'p', 'v', 'm') order by 1""", "");
    }

    /** Those from which the role can select. */
    private static List<String> readable(String role, List<String> relations) throws SQLException {
        var found = new TreeSet<String>();
        try (var connection = DATABASE.connect(role)) {
            for (var relation : relations) {
                try {
                    execute(connection, "select from " + relation + " limit 0");
                    found.add(relation);
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(relation).isEqualTo(NO_PRIVILEGE);
                }
            }
        }
        return relations.stream().filter(found::contains).toList();
    }

    private static List<String> asSuperuser(String query, String role) throws SQLException {
        try (var connection = DATABASE.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query.formatted(role))) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
