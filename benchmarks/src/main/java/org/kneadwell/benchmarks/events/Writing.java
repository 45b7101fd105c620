package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.expect;
import static org.kneadwell.benchmarks.events.Findings.say;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.BareLibrary;

/**
 * What writing events costs at the utmost; what it costs the changes that are really made, {@code BookingLoad} says. From as many clients at the highest rate they reach, taking turns:
 *
 * <ul>
 *   <li>events alone, by pgbench and through the library, beside the same rows into a table without partitions and numbering;
 *   <li>changes of an appointment alone and with an event in the same transaction, by pgbench and through the library.
 * </ul>
 */
final class Writing {

    private static final int APPOINTMENTS = 20_000;

    // As booking-service's, with its indexes and its constraint against double booking.
    private static final String TABLES = """
            drop schema if exists measured cascade;
            create schema measured;
            create table measured.plain (
              seq bigint generated always as identity primary key, id uuid not null default uuidv7(), aggregatetype text not null,
              aggregateid text not null, aggregateversion bigint not null, type text not null, dataschema text not null,
              payload jsonb not null, headers jsonb not null, occurred_at timestamptz not null);
            create table measured.appointment (like booking.appointment including all, n serial unique);
            insert into measured.appointment (id, version, state, client_id, client_name, client_email, therapist_id,
              therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount, price_currency,
              location_id, location_name, location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at, first_visit)
            select gen_random_uuid(), 1, 'booked', gen_random_uuid(), 'M', 'm@example.test', t.id, t.id, 'T', t.id, 'Deep tissue', 60,
              80, 'USD', t.id, 'Quiet Room', '1 Elm Street', 'America/New_York', at, at + interval '1 hour', at, at + interval '75 minutes',
              now(), false
            from generate_series(1, 200) therapist,
              lateral (select md5(therapist::text)::uuid as id) t,
              generate_series(1, %d / 200) n,
              lateral (select date_trunc('hour', now()) + n * interval '2 hours') ago (at);
            grant usage on schema measured to booking;
            grant all on all tables in schema measured to booking;
            """.formatted(APPOINTMENTS);

    private static final String CHANGE = """
            update measured.appointment set state = case state when 'booked' then 'completed' else 'booked' end, version = version + 1
            where n = %s""";

    private final EventDatabase database;
    private final int clients;
    private final int rounds;
    private final int seconds;

