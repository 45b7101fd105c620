package org.kneadwell.benchmarks.matching;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.kneadwell.testkit.BookingRows;
import org.kneadwell.testkit.TestDatabase;

/**
 * Many therapists of a town, as different as people are: styles, regions and pressure at random, most qualities said by most,
 * hours on five days a week, about thirty appointments in two weeks. And what lies behind them.
 */
final class Town {

    static final String ZONE = "Europe/Berlin";

    private static final String THERAPISTS = """
            with place as (
              insert into location (id, version, name, address, jurisdiction, zone, created_at)
              select gen_random_uuid(), 0, 'Mill Lane ' || n, n || ' Mill Lane', 'R1', 'Europe/Berlin', now()
              from generate_series(1, greatest(1, %1$d / 5)) as n returning id),
            places as (select array_agg(id) as ids from place)
            insert into therapist (id, version, account_id, name, email, bio, practising_since, location_id, styles, regions,
              intensity_low, intensity_high, talks_about_pressure, intake_process, communicates_consent, modifies_pressure,
              starts_lighter, movement_work, therapeutic_experience, created_at, published_at)
            select gen_random_uuid(), 0, gen_random_uuid(), 'Therapist ' || n, 't' || n || '@example.test',
              repeat('Slow, focused work. ', 10), 2000 + n %% 25,
              ids[1 + n %% array_length(ids, 1)],
              (select array_agg(style) from unnest(array['relaxation', 'deep_tissue', 'trigger_point', 'sports', 'clinical_jing',
                 'fascial', 'movement_stretch', 'self_massage_coaching']) with ordinality as s (style, i)
               where i = 1 + n %% 8 or random() + 0 * n < 0.3),
              (select coalesce(array_agg(region), '{}') from unnest(array['head', 'jaw', 'neck', 'shoulders', 'upper_back',
                 'mid_back', 'low_back', 'hips', 'hip_flexors', 'glutes_piriformis', 'hamstrings', 'thighs', 'lower_legs', 'feet',
                 'arms']) as r (region) where random() + 0 * n < 0.4),
              1 + n %% 5, 6 + n %% 3,
              random() < 0.9, random() < 0.8, random() < 0.8, random() < 0.8, random() < 0.6, random() < 0.5, random() < 0.5,
              now(), now()
            from generate_series(1, %1$d) as n, places
            """;

    private static final List<String> THEIRS = List.of("""
            insert into licence (id, version, therapist_id, jurisdiction, number, valid_from, valid_until, created_at, verified_at,
              verified_by)
            select gen_random_uuid(), 0, id, case when random() < 0.9 then 'R1' else 'R2' end, id::text, current_date - 300,
              current_date + (random() * 400)::integer, now(), now(), gen_random_uuid()
            from therapist
            """, """
            insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
            select gen_random_uuid(), 0, id, minutes || ' minutes', minutes, minutes, 'EUR', now()
            from therapist, unnest(array[60, 90]) as m (minutes)
            """, """
            insert into working_hours (therapist_id, day, from_time, to_time)
            select id, day, make_time(8 + late, 0, 0), make_time(16 + late, 0, 0)
            from (select id, (random() * 3)::integer as late, (random() * 6)::integer as off from therapist) t,
              generate_series(1, 7) as day
            where day not in (1 + off, 1 + (off + 1) % 7)
            """, """
            insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes, notice_minutes,
              horizon_days, grid, gaps, day_sessions)
            select id, case when random() < 0.5 then 15 else 60 end, 0, 15, 60 * (random() * 24)::integer, 60,
              case when random() < 0.5 then 'on_the_clock' else 'from_window_start' end,
              case when random() < 0.2 then 'only_at_edges' else 'any' end,
              case when random() < 0.3 then 6 end
            from therapist where random() < 0.5
            """);

    /** From so many days ago to two weeks ahead, three of four hours of a working day at random. */
    private static final String APPOINTMENTS = """
            insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id, therapist_account_id,
              therapist_name, service_id, service_name, service_minutes, price_amount, price_currency, location_id, location_name,
              location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at, first_visit)
            select gen_random_uuid(), 1, case when at < now() then 'completed' else 'booked' end, gen_random_uuid(), 'M',
              'm@example.test', t.id, t.account_id, t.name, gen_random_uuid(), '60 minutes', 60, 60, 'EUR', t.location_id, 'Mill Lane',
              '4 Mill Lane', 'Europe/Berlin', at, at + interval '60 minutes', at, at + interval '75 minutes', at - interval '9 days',
              false
            from therapist t join working_hours h on h.therapist_id = t.id,
              generate_series(current_date - %d, current_date + 14, interval '1 day') as date,
              generate_series(0, 5) as slot,
              lateral (select (date + h.from_time + slot * interval '80 minutes') at time zone 'Europe/Berlin') as s (at)
            where extract(isodow from date) = h.day and random() < 0.5
            """;

    private static final List<String> GOALS =
            List.of("knots", "relax_stress", "tension_headache", "manage_chronic", "tightness_low_back_hips");
    private static final List<String> FOCUS_AREAS = List.of("neck", "shoulders", "low_back", "hips");

    private Town() {}

    /** @param daysBehind how many days of past appointments there are */
    static void fill(TestDatabase database, int therapists, int daysBehind) throws SQLException {
        try (Connection connection = database.connect("booking_owner");
                var statement = connection.createStatement()) {
            statement.execute(THERAPISTS.formatted(therapists));
            for (String theirs : THEIRS) {
                statement.execute(theirs);
            }
            statement.execute(APPOINTMENTS.formatted(daysBehind));
            statement.execute("vacuum analyze");
        }
    }

    /** Clients whose wishes differ; every tenth has none, so that very many therapists suit it equally well. */
    static List<UUID> clients(TestDatabase database, int count) {
        var random = new Random(1);
        try (var rows = new BookingRows(database, ZONE)) {
            return rows.clients(IntStream.range(0, count)
                    .mapToObj(i -> needs(i, i % 10 != 0, random))
                    .toList());
        }
    }

    private static String needs(int i, boolean wishes, Random random) {
        return """
                {"assessed": {"bookable": true, "ceiling": 7, "needsModifiedPressure": %s, "excludedStyles": [],
                  "excludedOnFirstVisit": [], "goals": [%s], "focusAreas": [%s], "leftReason": "na",
                  "statedAt": "2026-01-01T00:00:00Z", "startLighter": %s, "wantMovement": %s}, "regions": [%s]}
                """.formatted(
                        i % 4 == 0 && wishes,
                        some(wishes, random, GOALS),
                        some(wishes, random, FOCUS_AREAS),
                        i % 3 == 0 && wishes,
                        i % 5 == 1,
                        wishes
                                ? "{\"region\": \"low_back\", \"target\": 5, \"band\": {\"low\": 4, \"high\": 5}, \"start\": 3}"
                                : "");
    }

    private static String some(boolean any, Random random, List<String> of) {
        return of.stream()
                .filter(_ -> any && random.nextBoolean())
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", "));
    }
}
