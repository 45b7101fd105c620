package org.kneadwell.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.TestDatabase;

/** Mails that were waiting when the mails moved to the kit's table are still sent, under the same Message-ID. */
class MailQueueMigrationTest {

    private static final String FOLLOW_UP = "0197f000-0000-7000-8000-000000000001";
    private static final String WAITING = "0197f000-0000-7000-8000-0000000000a1";
    private static final String SENT = "0197f000-0000-7000-8000-0000000000a2";
    private static final String DROPPED = "0197f000-0000-7000-8000-0000000000a3";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void what_waited_in_the_old_table_waits_in_the_new_one_as_it_was() throws SQLException {
        flyway().target("1.0").load().migrate();
        try (var owner = database.connect("feedback_owner");
                var statement = owner.createStatement()) {
            // As it was before the kit had a table for mails.
            statement.execute("drop table mail_queue; delete from flyway_schema_history where version = '0.3'");
            statement.execute("""
                    insert into appointment values (gen_random_uuid(), gen_random_uuid(), 'Cleo', 'c@example.test',
                        gen_random_uuid(), gen_random_uuid(), 'Ada', 'a@example.test');
                    insert into follow_up
                    select '%s', id, client_id, therapist_id, now(), 'INVITED', 1, now(), now() + '1 h', now() + '2 h', now(),
                           null, now() + '1 h', '[]', 0
                    from appointment;
                    insert into mail values
                      ('%s', '%s', 'INVITATION', '1', '2026-03-01T08:00Z', 4, '2026-03-01T08:20Z', null, null),
                      ('%s', '%s', 'THERAPIST', 'x', '2026-03-01T08:00Z', 1, null, '2026-03-01T08:01Z', null),
                      ('%s', '%s', 'REMINDER', '1', '2026-03-01T08:00Z', 0, null, null, '2026-03-01T08:02Z')
                    """.formatted(FOLLOW_UP, WAITING, FOLLOW_UP, SENT, FOLLOW_UP, DROPPED, FOLLOW_UP));
        }

        flyway().load().migrate();

        assertThat(rows())
                .containsExactly(
                        WAITING + " INVITATION " + FOLLOW_UP + " 1 4 true false false",
                        SENT + " THERAPIST " + FOLLOW_UP + " x 1 false true false",
                        DROPPED + " REMINDER " + FOLLOW_UP + " 1 0 false false true");
    }

    private List<String> rows() throws SQLException {
        try (var service = database.connect("feedback");
                var row = service.createStatement().executeQuery("""
                        select concat_ws(' ', id, kind, subject_id, occasion, attempts,
                                         (next_at is not distinct from '2026-03-01T08:20Z')::text,
                                         (sent_at is not distinct from '2026-03-01T08:01Z')::text,
                                         (dropped_at is not distinct from '2026-03-01T08:02Z')::text)
                        from mail_queue order by id""")) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), "feedback_owner", "feedback_owner-local")
                .schemas("feedback")
                .defaultSchema("feedback")
                .createSchemas(false)
                .outOfOrder(true)
                .locations("classpath:db/outbox", "classpath:db/kit", "classpath:db/migration");
    }
}
