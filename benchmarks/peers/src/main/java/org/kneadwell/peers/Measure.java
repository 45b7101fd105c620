package org.kneadwell.peers;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * What {@code peer.mjs} does for the programs in JavaScript: writes events at a fixed rate or many at once, notes when each was
 * committed and when it was handled, and prints one line of JSON as the last one.
 */
final class Measure {

    private static final int WARM_UP_RATE = 500;
    private static final int WRITERS = 16;
    private static final int LATER = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What the events carry: as many members as those of booking-service. */
    static final String PAYLOAD = """
            {"appointmentId":"01890000-0000-7000-8000-000000000001","clientId":"01890000-0000-7000-8000-000000000002",\
            "clientName":"Mira Client","clientEmail":"mira@example.test","therapistId":"01890000-0000-7000-8000-000000000003",\
            "therapistAccountId":"01890000-0000-7000-8000-000000000004","therapistName":"Tom Therapist",\
            "therapistEmail":"tom@example.test","serviceName":"Deep tissue","start":"2026-03-02T15:00:00Z",\
            "end":"2026-03-02T16:00:00Z","zone":"America/New_York","firstVisit":false}""";

    /** One of those that are compared. */
    interface Peer {

        /** Begins to work off events; each is told by its number. */
        void start(IntConsumer handle) throws Exception;

        /** Ends that; what is written from now on waits. */
        void stop() throws Exception;

        /** Returns when it is committed. */
        void write(int number) throws Exception;

        void writeMany(int first, int count) throws Exception;

        /** Whether everything handled is also noted as done. */
        boolean idle() throws Exception;
    }

    private final Peer peer;

    private Measure(Peer peer) {
        this.peer = peer;
    }

    /** @param args latency, events a second, seconds, seconds of warm-up; or drain, events, events of warm-up */
    static void run(Peer peer, String... args) {
        var measure = new Measure(peer);
        try {
            System.out.println(
                    args[0].equals("latency")
                            ? measure.latency(number(args[1]), number(args[2]), number(args[3]))
                            : measure.drain(number(args[1]), number(args[2])));
            System.exit(0);
        } catch (Exception e) {
            // The peer's own threads would go on.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private String latency(int rate, int seconds, int warmUp) throws Exception {
        var handled = new ConcurrentHashMap<Integer, Long>();
        peer.start(number -> handled.put(number, System.nanoTime()));
        atRate(WARM_UP_RATE, warmUp, 0);
        until(() -> handled.size() == WARM_UP_RATE * warmUp);
        handled.clear();
        var committed = atRate(rate, seconds, LATER);
        until(() -> handled.size() >= committed.size());
        peer.stop();
        return committed.entrySet().stream()
                .map(one -> Long.toString((Objects.requireNonNull(handled.get(one.getKey())) - one.getValue()) / 1000))
                .collect(Collectors.joining(",", "{\"micros\":[", "]}"));
    }

    private Map<Integer, Long> atRate(int rate, int seconds, int first) throws Exception {
        var committed = new ConcurrentHashMap<Integer, Long>();
        var next = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            long start = System.nanoTime();
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < WRITERS; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < rate * seconds; i = next.getAndIncrement()) {
                        long due = start + i * 1_000_000_000L / rate;
                        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        peer.write(first + i);
                        committed.put(first + i, System.nanoTime());
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        return committed;
    }

    private String drain(int events, int warmUp) throws Exception {
        peer.writeMany(0, warmUp);
        work(warmUp);
        peer.writeMany(LATER, events);
        return work(events);
    }

    private String work(int events) throws Exception {
        var handled = ConcurrentHashMap.<Integer>newKeySet();
        peer.start(handled::add);
        // What it takes to start is not held against it.
        long began = System.nanoTime();
        until(() -> handled.size() == events);
        while (!peer.idle()) {
            Thread.sleep(2);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        peer.stop();
        return "{\"handled\":" + handled.size() + ",\"seconds\":" + seconds + "}";
    }

    private static void until(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("It takes too long.");
            }
            Thread.sleep(2);
        }
    }

    /** The database to use, from the environment. */
    record Database(String host, int port, String name, String user, String password) {

        static Database fromEnvironment() {
            var uri = URI.create(Objects.requireNonNull(System.getenv("DATABASE_URL"), "DATABASE_URL"));
            var login = uri.getUserInfo().split(":", 2);
            return new Database(uri.getHost(), uri.getPort(), uri.getPath().substring(1), login[0], login[1]);
        }

        AgroalDataSource pool(int size) throws SQLException {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(connections -> connections
                            .maxSize(size)
                            .acquisitionTimeout(Duration.ofSeconds(30))
                            .connectionFactoryConfiguration(
                                    factory -> factory.jdbcUrl("jdbc:postgresql://" + host + ":" + port + "/" + name)
                                            .principal(new NamePrincipal(user))
                                            .credential(new SimplePassword(password)))));
        }
    }
}
