package org.kneadwell.booking.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.egress.ListedHosts;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersAddress;
import org.kneadwell.booking.egress.StrangersHosts;

/**
 * Sends to addresses that strangers gave us, and so only where a stranger could send without us ({@link StrangersHosts}). No
 * redirect is followed, and of the answer only the status counts.
 */
@ApplicationScoped
class WebhookSender {

    static final StrangersAddress.Sentences SENTENCES = new StrangersAddress.Sentences(
            "This is not an address such as https://example.com/hooks.",
            "The address of an endpoint begins with https://.",
            "Take the user name and password out of the address; the signature shows who calls.");

    /** What is read of an answer before the connection is closed; it is thrown away. */
    private static final int MOST_BYTES = 16 * 1024;

    /** How long somebody who names an address waits for us to look at it. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final StrangersHosts hosts;
    private final HttpClient client;
    private final Duration patience;

    /** @param allowed addresses that may be sent to although they are not public, and without encryption; for tests only */
    @Inject
    WebhookSender(
            Vertx vertx,
            ListedHosts listed,
            @ConfigProperty(name = "kneadwell.booking.webhook.allow-addresses") Optional<List<String>> allowed,
            @ConfigProperty(name = "kneadwell.booking.webhook.patience", defaultValue = "10s") Duration patience) {
        this(vertx, InetAddress::getAllByName, listed, allowed.orElse(List.of()), patience, null);
    }

    WebhookSender(
            Vertx vertx,
            StrangersHosts.Resolver resolver,
            ListedHosts listed,
            List<String> allowed,
            Duration patience,
            @Nullable TrustOptions trusted) {
        this.vertx = vertx;
        this.hosts = new StrangersHosts(resolver, listed, allowed, "webhook-names-");
        this.patience = patience;
        this.client = StrangersHosts.client(vertx, trusted, 16);
    }

    @PreDestroy
    void close() {
        hosts.close();
        client.close();
    }

    Duration patience() {
        return patience;
    }

    /**
     * @param status of the answer, if there was one
     * @param error why there was none, kebab-case
     */
    record Outcome(@Nullable Integer status, @Nullable String error) {

        boolean delivered() {
            return status != null && status >= 200 && status < 300;
        }

        boolean gone() {
            return status != null && status == 410;
        }
    }

    /**
     * Looks at an address somebody names. What a name server says later is checked again at each connection.
     *
     * @throws NotAnAddress when nothing will ever be sent there as things are
     */
    StrangersAddress look(String text) throws NotAnAddress {
        var url = StrangersAddress.of(text, SENTENCES);
        hosts.requireReachable(url, SENTENCES, LOOK);
        return url;
    }

    /** Waits for the status; not for a thread that may not wait. */
    Outcome send(StrangersAddress url, WebhookMessage message) {
        long end = System.nanoTime() + patience.toNanos();
        InetAddress address;
        try {
            address = hosts.checked(url, end);
        } catch (StrangersHosts.Refused refused) {
            return new Outcome(null, refused.refusal().code());
        }
        try {
            var status = post(url, address, message, end)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return new Outcome(status, null);
        } catch (TimeoutException tooLong) {
            return new Outcome(null, "too-slow");
        } catch (ExecutionException failure) {
            return new Outcome(null, failure.getCause() instanceof TimeoutException ? "too-slow" : "unreachable");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome(null, "unreachable");
        }
    }

    private Future<Integer> post(StrangersAddress url, InetAddress address, WebhookMessage message, long end) {
        var request = url.request(HttpMethod.POST, address, patience)
                .putHeader("Content-Type", "application/cloudevents+json; charset=utf-8")
                .putHeader("webhook-id", message.id())
                .putHeader("webhook-timestamp", Long.toString(message.timestamp()))
                .putHeader("webhook-signature", message.signatures());
        return client.request(request).compose(sent -> {
            long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            sent.idleTimeout(left);
            // Whatever happens, the connection does not outlive our patience.
            vertx.setTimer(left + 100, _ -> sent.connection().close());
            return sent.send(message.body()).map(WebhookSender::statusOnly).timeout(left, TimeUnit.MILLISECONDS);
        });
    }

    private static int statusOnly(HttpClientResponse response) {
        int[] read = {0};
        response.exceptionHandler(_ -> {});
        response.handler(part -> {
            read[0] += part.length();
            if (read[0] > MOST_BYTES) {
                response.request().connection().close();
            }
        });
        return response.statusCode();
    }
}