    /** @param seconds of each turn */
    Writing(EventDatabase database, int clients, int rounds, int seconds) {
        this.database = database;
        this.clients = clients;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    private interface Turn {
        double perSecond() throws Exception;
    }

    void run() throws Exception {
        database.forget();
        database.execute(TABLES);
        var pgbench = new PgBench(database.server(), "booking", clients);
        // No colon before a letter or digit: pgbench would take it for a variable.
        var payload = "'{\"appointmentId\":\"'||%s||'\",\"clientId\":\"00000000-0000-0001-0000-000000000001\","
                + "\"clientName\":\"Mira Client\",\"clientEmail\":\"mira@example.test\","
                + "\"therapistId\":\"00000000-0000-0002-0000-000000000002\","
                + "\"therapistAccountId\":\"00000000-0000-0002-0000-000000000002\",\"therapistName\":\"Tom Therapist\","
                + "\"therapistEmail\":\"tom@example.test\",\"serviceName\":\"Deep tissue\",\"start\":\"20260302T150000Z\","
                + "\"end\":\"20260302T160000Z\",\"zone\":\"America/New_York\",\"firstVisit\": false}'";
        var fresh = "\\set a random(1, 1000000000000)\n";
        var some = "\\set a random(1, " + APPOINTMENTS + ")\n";
        var id = "md5((:a)::text)::uuid::text";
        var type = EventTypes.of(AppointmentBooked.class);
        var event = filled(
                "'appointment'",
                id,
                "'" + type + "'",
                "'https://kneadwell.org/schemas/" + type + ".json'",
                payload.formatted(id),
                "'{}'",
                "now()");
        var plain =
                "insert into measured.plain (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, headers,"
                        + " occurred_at) values ('appointment', " + id + ", 1, '" + type
                        + "', 'https://kneadwell.org/schemas/" + type
                        + ".json', (" + payload.formatted(id) + ")::jsonb, '{}', now())";
        var change = CHANGE.formatted(":a").replace('\n', ' ');

        try (var appointments = new Appointments(database)) {
            var pool = database.pool("booking");
            var turns = new LinkedHashMap<String, Turn>();
            turns.put("plain", () -> pgbench.run(fresh + plain + ";\n", seconds).perSecond());
            turns.put(
                    "event",
                    () -> writing(() -> {
                        var result = pgbench.run(fresh + event + ";\n", seconds);
                        return new Done(result.transactions(), result.perSecond());
                    }));
            turns.put("event, library", () -> writing(() -> closed(() -> appointments.book(UUID.randomUUID()))));
            turns.put(
                    "change",
                    () -> pgbench.run(some + "begin;\n" + change + ";\nend;\n", seconds)
                            .perSecond());
            turns.put(
                    "change+event",
                    () -> writing(() -> {
                        var result = pgbench.run(some + "begin;\n" + change + ";\n" + event + ";\nend;\n", seconds);
                        return new Done(result.transactions(), result.perSecond());
                    }));
            turns.put("change, library", () -> closed(() -> change(pool, null)).perSecond());
            turns.put("change+event, library", () -> writing(() -> closed(() -> change(pool, appointments))));

            var found = new LinkedHashMap<String, List<Double>>();
            // The first round warms up.
            for (int round = 0; round <= rounds; round++) {
                for (var turn : turns.entrySet()) {
                    double rate = turn.getValue().perSecond();
                    if (round > 0) {
                        found.computeIfAbsent(turn.getKey(), _ -> new ArrayList<>())
                                .add(rate);
                    }
                }
                database.execute("truncate booking.outbox, booking.outbox_aggregate, measured.plain");
                database.execute("vacuum analyze measured.appointment");
                database.execute("checkpoint");
            }
            report(found);
        }
    }

    private void report(Map<String, List<Double>> found) {
        say(
                "writing, %d clients, a second (median of %d rounds of %d s that take turns; lowest and highest):",
                clients, rounds, seconds);
        found.forEach((what, rates) -> say(
                "  %-24s %,8.0f (%,.0f–%,.0f)",
                what,
                median(rates),
                rates.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
        say(
                "  an event is written at %.0f %% of the rate of the same row into a plain table, through the library at %.0f %%",
                share(found, "event", "plain"), share(found, "event, library", "plain"));
        say(
                "  the smallest change, one row, with its event is made at %.0f %% of the rate without, through the library at %.0f %%",
                share(found, "change+event", "change"), share(found, "change+event, library", "change, library"));
    }

    private static double share(Map<String, List<Double>> found, String some, String all) {
        return 100 * median(found.getOrDefault(some, List.of())) / median(found.getOrDefault(all, List.of()));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** What the library sends, with values in the place of its question marks. */
    private static String filled(String... values) {
        var parts = BareLibrary.appendStatement(Appointments.SCHEMA)
                .replaceAll("\\s+", " ")
                .split("\\?", -1);
        expect("Values of the library's statement", parts.length - 1, values.length);
        var text = new StringBuilder(parts[0]);
        for (int i = 0; i < values.length; i++) {
            text.append('(').append(values[i]).append(')').append(parts[i + 1]);
        }
        return text.toString();
    }

    private record Done(long transactions, double perSecond) {}

    private interface Writes {
        Done run() throws Exception;
    }

    /** Holds whoever writes events to having written one a transaction. */
    private double writing(Writes writes) throws Exception {
        long before = database.number("select count(*) from booking.outbox");
        var done = writes.run();
        long after = database.number("select count(*) from booking.outbox");
        expect("Events written", after - before, done.transactions());
        return done.perSecond();
    }

    private interface Once {
        void run() throws Exception;
    }

    /** Each client does it again as soon as it is done. */
    private Done closed(Once once) throws Exception {
        var count = new AtomicLong();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<?>>();
            for (int client = 0; client < clients; client++) {
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        once.run();
                        count.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        return new Done(count.get(), count.get() * 1e9 / (System.nanoTime() - start));
    }

    private static void change(DataSource pool, @org.jspecify.annotations.Nullable Appointments appointments)
            throws Exception {
        int n = ThreadLocalRandom.current().nextInt(APPOINTMENTS) + 1;
        EventDatabase.TRANSACTIONS.begin();
        try {
            try (var connection = pool.getConnection();
                    var statement = connection.prepareStatement(CHANGE.formatted("?"))) {
                statement.setInt(1, n);
                expect("Appointments changed", statement.executeUpdate(), 1);
            }
            if (appointments != null) {
                appointments.append(new UUID(n, n));
            }
        } catch (SQLException | RuntimeException e) {
            EventDatabase.TRANSACTIONS.rollback();
            throw e;
        }
        EventDatabase.TRANSACTIONS.commit();
    }
}
