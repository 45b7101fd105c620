package org.kneadwell.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.TestDatabase;

/** Busy time that was read before rows were short blocks what it blocked. */
class BusyElsewhereMigrationTest {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void long_rows_are_cut_where_nothing_is_lost_and_no_more_can_come() throws SQLException {
        flyway().target("3.9").load().migrate();
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
                    insert into busy_elsewhere (id, source_id, therapist_id, start_at, end_at)
                    select gen_random_uuid(), md5(busy.what)::uuid, t.id, from_at::timestamptz, to_at::timestamptz
                    from therapist t, (values
                      ('hour', '2026-03-01T10:00Z', '2026-03-01T11:00Z'),
                      ('day', '2026-03-02T10:00Z', '2026-03-03T10:00Z'),
                      ('two days', '2026-03-04T10:00Z', '2026-03-06T10:00Z'),
                      ('more', '2026-03-07T10:00Z', '2026-03-09T12:30Z')) as busy (what, from_at, to_at);
                    """);
        }

        flyway().load().migrate();

        assertThat(rows())
                .containsExactly(
                        "03-01T10:00 03-01T11:00",
                        "03-02T10:00 03-03T10:00",
                        "03-04T10:00 03-05T10:00",
                        "03-05T10:00 03-06T10:00",
                        "03-07T10:00 03-08T10:00",
                        "03-08T10:00 03-09T10:00",
                        "03-09T10:00 03-09T12:30");
        try (var service = database.connect("booking");
                var statement = service.createStatement()) {
            assertThatThrownBy(() -> statement.execute(
                            "update booking.busy_elsewhere set end_at = start_at + interval '24:00:01'"))
                    .hasMessageContaining("busy_elsewhere_is_short");
        }
    }

    private List<String> rows() throws SQLException {
        try (var service = database.connect("booking");
                var row = service.createStatement().executeQuery("""
                        select to_char(start_at at time zone 'UTC', 'MM-DD"T"HH24:MI') || ' '
                          || to_char(end_at at time zone 'UTC', 'MM-DD"T"HH24:MI')
                        from booking.busy_elsewhere order by start_at""")) {
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
