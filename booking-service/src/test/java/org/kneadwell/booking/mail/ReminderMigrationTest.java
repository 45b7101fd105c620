package org.kneadwell.booking.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.TestDatabase;

/** What was booked before there were reminders is reminded of as well. */
class ReminderMigrationTest {

    private static final String AHEAD = "0197f000-0000-7000-8000-0000000000a1";
    private static final String MOVED = "0197f000-0000-7000-8000-0000000000a2";
    private static final String CANCELLED = "0197f000-0000-7000-8000-0000000000a3";
    private static final String OVER = "0197f000-0000-7000-8000-0000000000a4";

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void appointments_ahead_get_one_reminder_the_day_before_at_the_same_time_on_the_clock() throws SQLException {
        flyway().target("3.1").load().migrate();
        try (var owner = database.connect("booking_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    set search_path to booking, public;
                    insert into location (id, version, name, address, jurisdiction, zone, created_at)
                    values (gen_random_uuid(), 0, 'Quiet Room', '1 Elm Street', 'R1', 'America/New_York', now());
                    insert into therapist (id, version, account_id, name, email, location_id, styles, regions, intensity_low,
                      intensity_high, talks_about_pressure, intake_process, communicates_consent, modifies_pressure,
                      starts_lighter, movement_work, therapeutic_experience, created_at, published_at)
                    select gen_random_uuid(), 0, gen_random_uuid(), 'Ada', 'ada@example.test', id, '{relaxation}', '{low_back}',
                      2, 7, true, true, true, true, true, true, true, now(), now() from location;
                    insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
                    select gen_random_uuid(), 0, id, 'Hour', 60, 80, 'USD', now() from therapist;
                    """);
            // The clock goes forward on 2099-03-08 and back on 2099-11-01.
            book(statement, AHEAD, "2099-03-08T13:00Z", "booked", 0);
            book(statement, MOVED, "2099-11-01T14:00Z", "booked", 2);
            book(statement, CANCELLED, "2099-03-10T13:00Z", "cancelled", 1);
            book(statement, OVER, "2020-03-10T13:00Z", "booked", 0);
        }

        flyway().load().migrate();

        assertThat(rows())
                .containsExactly(AHEAD + " REMINDER 0 2099-03-07T14:00 t", MOVED + " REMINDER 2 2099-10-31T13:00 t");
    }

    private static void book(Statement statement, String id, String start, String state, int sequence)
            throws SQLException {
        statement.execute("""
                insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id,
                  therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount, price_currency,
                  location_id, location_name, location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at,
                  booked_at, first_visit, sequence)
                select '%s', 0, '%s', gen_random_uuid(), 'Cleo', 'cleo@example.test', t.id, t.account_id, t.name, s.id, s.name,
                  60, 80, 'USD', l.id, l.name, l.address, l.zone, t0, t0 + '1 h', t0, t0 + '1 h', now(), now(), true, %d
                from therapist t, service s, location l, (select '%s'::timestamptz as t0)
                """.formatted(id, state, sequence, start));
    }

    private List<String> rows() throws SQLException {
        try (var service = database.connect("booking");
                var row = service.createStatement().executeQuery("""
                        select concat_ws(' ', subject_id, kind, occasion, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'),
                                         next_at = due_at)
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
                .dataSource(database.jdbcUrl(), "booking_owner", "booking_owner-local")
                .schemas("booking")
                .defaultSchema("booking")
                .createSchemas(false)
                .outOfOrder(true)
                .locations("classpath:db/outbox", "classpath:db/kit", "classpath:db/migration");
    }
}
