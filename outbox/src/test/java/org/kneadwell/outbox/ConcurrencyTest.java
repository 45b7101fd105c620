package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;
import static org.kneadwell.outbox.TestDatabase.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Writers whose transactions overlap, two engines on one subscription, and connections killed under all of them. A
 * cursor that follows the sequence loses events here; see docs/architecture/outbox.md.
 */
class ConcurrencyTest {

    private static final int WRITERS = 8;
    private static final Duration FOR = Duration.ofSeconds(6);

    private TestDatabase database;

    @BeforeEach
    void open() throws Exception {
        database = new TestDatabase();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void nothing_is_lost_doubled_or_out_of_order_while_connections_are_killed() throws Exception {
        var outbox = database.clinicOutbox();
        var engines = new ArrayList<Engine>();
        for (var i = 0; i < 2; i++) {
            var engine = database.engine(settings("desk", "clinic"), new WriteEffect(database.desk));
            engine.start();
            engines.add(engine);
        }
        var until = System.nanoTime() + FOR.toNanos();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < WRITERS; i++) {
            var random = new Random(i);
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < until) {
                    try {
                        inTransaction(() -> {
                            var own = "own " + Thread.currentThread().threadId();
                            outbox.append(Noted.about(own, "x"));
                            // Numbers are drawn now and become visible only later, in another order.
                            Thread.sleep(random.nextInt(5));
                            outbox.append(Noted.about("shared " + random.nextInt(6), "y"));
                            if (random.nextInt(20) == 0) {
                                throw new IllegalStateException("rolled back");
                            }
                        });
                    } catch (Exception e) {
                        // Rolled back on purpose, or killed: what counts is what was committed.
                    }
                }
            }));
        }
        var kills = new AtomicInteger();
        while (System.nanoTime() < until) {
            Thread.sleep(150);
            kills.addAndGet(database.killConnections("random() < 0.15"));
        }
        for (var thread : threads) {
            thread.join();
        }
        var written = database.number("select count(*) from clinic.outbox");
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(database.number("select count(*) from desk.effect")
                                    + database.number(
                                            "select count(*) from desk.dead_letter where payload is not null"))
                            .isEqualTo(written));
        } finally {
            engines.forEach(Engine::stop);
            System.out.printf(
                    "%d written, %d applied, %d put aside, %d connections killed%n",
                    written,
                    database.number("select count(*) from desk.effect"),
                    database.number("select count(*) from desk.dead_letter"),
                    kills.get());
        }

        assertThat(kills.get()).as("connections killed").isGreaterThan(20);
        assertThat(written).as("events written").isGreaterThan(500);
        // A doubled one would have broken the primary key of the effects.
        assertThat(
                        database.number(
                                "select count(*) from clinic.outbox o left join desk.effect e on e.event_id = o.id where e.event_id is null"))
                .as("lost or put aside")
                .isZero();
        assertThat(
                        database.number(
                                "select count(*) from (select version, row_number() over (partition by aggregate order by ord) n from desk.effect) e where version <> n"))
                .as("out of order within an aggregate")
                .isZero();
    }
}
