package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read of a window touches: what is new, and nothing of what lies in the outbox already. */
class WindowReadTest {

    private static final int OLD = 30_000;
    private static final SubscriptionKey ALL = new SubscriptionKey("clinic", "clinic", 0, 1);

    /**
     * Everything old was written by one transaction, which is where a planner that looks at statistics prefers to read the
     * whole table.
     *
     * @param earlier how many transactions were running when the cursor's snapshot was taken
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void a_new_window_reads_only_what_is_new(int earlier) throws Exception {
        try (var database = new TestDatabase();
                var clinic = database.superuser();
                var first = database.superuser();
                var second = database.superuser()) {
            insert(clinic, OLD);
            database.execute("analyze clinic.outbox");
            for (var running : List.of(first, second).subList(0, earlier)) {
                running.setAutoCommit(false);
                insert(running, 1);
            }
            var lo = database.texts("select pg_current_snapshot()").getFirst();
            for (var running : List.of(first, second).subList(0, earlier)) {
                running.commit();
            }
            insert(clinic, 3);

            try (var desk = database.desk.getConnection()) {
                var cursor = new Cursor(lo, null, 0, 0, null, false, null, false);
                var before = touched(database, desk);
                var window = new SourceReader(ALL).read(desk, cursor, 100);
                assertThat(window.events()).hasSize(earlier + 3);
                assertThat(touched(database, desk) - before).isBetween(1L, 100L);
            }
        }
    }

    @Test
    void the_rest_of_a_window_is_read_from_where_the_last_batch_ended() throws Exception {
        try (var database = new TestDatabase();
                var clinic = database.superuser();
                var desk = database.desk.getConnection()) {
            insert(clinic, OLD);
            database.execute("analyze clinic.outbox");
            var hi = database.texts("select pg_current_snapshot()").getFirst();
            var last = database.number("select max(seq) from clinic.outbox");
            var cursor = new Cursor("1:1:", hi, last - OLD / 2, last, null, false, null, false);
            var before = touched(database, desk);
            var window = new SourceReader(ALL).read(desk, cursor, 100);
            assertThat(window.events()).hasSize(100);
            assertThat(window.more()).isTrue();
            assertThat(window.events().getFirst().seq()).isEqualTo(last - OLD / 2 + 1);
            assertThat(touched(database, desk) - before).isBetween(1L, 300L);
        }
    }

    private static void insert(Connection connection, int events) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into clinic.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)
                select 'case', 'c' || i, 1, 'clinic.noted.v1', '', '{"note": "x"}', now() from generate_series(1, ?) i
                """)) {
            statement.setInt(1, events);
            statement.executeUpdate();
        }
    }

    /** How many rows of the outbox have been read so far, that session's reads included. */
    private static long touched(TestDatabase database, Connection reader) throws SQLException {
        try (var statement = reader.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            statement.execute("select 1");
        }
        return database.number(
                "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables"
                        + " where schemaname = 'clinic' and relname like 'outbox\\_p%'");
    }
}
