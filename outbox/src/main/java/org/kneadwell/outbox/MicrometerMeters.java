package org.kneadwell.outbox;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Meters in Micrometer's global registry, which Quarkus fills. */
final class MicrometerMeters implements Meters {

    private final Map<String, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> batches = new ConcurrentHashMap<>();

    // Looked up once: building a meter's name and tags for every event costs more than recording it.
    @Override
    public void handled(String type, long nanos) {
        timers.computeIfAbsent(
                        type,
                        key -> Timer.builder("outbox.handler")
                                .description("Time an event's handlers took")
                                .tag("type", key)
                                .register(Metrics.globalRegistry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void batch(String subscription, int events) {
        batches.computeIfAbsent(
                        subscription,
                        key -> DistributionSummary.builder("outbox.batch.size")
                                .description("Events applied in one transaction")
                                .tag("subscription", key)
                                .register(Metrics.globalRegistry))
                .record(events);
    }

    @Override
    public void lag(String subscription, int shard, long events, double seconds) {
        var tags = Tags.of("subscription", subscription, "shard", Integer.toString(shard));
        gauge("outbox.lag.events", "Events not yet applied", tags, events);
        gauge("outbox.lag.seconds", "Age of the oldest event not yet applied", tags, seconds);
    }

    @Override
    public void parked(String subscription, long letters) {
        gauge("outbox.parked", "Open dead letters", Tags.of("subscription", subscription), letters);
    }

    @Override
    public void unsent(double seconds) {
        gauge(
                "outbox.unsent.seconds",
                "Age of the oldest own event that some subscriber has not applied",
                Tags.empty(),
                seconds);
    }

    private void gauge(String name, String description, Tags tags, double value) {
        gauges.computeIfAbsent(name + tags, key -> {
                    var latest = new AtomicReference<>(value);
                    Gauge.builder(name, latest, AtomicReference::get)
                            .description(description)
                            .tags(tags)
                            .strongReference(true)
                            .register(Metrics.globalRegistry);
                    return latest;
                })
                .set(value);
    }
}
