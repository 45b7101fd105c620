package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.expect;
import static org.kneadwell.benchmarks.events.Findings.say;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.kneadwell.outbox.BareLibrary;
import org.kneadwell.outbox.Delivery;

/**
 * How fast a backlog is applied that was written while nobody was there to apply it; timed by PostgreSQL from the start of the
 * subscriber to the commit of the last batch. Everybody has drained a smaller backlog before, to be warm.
 */
final class Drain {

    /** Of the library alone, which has the fastest settings as the peers have; the service drains with its own. */
    private static final int SHARDS = 2;

    private static final int BATCH = 2000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final EventDatabase database;
    private final int events;
    private final int warmUp;

    /** @param warmUp events drained before */
    Drain(EventDatabase database, int events, int warmUp) {
        this.database = database;
        this.events = events;
        this.warmUp = warmUp;
    }

    /** Through the library with handlers that do nothing. */
    double withoutEffects() throws Exception {
        database.forget();
        var told = new AtomicInteger();
        double rate = bare("handlers that do nothing", _ -> told.incrementAndGet());
        expect("Events handled", told.get(), events + warmUp);
        return rate;
    }

    /** Through the library with handlers that write a row for each event. */
    double withARowEach() throws Exception {
        database.forget();
        database.execute("""
                drop schema if exists measured cascade;
                create schema measured;
                create table measured.effect (event_id uuid primary key, aggregate text not null, version bigint not null);
                grant usage on schema measured to feedback;
                grant select, insert on measured.effect to feedback
                """);
        var sink = database.pool("feedback");
        double rate = bare("handlers that write a row", delivery -> writeRow(sink, delivery));
        expect("Rows written", database.number("select count(*) from measured.effect"), events + warmUp);
        return rate;
    }

    private double bare(String what, Consumer<Delivery> handler) throws Exception {
        var sink = database.pool("feedback");
        var handlers = Appointments.tellingOnly(handler);
        Appointments.backlog(database, "warm-up", warmUp);
        bareOnce(sink, handlers);
        Appointments.backlog(database, "drain", events);
        database.tidy();
        double rate = events / bareOnce(sink, handlers);
        say("drain of %,d events, %-28s %,8.0f/s", events, what, rate);
        return rate;
    }

    private double bareOnce(DataSource sink, List<? extends org.kneadwell.outbox.EventHandler<?>> handlers)
            throws Exception {
        double began = now();
        try (var _ = BareLibrary.start(
                Map.of(
                        "schema",
                        "feedback",
                        "sources",
                        Appointments.SCHEMA,
                        "shards",
                        Integer.toString(SHARDS),
                        "batch-size",
                        Integer.toString(BATCH)),
                sink,
                EventDatabase.TRANSACTIONS,
                handlers)) {
            database.awaitApplied(PATIENCE);
        }
        return lastBatch() - began;
    }

    private static void writeRow(DataSource sink, Delivery delivery) {
        try (var connection = sink.getConnection();
                var statement = connection.prepareStatement("insert into measured.effect values (?, ?, ?)")) {
            statement.setObject(1, delivery.eventId());
            statement.setString(2, delivery.aggregateId());
            statement.setLong(3, delivery.aggregateVersion());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Through the packaged feedback-service and its real handlers; it is frozen while the backlog is written. */
    double throughTheService() throws Exception {
        database.forget();
        Appointments.backlog(database, "warm-up", warmUp);
        try (var service = database.feedback().start()) {
            database.awaitApplied(PATIENCE);
            signal("STOP", service.pid());
            Appointments.backlog(database, "drain", events);
            database.tidy();
            double began = now();
            signal("CONT", service.pid());
            database.awaitApplied(PATIENCE);
            double rate = events / (lastBatch() - began);
            say("drain of %,d events, %-28s %,8.0f/s", events, "feedback-service's handlers", rate);
            expect(
                    "Appointments noted and cancelled",
                    database.number("select count(*) from feedback.appointment where cancelled"),
                    (events + warmUp) / 2);
            return rate;
        }
    }

    private double now() throws SQLException {
        return database.decimal("select extract(epoch from clock_timestamp())::float8");
    }

    private double lastBatch() throws SQLException {
        return database.decimal("""
                select extract(epoch from max(pg_xact_commit_timestamp(xmin)))::float8
                from feedback.inbox_cursor where subscription = 'booking'
                """);
    }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process))
                .inheritIO()
                .start()
                .waitFor();
        expect("kill", exit, 0);
    }
}
