package org.kneadwell.benchmarks.booking;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.kneadwell.testkit.BookingRows;
import org.kneadwell.testkit.BookingRows.Therapist;
import org.kneadwell.testkit.TestDatabase;

/** Therapists with free days ahead and years behind them, and one client for each booking. */
final class Practices implements AutoCloseable {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    /** With the buffer of a quarter of an hour after it, any of the starts below stays free whichever others are taken. */
    private static final int MINUTES = 75;

    private static final List<LocalTime> STARTS = List.of(
            LocalTime.of(9, 0), LocalTime.of(10, 30), LocalTime.of(12, 0), LocalTime.of(13, 30), LocalTime.of(15, 0));
    private static final int DAYS = 55;

    private final TestDatabase database;
    private final BookingRows rows;
    private final List<Wish> wishes;

    /** One client who wants one free time. */
    record Wish(UUID client, UUID therapist, UUID service, Instant start) {

        String json() {
            return "{\"therapistId\":\"" + therapist + "\",\"serviceId\":\"" + service + "\",\"start\":\"" + start
                    + "\"}";
        }
    }

    /**
     * @param bookings how many clients, each with a time of his own; at most 275 a therapist
     * @param past how many sessions lie behind all therapists together
     */
    Practices(TestDatabase database, int therapists, int bookings, int past) {
        this.database = database;
        rows = new BookingRows(database, ZONE.getId());
        List<Therapist> made = rows.therapists(rows.location(), therapists);
        List<UUID> services = rows.services(made.stream().map(Therapist::id).toList(), MINUTES);
        rows.update("""
                insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id,
                  therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount, price_currency,
                  location_id, location_name, location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at, first_visit)
                select gen_random_uuid(), 1, 'completed', gen_random_uuid(), 'M', 'm@example.test', t.id, t.account_id, t.name,
                  s.id, s.name, s.minutes, 80, 'USD', t.location_id, 'Quiet Room', '1 Elm Street', ?, at, at + interval '75 minutes', at,
                  at + interval '90 minutes', at - interval '10 days', false
                from therapist t join service s on s.therapist_id = t.id,
                  generate_series(1, ?) as n, lateral (select date_trunc('hour', now()) - n * interval '4 hours') as ago (at)
                """, ZONE.getId(), past / therapists);

        List<UUID> clients = rows.clients(bookings);
        LocalDate tomorrow = LocalDate.now(Clock.system(ZONE)).plusDays(2);
        var free = new ArrayList<Wish>();
        UUID nobody = new UUID(0, 0);
        for (int t = 0; t < therapists; t++) {
            for (int day = 0; day < DAYS; day++) {
                for (LocalTime start : STARTS) {
                    free.add(new Wish(
                            nobody,
                            made.get(t).id(),
                            services.get(t),
                            tomorrow.plusDays(day).atTime(start).atZone(ZONE).toInstant()));
                }
            }
        }
        Collections.shuffle(free, new Random(1));
        wishes = IntStream.range(0, bookings)
                .mapToObj(i -> new Wish(
                        clients.get(i),
                        free.get(i).therapist(),
                        free.get(i).service(),
                        free.get(i).start()))
                .toList();
        tidy();
    }

    List<Wish> wishes() {
        return wishes;
    }

    /**
     * Forgets all bookings of the future, and what was written with them into these tables. What is empty is not analysed, as in a database that
     * was just made: otherwise PostgreSQL plans to read all of it each time, and keeps to that as it grows.
     */
    void forget(List<String> filled) {
        rows.update("delete from appointment where start_at > now()");
        tidy();
        filled.forEach(table -> rows.update("truncate " + table));
        superuser("checkpoint");
    }

    /** How many bookings of the future there are, which tells whether a run did what it says. */
    long booked() {
        return (Long) rows.query("select count(*) from appointment where start_at > now() and state = 'booked'")
                .getFirst()
                .getFirst();
    }

    private void tidy() {
        superuser("vacuum analyze");
        superuser("checkpoint");
    }

    private void superuser(String command) {
        try (var connection = database.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
