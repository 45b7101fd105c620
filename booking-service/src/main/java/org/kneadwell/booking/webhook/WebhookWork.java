package org.kneadwell.booking.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersAddress;
import org.kneadwell.booking.webhook.WebhookDeliveries.Delivery;
import org.kneadwell.booking.webhook.WebhookSender.Outcome;
import org.kneadwell.kit.problem.Incidents;

/** Sends what is due, counts, and seals anew, on every replica. No transaction is open while a receiver takes its time. */
@ApplicationScoped
class WebhookWork {

    private static final Logger LOG = Logger.getLogger(WebhookWork.class);

    private static final int AT_ONCE = 8;

    private final WebhookDeliveries deliveries;
    private final WebhookEndpoints endpoints;
    private final WebhookSender sender;
    private final Clock clock;
    private final String source;
    private final AtomicLong due;
    private final AtomicLong failed;
    private final AtomicInteger working = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("webhooks-", 0).factory());

    WebhookWork(
            WebhookDeliveries deliveries,
            WebhookEndpoints endpoints,
            WebhookSender sender,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "kneadwell.web.base-url") String baseUrl) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.sender = sender;
        this.clock = clock;
        this.source = baseUrl + "/api/booking/v1";
        this.due = meters.gauge("kneadwell.webhooks.overdue", new AtomicLong());
        this.failed = meters.gauge("kneadwell.webhooks.failed", new AtomicLong());
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    /** One looks for what is due; whoever finds something calls another, as long as there are threads. */
    @Scheduled(
            identity = "webhooks",
            every = "${kneadwell.booking.webhook.look-every:1s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (working.incrementAndGet() > AT_ONCE) {
            working.decrementAndGet();
            return;
        }
        threads.execute(() -> {
            try {
                sendDue(this::look);
            } catch (RuntimeException failure) {
                // Without its message, which may hold an address. The claim runs out, and it is due again.
                LOG.errorf("A webhook could not be worked%s", Incidents.describe(failure));
            } finally {
                working.decrementAndGet();
            }
        });
    }

    /** Until there is nothing more, on this thread alone. */
    void sendDue() {
        sendDue(() -> {});
    }

    private void sendDue(Runnable found) {
        Optional<Delivery> claimed;
        while ((claimed = deliveries.claim()).isPresent()) {
            found.run();
            deliveries.done(claimed.get(), send(claimed.get()));
        }
    }

    private Outcome send(Delivery claimed) {
        var endpoint = endpoints.find(null, claimed.endpointId());
        if (endpoint.isEmpty()) {
            return new Outcome(null, "endpoint-disabled");
        }
        try {
            return sender.send(
                    StrangersAddress.of(endpoint.get().url(), WebhookSender.SENTENCES),
                    WebhookMessage.of(
                            source,
                            claimed.eventId(),
                            claimed.type(),
                            claimed.subject(),
                            claimed.occurredAt(),
                            clock.instant(),
                            endpoints.alive(claimed.endpointId())));
        } catch (NotAnAddress impossible) {
            throw new IllegalStateException("An address that was stored is one.");
        }
    }

    @Scheduled(identity = "webhook-counts", every = "30s", delayed = "10s")
    void count() {
        var counts = deliveries.counts();
        due.set(counts.due());
        failed.set(counts.failed());
    }

    @Scheduled(
            identity = "webhook-secrets",
            every = "${kneadwell.encryption.key-change.every}",
            delayed = "15s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void sealAnew() {
        endpoints.sealAnew();
    }
}
