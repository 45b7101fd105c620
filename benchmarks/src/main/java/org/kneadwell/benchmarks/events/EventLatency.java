package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.expect;
import static org.kneadwell.benchmarks.events.Findings.say;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.kneadwell.benchmarks.booking.Latencies;
import org.kneadwell.outbox.BareLibrary;

/**
 * How long after its commit an event has had its effect.
 *
 * <ul>
 *   <li>Through the packaged feedback-service and its real handler: from the commit of the event to the commit of the row that the
 *       handler wrote, as PostgreSQL noted both.
 *   <li>Like the peers: from the moment the writer hears of its commit to the moment a handler that does nothing is called,
 *       both in one process.
 * </ul>
 */
final class EventLatency {

    private static final double P99_WANTED = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EventDatabase database;
    private final Findings findings;
    private final List<Integer> rates;
    private final int seconds;
    private final int warmUp;

    /**
     * @param rates events a second
     * @param warmUp seconds at the highest rate before anything counts
     */
    EventLatency(EventDatabase database, Findings findings, List<Integer> rates, int seconds, int warmUp) {
        this.database = database;
        this.findings = findings;
        this.rates = rates;
        this.seconds = seconds;
        this.warmUp = warmUp;
    }

    void throughTheService() throws Exception {
        database.forget();
        try (var appointments = new Appointments(database);
                var _ = database.feedback().start()) {
            int fastest = rates.getLast();
            OpenRate.run(fastest, warmUp, _ -> appointments.book(UUID.randomUUID()));
            for (int rate : rates) {
                database.awaitApplied(PATIENCE);
                long before = database.number("select coalesce(max(seq), 0) from booking.outbox");
                int written = OpenRate.run(rate, seconds, _ -> appointments.book(UUID.randomUUID()));
                database.awaitApplied(PATIENCE);
                long[] nanos = database.numbers("""
                        select (extract(epoch from pg_xact_commit_timestamp(a.xmin) - pg_xact_commit_timestamp(e.txid::xid)) * 1e9)::bigint
                        from booking.outbox e join feedback.appointment a on a.id = e.aggregateid::uuid
                        where e.seq > %d
                        """.formatted(before));
                expect("Effects of the events at " + rate + "/s", nanos.length, written);
                var latencies = Latencies.of(nanos);
                say("commit to effect committed in feedback-service, %d/s: %s", rate, latencies);
                findings.atMost(
                        "p99, commit to effect committed, " + rate + "/s", latencies.millis(0.99), P99_WANTED, "ms");
            }
        }
    }

    void likeThePeers() throws Exception {
        database.forget();
        var handled = new ConcurrentHashMap<UUID, Long>();
        try (var appointments = new Appointments(database);
                var _ = BareLibrary.start(
                        Map.of("schema", "feedback", "sources", Appointments.SCHEMA),
                        database.pool("feedback"),
                        EventDatabase.TRANSACTIONS,
                        Appointments.tellingOnly(delivery -> handled.put(delivery.eventId(), System.nanoTime())))) {
            OpenRate.run(rates.getLast(), warmUp, _ -> appointments.book(UUID.randomUUID()));
            for (int rate : rates) {
                database.awaitApplied(PATIENCE);
                handled.clear();
                var committed = new ConcurrentHashMap<UUID, Long>();
                int written = OpenRate.run(
                        rate, seconds, _ -> committed.put(appointments.book(UUID.randomUUID()), System.nanoTime()));
                database.awaitApplied(PATIENCE);
                expect("Events handled at " + rate + "/s", handled.size(), written);
                var nanos = new ArrayList<Long>();
                committed.forEach((id, at) -> nanos.add(handled.getOrDefault(id, Long.MAX_VALUE) - at));
                print(
                        "kneadwell outbox",
                        rate,
                        nanos.stream().mapToLong(Long::longValue).toArray());
            }
        }
    }

    static void print(String system, int rate, long[] nanos) {
        say("commit to a handler that does nothing, %-20s %4d/s: %s", system, rate, Latencies.of(nanos));
    }
}
