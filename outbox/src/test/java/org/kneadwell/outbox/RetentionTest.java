package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;
import static org.kneadwell.outbox.TestDatabase.settings;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final String PARTITIONS =
            "select count(*) from pg_inherits where inhparent = 'clinic.outbox'::regclass";

    private TestDatabase database;

    @BeforeEach
    void open() throws Exception {
        database = new TestDatabase();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void partitions_reach_sixteen_days_ahead_and_are_made_again_without_owning_the_table() throws Exception {
        assertThat(call(database.clinic, "select clinic.outbox_days_ahead()")).isEqualTo(16);
        database.execute("drop table clinic.outbox_p" + day(9));
        assertThat(call(database.clinic, "select clinic.outbox_days_ahead()"))
                .as("up to the hole")
                .isEqualTo(8);
        assertThat(call(database.clinic, "select clinic.outbox_make_partitions(20)"))
                .isEqualTo(5);
        assertThat(call(database.clinic, "select clinic.outbox_days_ahead()")).isEqualTo(20);
        assertThatThrownBy(() -> call(database.desk, "select clinic.outbox_make_partitions(20)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_partition_that_was_detached_does_not_count_and_is_attached_again() throws Exception {
        database.execute("alter table clinic.outbox detach partition clinic.outbox_p" + day(9));
        assertThat(call(database.clinic, "select clinic.outbox_days_ahead()"))
                .as("the table is still there by its name")
                .isEqualTo(8);
        assertThat(call(database.clinic, "select clinic.outbox_make_partitions(16)"))
                .isEqualTo(1);
        assertThat(call(database.clinic, "select clinic.outbox_days_ahead()")).isEqualTo(16);
        insert(9, 1);
    }

    @Test
    void a_table_in_the_place_of_a_partition_costs_only_its_own_day() throws Exception {
        database.execute("drop table clinic.outbox_p" + day(9) + ", clinic.outbox_p" + day(12)
                + "; create table clinic.outbox_p" + day(9) + " (something text)");
        assertThat(call(database.clinic, "select clinic.outbox_make_partitions(16)"))
                .isEqualTo(1);
        assertThat(call(database.clinic, "select clinic.outbox_days_ahead()")).isEqualTo(8);
        insert(12, 1);
    }

    @Test
    void an_old_partition_goes_when_every_subscriber_has_applied_it_and_not_before() throws Exception {
        partition(-40);
        partition(-20);
        insert(-40, 1);
        insert(-20, 2);
        assertThat(drop()).as("nobody has ever subscribed").isZero();

        // One subscriber lags.
        report("laggard", "'1:1:'");
        assertThat(drop()).isZero();
        report("laggard", "pg_current_snapshot()");

        var before = database.number(PARTITIONS);
        assertThat(drop()).isEqualTo(1);
        assertThat(database.number(PARTITIONS)).isEqualTo(before - 1);
        assertThat(database.texts("select aggregateversion from clinic.outbox")).containsExactly("2");
        assertThat(database.texts("select history_dropped from clinic.outbox_source_v1"))
                .containsExactly("t");
    }

    @Test
    void a_partition_in_use_is_left_for_the_next_round() throws Exception {
        partition(-40);
        insert(-40, 1);
        report("desk", "pg_current_snapshot()");
        try (var reader = database.superuser()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select * from clinic.outbox");
            var began = System.nanoTime();
            assertThat(drop()).isZero();
            assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
        }
        assertThat(database.texts("select history_dropped from clinic.outbox_source_v1"))
                .containsExactly("f");
        assertThat(drop()).isEqualTo(1);
    }

    @Test
    void a_subscription_that_begins_after_old_events_went_takes_what_is_left() throws Exception {
        partition(-40);
        insert(-40, 1);
        report("early", "pg_current_snapshot()");
        drop();
        insert(0, 2);
        var engine = database.engine(settings("desk", "clinic"), new WriteEffect(database.desk));
        engine.start();
        try {
            await().untilAsserted(() -> assertThat(database.texts("select version from desk.effect"))
                    .containsExactly("2"));
            assertThat(database.number("select count(*) from clinic.outbox_subscriber where subscriber = 'desk'"))
                    .as("it has reported at first contact, so that nothing more goes")
                    .isEqualTo(1);
            // Reported before it had applied anything.
            assertThat(database.texts("select applied from clinic.outbox_subscriber where subscriber = 'desk'"))
                    .containsExactly("1:1:");
        } finally {
            engine.stop();
        }
    }

    @Test
    void a_reader_can_report_for_itself_only() throws Exception {
        call(database.desk, "select 1 from clinic.outbox_report('desk', 0, '1:1:')");
        assertThat(database.texts("select reader from clinic.outbox_subscriber"))
                .containsExactly("desk");
        assertThatThrownBy(() -> call(database.desk, "select 1 from clinic.outbox_subscriber"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_rolled_back_event_wakes_nobody_and_leaves_no_number_behind() throws Exception {
        var outbox = database.clinicOutbox();
        assertThatThrownBy(() -> inTransaction(() -> {
                    outbox.append(Noted.about("a", "never"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(database.number("select count(*) from clinic.outbox_aggregate"))
                .isZero();
    }

    // ------------------------------------------------------------------ fixtures

    private String day(int fromToday) {
        return database.texts("select to_char((now() at time zone 'UTC')::date + %d, 'YYYYMMDD')".formatted(fromToday))
                .getFirst();
    }

    private void partition(int fromToday) throws SQLException {
        database.execute(
                ("set role clinic_owner; create table clinic.outbox_p%s partition of clinic.outbox for values from ('%s') to ('%s')")
                        .formatted(day(fromToday), day(fromToday), day(fromToday + 1)));
    }

    private void insert(int fromToday, long version) throws SQLException {
        database.execute(
                ("insert into clinic.outbox (created_on, aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
                                + " values ('%s', 'case', 'a', %d, 'clinic.noted.v1', '', '{\"note\": \"x\"}', now())")
                        .formatted(day(fromToday), version));
    }

    private void report(String subscriber, String snapshot) throws SQLException {
        call(database.desk, "select 1 from clinic.outbox_report('%s', 0, %s)".formatted(subscriber, snapshot));
    }

    private int drop() throws SQLException {
        return call(database.clinic, "select clinic.outbox_drop_partitions(30)");
    }

    private static int call(DataSource dataSource, String query) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
