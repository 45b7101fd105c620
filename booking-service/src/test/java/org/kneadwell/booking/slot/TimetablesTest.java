package org.kneadwell.booking.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

/** Every table that timetables are made of is watched: what is kept is what would be read now. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class TimetablesTest {

    private static final UUID ELSEWHERE = UUID.randomUUID();

    @Inject
    Timetables timetables;

    @Inject
    SlotData data;

    private Practice practice;

    @BeforeEach
    void open() {
        Front.open();
        practice = Practice.open();
        practice.store("""
                insert into location (id, version, name, address, jurisdiction, zone, created_at)
                values (?, 0, 'Elsewhere', '2 Elm Street', 'R1', 'Asia/Kathmandu', now())
                """, ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update therapist set name = 'Other'",
                "update therapist set published_at = null",
                "update therapist set location_id = (select id from location where name = 'Elsewhere')",
                "update location set zone = 'Europe/Berlin' where name = 'Quiet Room'",
                "update service set minutes = 45 where minutes = 60",
                "delete from service where minutes = 60",
                "delete from working_hours where day = 2",
                "update working_hours set to_time = '11:00'",
                "insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,"
                        + " notice_minutes, horizon_days, grid, gaps)"
                        + " select id, 20, 0, 0, 0, 9, 'on_the_clock', 'any' from therapist",
                "insert into date_override (therapist_id, date) select id, '2026-03-04' from therapist",
                "insert into time_off (id, therapist_id, start_at, end_at)"
                        + " select gen_random_uuid(), id, '2026-03-04T00:00Z', '2026-03-05T00:00Z' from therapist",
                "insert into therapist_base (therapist_id, from_date, location_id) select t.id, '2026-03-05', l.id"
                        + " from therapist t, location l where l.name = 'Elsewhere'",
                "insert into travel_time (therapist_id, one, other, minutes) select t.id, least(t.location_id, l.id),"
                        + " greatest(t.location_id, l.id), 25 from therapist t, location l where l.name = 'Elsewhere'",
            })
    void a_change_is_kept_as_soon_as_it_is_committed(String change) {
        var before = kept();
        assertThat(before).containsOnlyKeys(practice.therapistId).isEqualTo(stored());

        practice.store(change);

        assertThat(kept()).isNotEqualTo(before).isEqualTo(stored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"therapist_base", "working_hours", "date_override"})
    void a_place_that_only_some_hours_are_at_counts_too(String table) {
        practice.store(
                switch (table) {
                    case "therapist_base" ->
                        "insert into therapist_base (therapist_id, from_date, location_id) values (?, '2026-03-05', ?)";
                    case "working_hours" ->
                        "insert into working_hours (therapist_id, day, from_time, to_time, location_id)"
                                + " values (?, 1, '18:00', '20:00', ?)";
                    default ->
                        "insert into date_override (therapist_id, date, from_time, to_time, location_id)"
                                + " values (?, '2026-03-05', '18:00', '20:00', ?)";
                },
                practice.therapistId,
                ELSEWHERE);
        var before = kept();

        practice.store("update location set zone = 'Europe/Berlin' where name = 'Elsewhere'");

        assertThat(kept()).isNotEqualTo(before).isEqualTo(stored());
    }

    private Map<UUID, Timetable> kept() {
        return timetables.current();
    }

    private Map<UUID, Timetable> stored() {
        return QuarkusTransaction.requiringNew()
                .call(() -> data.timetables(data.published(), Front.NOW.minusSeconds(30 * 86_400)));
    }
}
