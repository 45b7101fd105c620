package org.kneadwell.booking.egress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server a stranger named, and refuses one that only we could reach. A name is resolved once; every address it has is
 * checked, and the caller connects to the address that was checked, never to the name again: a name server that answers
 * differently the second time gains nothing.
 */
public final class StrangersHosts implements AutoCloseable {

    /** Asks the name service. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Why nobody is asked. */
    public enum Refusal {
        UNKNOWN_HOST("unknown-host"),
        NOT_LISTED("host-not-listed"),
        NOT_PUBLIC("private-address"),
        NOT_ENCRYPTED("not-https"),
        TOO_SLOW("too-slow");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** Kebab-case, stable. */
        public String code() {
            return code;
        }
    }

    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.name(), null, false, false);
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }

        /** What is wrong with the address itself; null where its server may come up, or the name service answer, later. */
        public @Nullable NotAnAddress faultOf(StrangersAddress.Sentences sentences) {
            return switch (refusal) {
                case UNKNOWN_HOST, TOO_SLOW -> null;
                case NOT_LISTED -> notListed();
                case NOT_PUBLIC -> new NotAnAddress(refusal.code, "That address is not on the public Internet.");
                case NOT_ENCRYPTED -> sentences.notHttps();
            };
        }
    }

    private final Resolver resolver;
    private final ListedHosts listed;
    private final Set<InetAddress> allowed;
    /** The name service has a patience of its own, which may be longer than ours. */
    private final ExecutorService names;

    /** @param allowed addresses that may be asked although they are not public, and without encryption; for tests only */
    public StrangersHosts(Resolver resolver, ListedHosts listed, List<String> allowed, String threads) {
        this.resolver = resolver;
        this.listed = listed;
        this.allowed = allowed.stream()
                .map(address -> InetAddress.ofLiteral(address.strip()))
                .collect(Collectors.toUnmodifiableSet());
        this.names = Executors.newFixedThreadPool(
                8, Thread.ofPlatform().daemon().name(threads, 0).factory());
    }

    /**
     * Connects to what {@link #checked} answered and to nothing else: it follows no redirect, and takes a certificate of the name
     * only.
     *
     * @param trusted null: whom the JDK trusts
     */
    public static HttpClient client(Vertx vertx, @Nullable TrustOptions trusted, int connections) {
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(3_000)
                // Compressed answers are neither asked for nor unpacked: they may hold a thousand times their size.
                .setDecompressionSupported(false)
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setMaxRedirects(0);
        if (trusted != null) {
            options.setTrustOptions(trusted);
        }
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }

    /**
     * Looks at an address somebody names, without asking anybody.
     *
     * @throws NotAnAddress when it leads to a host that is not listed, or what is sent there could be read on the way
     */
    public void requireFit(StrangersAddress address, StrangersAddress.Sentences sentences) throws NotAnAddress {
        if (!address.encrypted() && allowed.isEmpty()) {
            throw sentences.notHttps();
        }
        if (!listed.hold(address.host())) {
            throw notListed();
        }
    }

    /**
     * The same, and asks the name service. What that says later is checked again at each connection.
     *
     * @throws NotAnAddress when nothing will ever be asked there as things are
     */
    public void requireReachable(StrangersAddress address, StrangersAddress.Sentences sentences, Duration patience)
            throws NotAnAddress {
        requireFit(address, sentences);
        try {
            checked(address, System.nanoTime() + patience.toNanos());
        } catch (Refused refused) {
            var fault = refused.faultOf(sentences);
            if (fault != null) {
                throw fault;
            }
        }
    }

    private static NotAnAddress notListed() {
        return new NotAnAddress(
                Refusal.NOT_LISTED.code,
                "That server is not one of those this installation talks to. Whoever runs it can add the server.");
    }

    /**
     * The address to connect to, after every address the host has was found fit.
     *
     * @param end when patience ends, by {@link System#nanoTime}
     */
    public InetAddress checked(StrangersAddress at, long end) throws Refused {
        // Before the name service is asked: a name that nobody may be asked by could carry something out by itself.
        if (!listed.hold(at.host())) {
            throw new Refused(Refusal.NOT_LISTED);
        }
        var addresses = resolve(at.host(), end);
        if (addresses.length == 0) {
            throw new Refused(Refusal.UNKNOWN_HOST);
        }
        for (var address : addresses) {
            if (!allowed.contains(address) && !PublicAddress.is(address)) {
                throw new Refused(Refusal.NOT_PUBLIC);
            }
        }
        if (!at.encrypted() && !Arrays.stream(addresses).allMatch(allowed::contains)) {
            throw new Refused(Refusal.NOT_ENCRYPTED);
        }
        return addresses[0];
    }

    private InetAddress[] resolve(String host, long end) throws Refused {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return resolver.addresses(bare(host));
                                } catch (UnknownHostException unknown) {
                                    return new InetAddress[0];
                                }
                            },
                            names)
                    .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            throw new Refused(Refusal.TOO_SLOW);
        } catch (ExecutionException failure) {
            throw new Refused(Refusal.UNKNOWN_HOST);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refused(Refusal.TOO_SLOW);
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() {
        names.shutdownNow();
    }
}
