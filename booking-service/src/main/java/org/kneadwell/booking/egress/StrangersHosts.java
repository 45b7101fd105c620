package org.kneadwell.booking.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
        UNKNOWN_HOST,
        NOT_PUBLIC,
        NOT_ENCRYPTED,
        TOO_SLOW
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
    }

    private final Resolver resolver;
    private final Set<InetAddress> allowed;
    /** The name service has a patience of its own, which may be longer than ours. */
    private final ExecutorService names;

    /** @param allowed addresses that may be asked although they are not public, and without encryption; for tests only */
    public StrangersHosts(Resolver resolver, List<String> allowed, String threads) {
        this.resolver = resolver;
        this.allowed = allowed.stream()
                .map(address -> InetAddress.ofLiteral(address.strip()))
                .collect(Collectors.toUnmodifiableSet());
        this.names = Executors.newFixedThreadPool(
                8, Thread.ofPlatform().daemon().name(threads, 0).factory());
    }

    /** Whether there is an address that may be asked without encryption. */
    public boolean allowsClearText() {
        return !allowed.isEmpty();
    }

    /**
     * The address to connect to, after every address the host has was found fit.
     *
     * @param host as in an address: an IPv6 literal stands in brackets
     * @param end when patience ends, by {@link System#nanoTime}
     */
    public InetAddress checked(String host, boolean encrypted, long end) throws Refused {
        var addresses = resolve(host, end);
        if (addresses.length == 0) {
            throw new Refused(Refusal.UNKNOWN_HOST);
        }
        for (var address : addresses) {
            if (!allowed.contains(address) && !PublicAddress.is(address)) {
                throw new Refused(Refusal.NOT_PUBLIC);
            }
        }
        if (!encrypted && !Arrays.stream(addresses).allMatch(allowed::contains)) {
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
