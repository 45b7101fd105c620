package org.kneadwell.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.TestDatabase;

/** Therapists who had not been told yet when the mails moved to the kit's table are still told, and nobody is told twice. */
class MailQueueMigrationTest {

    private static final String NEVER_TRIED = "0197f000-0000-7000-8000-0000000000a1";
    private static final String TRIED = "0197f000-0000-7000-8000-0000000000a2";
    private static final String TOLD = "0197f000-0000-7000-8000-0000000000a3";
    private static final String CANCELLED = "0197f000-0000-7000-8000-0000000000a4";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void what_waited_on_the_appointment_waits_in_the_new_table() throws SQLException {
        flyway().target("1.1").load().migrate();
        try (var owner = database.connect("intake_owner");
                var statement = owner.createStatement()) {
            // As it was before the kit had a table for mails.
            statement.execute("drop table mail_queue; delete from flyway_schema_history where version = '0.3'");
            statement.execute("""
                    insert into appointment (id, client_id, client_name, therapist_id, therapist_account_id, therapist_name,
                        therapist_email, start_at, end_at, zone, first_visit, state, mailed_at, version, mail_attempts, mail_next_at)
                    select id::uuid, gen_random_uuid(), 'Cleo', gen_random_uuid(), gen_random_uuid(), 'Ada', 'a@example.test',
                           '2026-03-09T08:00Z', '2026-03-09T09:00Z', 'Europe/Berlin', true, state, mailed_at::timestamptz, 0,
                           attempts, next_at::timestamptz
                    from (values ('%s', 'booked', null, 0, null),
                                 ('%s', 'booked', null, 3, '2026-03-01T08:20Z'),
                                 ('%s', 'booked', '2026-03-01T08:01Z', 0, null),
                                 ('%s', 'cancelled', null, 0, null)) as a (id, state, mailed_at, attempts, next_at)
                    """.formatted(NEVER_TRIED, TRIED, TOLD, CANCELLED));
        }

        flyway().load().migrate();

        assertThat(rows())
                .containsExactly(
                        NEVER_TRIED + " NEW_APPOINTMENT booked 0 waits f f",
                        TRIED + " NEW_APPOINTMENT booked 3 waits t f",
                        TOLD + " NEW_APPOINTMENT booked 1 f t");
    }

    private List<String> rows() throws SQLException {
        try (var service = database.connect("intake");
                var row = service.createStatement().executeQuery("""
                        select concat_ws(' ', subject_id, kind, occasion, attempts, case when next_at is not null then 'waits' end,
                                         next_at is not distinct from '2026-03-01T08:20Z',
                                         sent_at is not distinct from '2026-03-01T08:01Z')
                        from mail_queue order by subject_id""")) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), "intake_owner", "intake_owner-local")
                .schemas("intake")
                .defaultSchema("intake")
                .createSchemas(false)
                .outOfOrder(true)
                .locations("classpath:db/outbox", "classpath:db/kit", "classpath:db/migration");
    }
}
