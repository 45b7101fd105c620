package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;
import static org.kneadwell.outbox.TestDatabase.settings;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private TestDatabase database;

    @BeforeEach
    void open() throws Exception {
        Metrics.addRegistry(registry);
        database = new TestDatabase();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        Metrics.removeRegistry(registry);
    }

    @Test
    void lag_age_letters_batches_and_handler_times_are_told() throws Exception {
        var outbox = database.clinicOutbox();
        var goOn = new CountDownLatch(1);
        var often = Map.of("measure", "PT0.05S");
        var desk = database.engine(
                settings(often, "desk", "clinic"), Meters.find(), new WriteEffect(database.desk, (event, delivery) -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        var clinic = TestDatabase.engine(
                settings(often, "clinic"), database.clinic, database.clinic, Meters.find(), TraceContext.NONE);
        clinic.start();
        try {
            // A process has one service and so one such gauge; here the clinic's has to be the first of two.
            await().until(() -> registry.find("outbox.unsent.seconds").gauge() != null);
            desk.start();
            await().until(() -> database.number("select count(*) from clinic.outbox_subscriber") == 1);
            inTransaction(() -> {
                for (var i = 0; i < 5; i++) {
                    outbox.append(Noted.about("a" + i, "x"));
                }
                outbox.append(new NewEvent("case", "b", "clinic.closed.v1", new Noted("nobody knows it")));
            });
            await().until(() -> gauge("outbox.lag.events") == 6);
            await().until(() -> gauge("outbox.lag.seconds") > 0.3);
            await().until(() -> registry.get("outbox.unsent.seconds").gauge().value() > 0.3);

            goOn.countDown();
            await().until(() -> gauge("outbox.lag.events") == 0);
            await().until(() -> gauge("outbox.parked") == 1);
            await().until(() -> registry.get("outbox.unsent.seconds").gauge().value() == 0);
            assertThat(gauge("outbox.lag.seconds")).isZero();
            assertThat(registry.get("outbox.batch.size").summary().totalAmount())
                    .isEqualTo(6);
            assertThat(registry.get("outbox.handler")
                            .tag("type", Noted.TYPE)
                            .timer()
                            .count())
                    .isEqualTo(5);
        } finally {
            goOn.countDown();
            desk.stop();
            clinic.stop();
        }
    }

    private double gauge(String name) {
        var gauge = registry.find(name).tag("subscription", "clinic").gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
