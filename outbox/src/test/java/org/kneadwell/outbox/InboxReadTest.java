package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a batch reads of the versions applied before: those of its aggregates, however many there are. */
class InboxReadTest {

    private static final int APPLIED = 30_000;
    private static final List<AggregateKey> THREE =
            List.of(new AggregateKey("case", "c1"), new AggregateKey("case", "c77"), new AggregateKey("case", "new"));

    /** The plan is made when nothing has been applied, and no statistics are gathered since. */
    @Test
    void a_batch_reads_the_versions_of_its_own_aggregates_only() throws Exception {
        try (var database = new TestDatabase();
                var desk = database.desk.getConnection()) {
            database.execute("vacuum analyze desk.inbox_aggregate");
            var inbox =
                    new Inbox(TestDatabase.settings("desk", "clinic"), new SubscriptionKey("clinic", "clinic", 0, 1));
            for (int i = 0; i < 20; i++) {
                assertThat(inbox.versions(desk, THREE)).isEmpty();
            }
            database.execute(
                    "insert into desk.inbox_aggregate select 'clinic', 'case', 'c' || i, i from generate_series(1, "
                            + APPLIED + ") i");

            var before = touched(database, desk);
            assertThat(inbox.versions(desk, THREE)).isEqualTo(Map.of(THREE.get(0), 1L, THREE.get(1), 77L));
            assertThat(touched(database, desk) - before).isBetween(1L, 10L);
        }
    }

    private static long touched(TestDatabase database, Connection reader) throws SQLException {
        try (var statement = reader.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            statement.execute("select 1");
        }
        return database.number("select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables"
                + " where schemaname = 'desk' and relname = 'inbox_aggregate'");
    }
}
