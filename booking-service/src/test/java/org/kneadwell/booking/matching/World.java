package org.kneadwell.booking.matching;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.client.Told;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/** Therapists as different as the rules allow, alike enough in fit that many are equal, and what is booked with them. */
final class World {

    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham", "Australia/Lord_Howe");

    private final Random random;
    private final Connection connection;
    private final List<UUID> locations = new ArrayList<>();

    /** Somebody with a hold of his own among what is taken. */
    final UUID client = UUID.randomUUID();

    final List<UUID> therapists = new ArrayList<>();

    private World(long seed, Connection connection) {
        this.random = new Random(seed);
        this.connection = connection;
    }

    static World of(long seed, int therapists) throws SQLException {
        try (var connection = PostgresResource.database().connect("booking_owner")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("set search_path to booking");
            var world = new World(seed, connection);
            world.fill(therapists);
            connection.commit();
            return world;
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void fill(int count) throws SQLException {
        put(
                "insert into client_profile (client_id, version, jurisdiction, time_zone) values (?, 0, 'R1', ?)",
                client,
                one(ZONES));
        boolean startLighter = chance(50);
        Told.shared()
                .assessed(
                        new IntakeAssessed(
                                client,
                                UUID.randomUUID(),
                                Instant.parse("2026-03-01T00:00:00Z"),
                                true,
                                null,
                                7,
                                false,
                                Set.of(),
                                Set.of(MassageStyle.SPORTS),
                                Set.of(Goal.KNOTS, Goal.RELAX_STRESS),
                                Set.of(BodyRegion.HIPS, BodyRegion.LOW_BACK),
                                List.of(),
                                LeftReason.NA,
                                startLighter,
                                false,
                                false,
                                false),
                        1);
        for (int i = 0; i < 6; i++) {
            var id = UUID.randomUUID();
            locations.add(id);
            put(
                    "insert into location (id, version, name, address, jurisdiction, zone, created_at)"
                            + " values (?, 0, 'L', 'A', 'R1', ?, now())",
                    id,
                    one(ZONES));
            for (int room = 0; room < i % 3; room++) {
                put(
                        "insert into room (id, version, location_id, name, created_at) values (?, 0, ?, ?, now())",
                        UUID.randomUUID(),
                        id,
                        "Room " + room);
            }
        }
        for (int i = 0; i < count; i++) {
            therapist();
        }
    }

    private void therapist() throws SQLException {
        var id = UUID.randomUUID();
        therapists.add(id);
        put(
                """
                insert into therapist (id, version, account_id, name, email, location_id, styles, regions, intensity_low,
                  intensity_high, talks_about_pressure, intake_process, communicates_consent, modifies_pressure, starts_lighter,
                  movement_work, therapeutic_experience, created_at, published_at)
                values (?, 0, ?, ?, 'a@example.test', ?, cast(? as text[]), '{low_back}', 2, 7, ?, ?, true, true, ?, true, true,
                  now(), cast(? as timestamptz))
                """,
                id,
                UUID.randomUUID(),
                one(List.of("Ada", "Bea", "Cleo", "Dora")),
                one(locations),
                one(List.of("{relaxation}", "{sports}", "{trigger_point,relaxation}")),
                chance(90),
                chance(70),
                chance(80),
                chance(95) ? "2026-01-01T00:00:00Z" : null);
        licences(id);
        var services = new ArrayList<UUID>();
        for (int minutes : List.of(30, 60, 60, 90)) {
            if (chance(50)) {
                var service = UUID.randomUUID();
                services.add(service);
                put("""
                        insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at,
                          needs_room) values (?, 0, ?, 'S', ?, 1, 'EUR', now(), ?)
                        """, service, id, minutes, chance(20));
            }
        }
        hours(id);
        if (chance(50)) {
            rules(id);
        }
        if (chance(15)) {
            put(
                    "insert into therapist_base (therapist_id, from_date, location_id) values (?, ?, ?)",
                    id,
                    Front.TODAY.plusDays(random.nextInt(12)),
                    one(locations));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            var start = instant(14 * 24 * 60);
            var end = start.plus(Duration.ofMinutes(30 + random.nextInt(3000)));
            if (chance(50)) {
                put(
                        "insert into time_off (id, therapist_id, start_at, end_at) values (?, ?, ?, ?)",
                        UUID.randomUUID(),
                        id,
                        start,
                        end);
            } else {
                // In rows of a day at most, as they are imported.
                var day = Duration.ofDays(1);
                for (var from = start; from.isBefore(end); from = from.plus(day)) {
                    put(
                            "insert into busy_elsewhere (id, source_id, therapist_id, start_at, end_at) values (?, ?, ?, ?, ?)",
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            id,
                            from,
                            from.plus(day).isBefore(end) ? from.plus(day) : end);
                }
            }
        }
        if (!services.isEmpty()) {
            taken(id, services);
        }
    }

    private void licences(UUID id) throws SQLException {
        var from = Front.TODAY.minusDays(100);
        for (int i = 0; i <= random.nextInt(3); i++) {
            var until = i == 0 && chance(60) ? Front.TODAY.plusDays(100) : Front.TODAY.plusDays(random.nextInt(12));
            boolean verified = chance(90);
            put(
                    """
                    insert into licence (id, version, therapist_id, jurisdiction, number, valid_from, valid_until, created_at,
                      verified_at, verified_by)
                    values (?, 0, ?, ?, ?, ?, ?, now(), cast(? as timestamptz), case when cast(? as boolean) then gen_random_uuid() end)
                    """,
                    UUID.randomUUID(),
                    id,
                    chance(90) ? "R1" : "R2",
                    UUID.randomUUID().toString(),
                    from.isAfter(until) ? until : from,
                    until,
                    verified ? "2026-01-01T00:00:00Z" : null,
                    verified);
            from = until.plusDays(1 + random.nextInt(5));
        }
    }

    private void hours(UUID id) throws SQLException {
        for (int day = 1; day <= 7; day++) {
            if (chance(60)) {
                put(
                        "insert into working_hours (therapist_id, day, from_time, to_time, location_id)"
                                + " values (?, ?, ?, ?, cast(? as uuid))",
                        id,
                        day,
                        LocalTime.of(7 + random.nextInt(5), one(List.of(0, 0, 30, 50))),
                        LocalTime.of((13 + random.nextInt(14)) % 24, one(List.of(0, 30))),
                        chance(10) ? one(locations) : null);
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean open = chance(70);
            put(
                    """
                    insert into date_override (therapist_id, date, from_time, to_time)
                    values (?, ?, cast(? as time), cast(? as time)) on conflict do nothing
                    """,
                    id,
                    Front.TODAY.plusDays(random.nextInt(14)),
                    open ? "0" + (5 + random.nextInt(5)) + ":00" : null,
                    open ? "15:00" : null);
        }
    }

    private void rules(UUID id) throws SQLException {
        put(
                """
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes, notice_minutes,
                  horizon_days, grid, gaps, day_sessions, day_minutes, week_sessions, week_minutes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, null)
                """,
                id,
                one(List.of(15, 30, 45, 60)),
                one(List.of(0, 10)),
                one(List.of(0, 15)),
                one(List.of(0, 60, 3000)),
                one(List.of(5, 30, 60)),
                one(List.of("from_window_start", "on_the_clock")),
                one(List.of("any", "only_at_edges")),
                chance(30) ? 1 + random.nextInt(3) : null,
                chance(30) ? 1 + random.nextInt(6) : null);
    }

    /** What would overlap is left out, as it would be in life. */
    private void taken(UUID id, List<UUID> services) throws SQLException {
        for (int i = 0; i < 30; i++) {
            var start = instant(15 * 24 * 60).minus(Duration.ofDays(1));
            var end = start.plus(Duration.ofMinutes(one(List.of(30, 60, 90))));
            var state = one(List.of("booked", "booked", "booked", "pending", "held", "held", "completed", "cancelled"));
            boolean mine = state.equals("held") && chance(40);
            put(
                    """
                    insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id,
                      therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount, price_currency,
                      location_id, location_name, location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at,
                      expires_at, first_visit)
                    values (?, 0, ?, ?, 'C', 'c@example.test', ?, ?, 'A', ?, 'S', 60, 1, 'EUR', ?, 'L', 'A', 'UTC', ?, ?,
                      ?, ?, now(), ?, true) on conflict do nothing
                    """,
                    UUID.randomUUID(),
                    state,
                    mine ? client : UUID.randomUUID(),
                    id,
                    UUID.randomUUID(),
                    one(services),
                    one(locations),
                    start,
                    end,
                    start.minus(Duration.ofMinutes(one(List.of(0, 10)))),
                    end.plus(Duration.ofMinutes(one(List.of(0, 15)))),
                    Front.NOW.plusSeconds(chance(80) ? 300 : -300));
        }
    }

    private Instant instant(int minutes) {
        return Front.NOW.plus(Duration.ofMinutes(5L * random.nextInt(minutes / 5)));
    }

    private void put(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Instant instant ? Timestamp.from(instant) : values[i]);
            }
            statement.executeUpdate();
        }
    }

    LocalDate someDay() {
        return Front.TODAY.plusDays(1 + random.nextInt(6));
    }

    int someLimit() {
        return one(List.of(1, 3, 7, 20, 100));
    }
}
