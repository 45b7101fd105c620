package org.kneadwell.booking.calendar;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.egress.ListedHosts;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersHosts;

/**
 * Asks for calendars at addresses that strangers gave us, and so goes only where a stranger could go without us: each
 * step is checked by {@link StrangersHosts}, and the connection made to the address that was checked. The certificate is
 * still checked against the name.
 */
@ApplicationScoped
class CalendarDownloads {

    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_REDIRECTS = 3;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final StrangersHosts hosts;
    private final HttpClient client;
    private final Duration patience;

    /** @param allowed addresses that may be asked although they are not public, and without encryption; for tests only */
    @Inject
    CalendarDownloads(
            Vertx vertx,
            ListedHosts listed,
            @ConfigProperty(name = "kneadwell.booking.calendar.allow-addresses") Optional<List<String>> allowed,
            @ConfigProperty(name = "kneadwell.booking.calendar.patience", defaultValue = "10s") Duration patience) {
        this(vertx, InetAddress::getAllByName, listed, allowed.orElse(List.of()), patience, null);
    }

    CalendarDownloads(
            Vertx vertx,
            StrangersHosts.Resolver resolver,
            ListedHosts listed,
            List<String> allowed,
            Duration patience,
            @Nullable TrustOptions trusted) {
        this.hosts = new StrangersHosts(resolver, listed, allowed, "calendar-names-");
        this.patience = patience;
        this.client = StrangersHosts.client(vertx, trusted, 4);
    }

    @PreDestroy
    void close() {
        hosts.close();
        client.close();
    }

    /** Why a step was not taken, or failed. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Download.Failed failed;

        Refused(String code, String sentence) {
            super(code, null, false, false);
            this.failed = new Download.Failed(code, sentence);
        }
    }

    /** @throws NotAnAddress when it leads to a host that is not listed, or what is sent there could be read on the way */
    CalendarAddress requireFit(CalendarAddress address) throws NotAnAddress {
        hosts.requireFit(address.where(), CalendarAddress.SENTENCES);
        return address;
    }

    /** Waits for the answer; not for a thread that may not wait. */
    Download get(CalendarAddress address, @Nullable String etag, @Nullable String lastModified) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            var at = address;
            for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
                var answer = ask(at, checked(at, end), etag, lastModified, end);
                if (!REDIRECTS.contains(answer.status)) {
                    return download(answer, etag != null || lastModified != null);
                }
                if (answer.location == null) {
                    throw new Refused("bad-answer", "The calendar's server gave an answer we do not understand.");
                }
                at = at.resolve(answer.location);
            }
            return new Download.Failed("too-many-redirects", "The calendar's address leads on and on.");
        } catch (Refused refused) {
            return refused.failed;
        } catch (NotAnAddress refused) {
            return new Download.Failed(refused.code(), refused.sentence());
        }
    }

    private InetAddress checked(CalendarAddress at, long end) throws Refused {
        try {
            return hosts.checked(at.where(), end);
        } catch (StrangersHosts.Refused refused) {
            var fault = refused.faultOf(CalendarAddress.SENTENCES);
            if (fault != null) {
                throw new Refused(fault.code(), fault.sentence());
            }
            throw new Refused(
                    refused.refusal().code(),
                    refused.refusal() == StrangersHosts.Refusal.UNKNOWN_HOST
                            ? "There is no server of that name."
                            : "The calendar's server takes too long to answer.");
        }
    }

    private record Answer(
            int status,
            @Nullable String location,
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable String coding,
            Buffer body) {}

    private Answer ask(
            CalendarAddress at, InetAddress address, @Nullable String etag, @Nullable String lastModified, long end)
            throws Refused {
        var request = at.where().request(HttpMethod.GET, address, patience).putHeader("Accept", "text/calendar");
        if (etag != null) {
            request.putHeader("If-None-Match", etag);
        }
        if (lastModified != null) {
            request.putHeader("If-Modified-Since", lastModified);
        }
        return await(
                client.request(request).compose(sent -> {
                    // Whatever happens, the connection does not outlive our patience.
                    long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                    sent.idleTimeout(left);
                    var whole = sent.send()
                            .compose(response -> body(response)
                                    .map(body -> new Answer(
                                            response.statusCode(),
                                            response.getHeader("Location"),
                                            response.getHeader("ETag"),
                                            response.getHeader("Last-Modified"),
                                            response.getHeader("Content-Encoding"),
                                            body)));
                    return whole.timeout(left, TimeUnit.MILLISECONDS)
                            .onFailure(_ -> sent.connection().close());
                }),
                end);
    }

    /** Only what counts is read, and no more than fits. */
    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.request().connection().close();
            return Future.succeededFuture(Buffer.buffer());
        }
        Promise<Buffer> whole = Promise.promise();
        var body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                whole.tryFail(new Refused("too-large", "This calendar is larger than one megabyte."));
            } else {
                body.appendBuffer(part);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(body));
        return whole.future();
    }

    /** @param conditional whether it was asked for only if it had changed; else nothing was read that "unchanged" could mean */
    private static Download download(Answer answer, boolean conditional) throws Refused {
        switch (answer.status) {
            case 200 -> {}
            case 304 -> {
                if (conditional) {
                    return new Download.Unchanged();
                }
                throw new Refused("bad-answer", "The calendar's server gave an answer we do not understand.");
            }
            case 401, 403, 404, 410 ->
                throw new Refused("not-there", "There is no calendar at this address, or no longer.");
            default -> throw new Refused("bad-answer", "The calendar's server gave an answer we do not understand.");
        }
        if (answer.coding != null && !answer.coding.equalsIgnoreCase("identity")) {
            throw new Refused("compressed", "The calendar's server sends it compressed, although we asked it not to.");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer.body.getBytes()))
                    .toString();
            return new Download.Received(
                    text.startsWith("\uFEFF") ? text.substring(1) : text, mark(answer.etag), mark(answer.lastModified));
        } catch (CharacterCodingException notText) {
            throw new Refused("not-a-calendar", "What is at this address is not a calendar.");
        }
    }

    /** What a stranger lets us say next time; nothing that could be more than a word of a header. */
    private static @Nullable String mark(@Nullable String value) {
        return value == null || value.length() > 200 || !value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                ? null
                : value;
    }

    private static <T> T await(Future<T> future, long end) throws Refused {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            throw new Refused("too-slow", "The calendar's server takes too long to answer.");
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case Refused refused -> throw refused;
                case TimeoutException _ ->
                    throw new Refused("too-slow", "The calendar's server takes too long to answer.");
                case null, default -> throw new Refused("unreachable", "The calendar's server cannot be reached.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refused("unreachable", "The calendar's server cannot be reached.");
        }
    }
}
