package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From commit to handled, and how fast a backlog drains. Prints what it measures; the bounds are loose on purpose. */
@Tag("slow")
class LatencyTest {

    @Test
    void events_are_handled_soon_after_their_commit_and_a_backlog_drains() throws Exception {
        try (var database = new TestDatabase()) {
            var outbox = database.clinicOutbox();
            var committed = new ConcurrentHashMap<String, Long>();
            var handled = new ConcurrentHashMap<String, Long>();
            var settings = TestDatabase.settings(Map.of("batch-size", "500", "poll", "PT1S"), "desk", "clinic");
            var engine = database.engine(
                    settings,
                    new WriteEffect(database.desk, (event, delivery) -> handled.put(event.note(), System.nanoTime())));
            engine.start();
            for (var i = 0; i < 500; i++) {
                var note = "n" + i;
                inTransaction(() -> outbox.append(Noted.about("a" + note.hashCode() % 50, note)));
                committed.put(note, System.nanoTime());
                Thread.sleep(20);
            }
            await().until(() -> handled.size() == 500);
            var millis = committed.keySet().stream()
                    .mapToDouble(note -> (handled.get(note) - committed.get(note)) / 1e6)
                    .sorted()
                    .toArray();
            System.out.printf("commit to handler at 50/s: p50 %.1f ms, p99 %.1f ms%n", millis[250], millis[495]);
            assertThat(millis[250]).isLessThan(100);
            engine.stop();

            database.execute(
                    "insert into clinic.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
                            + " select 'case', 'd' || i % 2000, 1 + i / 2000, 'clinic.noted.v1', '', '{\"note\": \"x\"}', now() from generate_series(0, 19999) i");
            var second = database.engine(settings, new CountOnly());
            var began = System.nanoTime();
            second.start();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> CountOnly.COUNT.get() == 20_000);
            System.out.printf("drain: %.0f events/s%n", 20_000 / ((System.nanoTime() - began) / 1e9));
            second.stop();
        }
    }

    private static final class CountOnly implements EventHandler<Noted> {

        static final java.util.concurrent.atomic.AtomicInteger COUNT = new java.util.concurrent.atomic.AtomicInteger();

        @Override
        public String type() {
            return Noted.TYPE;
        }

        @Override
        public Class<Noted> payloadType() {
            return Noted.class;
        }

        @Override
        public void on(Noted payload, Delivery delivery) {
            COUNT.incrementAndGet();
        }
    }
}
