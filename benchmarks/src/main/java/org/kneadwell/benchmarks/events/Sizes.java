package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.expect;
import static org.kneadwell.benchmarks.events.Findings.say;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.kneadwell.benchmarks.booking.Latencies;
import org.kneadwell.outbox.BareLibrary;

/** What events take on disk, with retention at work, and beside a transaction that stays open. */
final class Sizes {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int DAYS = 20;
    private static final int KEPT_DAYS = 7;

    private final EventDatabase database;

    Sizes(EventDatabase database) {
        this.database = database;
    }

    /** Writes the events as if over twenty days, has them applied and reported, and drops what is older than a week. */
    void retention(int events) throws Exception {
        database.forget();
        int aDay = events / DAYS;
        int written = aDay * DAYS;
        // The oldest day is that many days ago; the youngest is today.
        for (int day = 0; day < DAYS; day++) {
            var date = database.text("select ((now() at time zone 'UTC')::date - %d)::text".formatted(DAYS - 1 - day));
            if (DAYS - 1 - day > 1) {
                database.execute(
                        "set role booking_owner; create table booking.outbox_p%s partition of booking.outbox for values from ('%s') to (date '%s' + 1); reset role"
                                .formatted(date.replace("-", ""), date, date));
            }
            writeDay(date, day, aDay);
        }
        database.tidy();
        expect("Events written", database.number("select count(*) from booking.outbox"), written);
        say("%,d events over %d days, two events for each appointment:", written, DAYS);
        report("  written", written);

        try (var _ = BareLibrary.start(
                Map.of("schema", "feedback", "sources", Appointments.SCHEMA, "measure", "PT1S"),
                database.pool("feedback"),
                EventDatabase.TRANSACTIONS,
                Appointments.tellingOnly(_ -> {}))) {
            long began = System.nanoTime();
            database.awaitApplied(PATIENCE);
            say("  applied, by handlers that do nothing, in %.0f s", (System.nanoTime() - began) / 1e9);
            awaitReport();
        }
        var partitions = "select count(*) from pg_inherits where inhparent = 'booking.outbox'::regclass";
        long before = database.number(partitions);
        long began = System.nanoTime();
        long dropped;
        try (var booking = database.server().connect("booking");
                var row = booking.createStatement()
                        .executeQuery("select booking.outbox_drop_partitions(%d)".formatted(KEPT_DAYS))) {
            row.next();
            dropped = row.getLong(1);
        }
        say(
                "  retention of %d days dropped %d of %d partitions in %.0f ms",
                KEPT_DAYS, dropped, before, (System.nanoTime() - began) / 1e6);
        expect("Partitions dropped", dropped, DAYS - 1 - KEPT_DAYS);
        long left = database.number("select count(*) from booking.outbox");
        expect("Events left", left, (long) (KEPT_DAYS + 1) * aDay);
        report("  left", left);
        // Partitions made for this measurement would be in the way of the next.
        for (int day = 2; day <= KEPT_DAYS; day++) {
            database.execute("drop table booking.outbox_p"
                    + database.text(
                            "select to_char((now() at time zone 'UTC')::date - %d, 'YYYYMMDD')".formatted(day)));
        }
    }

    private void writeDay(String date, int day, int events) throws SQLException {
        Appointments.backlog(database, "day" + day, events, "date '" + date + "'");
        database.execute("""
                insert into booking.outbox_aggregate (aggregatetype, aggregateid, version)
                select aggregatetype, aggregateid, max(aggregateversion) from booking.outbox where created_on = '%s' group by 1, 2
                """.formatted(date));
    }

    private void awaitReport() throws SQLException, InterruptedException {
        var reported = """
                select coalesce(bool_and(pg_visible_in_snapshot((select max(txid) from booking.outbox), applied)), false)::int
                from booking.outbox_subscriber""";
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (database.number(reported) == 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("The subscriber has not reported.");
            }
            Thread.sleep(200);
        }
    }

    /**
     * Writes events of the same appointments again and again while they are applied, first alone, then beside a transaction
     * that stays open all the time and has written something, so that no row version it might see can be cleared away.
     *
     * @param rate events a second
     * @param seconds of each of the two
     */
    void heldTransaction(int rate, int seconds) throws Exception {
        say("%d events a second for %d s, over 2,000 appointments, applied as they come:", rate, seconds);
        alongside("  without an open transaction", rate, seconds);
        try (var holder = database.server().connect("postgres")) {
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
            try (var statement = holder.createStatement()) {
                statement.execute("select pg_current_xact_id()");
                statement.execute("select count(*) from booking.outbox");
            }
            // It looked first; from here on it holds back the vacuum.
            alongside("  beside a transaction open all that time", rate, seconds);
            holder.rollback();
        }
    }

    private void alongside(String what, int rate, int seconds) throws Exception {
        // Not truncated: the transaction that stays open has a lock on the table.
        long eventsBefore = database.number("select count(*) from booking.outbox");
        var handled = new ConcurrentHashMap<UUID, Long>();
        var committed = new ConcurrentHashMap<UUID, Long>();
        var before = sizes();
        try (var appointments = new Appointments(database);
                var _ = BareLibrary.start(
                        Map.of("schema", "feedback", "sources", Appointments.SCHEMA),
                        database.pool("feedback"),
                        EventDatabase.TRANSACTIONS,
                        Appointments.tellingOnly(delivery -> handled.put(delivery.eventId(), System.nanoTime())))) {
            int written = OpenRate.run(
                    rate, seconds, i -> committed.put(appointments.book(new UUID(3, i % 2000)), System.nanoTime()));
            database.awaitApplied(PATIENCE);
            expect("Events written", database.number("select count(*) from booking.outbox") - eventsBefore, written);
            var nanos = new ArrayList<Long>();
            committed.forEach((id, at) -> nanos.add(handled.getOrDefault(id, Long.MAX_VALUE) - at));
            say(
                    "%s: commit to handler %s",
                    what, Latencies.of(nanos.stream().mapToLong(Long::longValue).toArray()));
            var after = sizes();
            for (int i = 0; i < before.size(); i++) {
                say(
                        "    %-24s table %,8d → %,8d KiB, indexes %,8d → %,8d KiB",
                        after.get(i).name,
                        before.get(i).table / 1024,
                        after.get(i).table / 1024,
                        before.get(i).indexes / 1024,
                        after.get(i).indexes / 1024);
            }
        }
    }

    private void report(String what, long events) throws SQLException {
        for (var size : sizes()) {
            say(
                    "%-12s %-24s table %,8d KiB, indexes %,8d KiB%s",
                    what,
                    size.name,
                    size.table / 1024,
                    size.indexes / 1024,
                    size.name.equals("booking.outbox")
                            ? String.format(
                                    java.util.Locale.ROOT,
                                    " (%,d events: %d + %d bytes each)",
                                    events,
                                    size.table / events,
                                    size.indexes / events)
                            : "");
        }
    }

    /** In bytes; the table with what is stored beside it. */
    private record Size(String name, long table, long indexes) {}

    private List<Size> sizes() throws SQLException {
        var sizes = new ArrayList<Size>();
        for (var name : List.of(
                "booking.outbox", "booking.outbox_aggregate", "feedback.inbox_aggregate", "feedback.inbox_cursor")) {
            var parts = "(select relid from pg_partition_tree('%s') union select '%s'::regclass)".formatted(name, name);
            sizes.add(new Size(
                    name,
                    database.number("select sum(pg_table_size(relid)) from " + parts),
                    database.number("select sum(pg_indexes_size(relid)) from " + parts)));
        }
        return sizes;
    }
}
