package org.kneadwell.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.kneadwell.testkit.CrashingServer;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;

/**
 * PostgreSQL and five processes of the three services, each on a {@link Wire} of its own to the database and all on one clock
 * that can be moved. What dies is started again, as an orchestrator would.
 */
final class Platform implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** One process of a service, in its present and former lives. */
    static final class Replica {

        private final String name;
        private final Wire wire;
        private final PackagedService.Plan plan;
        private final List<PackagedService> lives = new CopyOnWriteArrayList<>();

        private Replica(String name, Wire wire, PackagedService.Plan plan) {
            this.name = name;
            this.wire = wire;
            this.plan = plan;
            lives.add(plan.launch());
        }

        String name() {
            return name;
        }

        Wire wire() {
            return wire;
        }

        URI address() {
            return service().baseUrl();
        }

        PackagedService service() {
            return lives.getLast();
        }

        List<PackagedService> lives() {
            return lives;
        }

        private synchronized void startAgainIfDead(boolean running) {
            if (running && !service().isAlive()) {
                lives.add(plan.launch());
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final Path folder;
    private final CrashingServer server;
    private final List<Replica> replicas = new ArrayList<>();
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private volatile boolean running = true;

    /**
     * Starts everything and waits until it is ready.
     *
     * @param folder for data, logs and the clock; must not exist
     * @param settings additional ones for every service
     */
    Platform(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.server = CrashingServer.start(
                folder.resolve("postgresql"),
                Map.of("max_connections", "250", "shared_buffers", "64MB", "max_wal_size", "256MB"));
        moveClock(Duration.ZERO);
        try {
            // The first of each service migrates; the second ones find that done.
            add("intake-1", PackagedService::intake, settings);
            add("booking-1", PackagedService::booking, settings);
            add("feedback-1", PackagedService::feedback, settings);
            awaitReady();
            add("booking-2", PackagedService::booking, settings);
            add("feedback-2", PackagedService::feedback, settings);
            awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        Thread.ofVirtual().name("supervisor").start(this::supervise);
    }

    private void add(String name, Function<TestDatabase, PackagedService.Plan> service, Map<String, String> settings) {
        var wire = new Wire(server.database().port());
        var plan = service.apply(server.database())
                .port(freePort())
                .setting("quarkus.datasource.jdbc.url", server.database().jdbcUrl(wire.port()))
                .setting("kneadwell.clock.offset-file", clockFile().toString())
                // Nobody takes mails here; that each is ordered once is what counts.
                .setting("kneadwell.mail.every", "off");
        settings.forEach(plan::setting);
        replicas.add(new Replica(name, wire, plan));
    }

    private void supervise() {
        while (running) {
            replicas.forEach(replica -> replica.startAgainIfDead(running));
            pause(Duration.ofMillis(200));
        }
    }

    CrashingServer server() {
        return server;
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** Those of one service, such as {@code booking}. */
    List<Replica> replicasOf(String service) {
        return replicas.stream()
                .filter(replica -> replica.name().startsWith(service))
                .toList();
    }

    /** What time the services take it to be, give or take the 200 ms within which they look. */
    Instant now() {
        return Clock.systemUTC().instant().plus(offset());
    }

    Duration offset() {
        return offset.get();
    }

    /** Moves the clock of all services on. */
    void moveClock(Duration by) {
        Duration moved = offset.updateAndGet(before -> before.plus(by));
        try {
            Path written = Files.writeString(folder.resolve("clock.new"), moved.toString());
            Files.move(written, clockFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path clockFile() {
        return folder.resolve("clock").toAbsolutePath();
    }

    private void awaitReady() {
        List<String> not = notReady();
        if (!not.isEmpty()) {
            throw new AssertionError("Not ready: " + not);
        }
    }

    /** Waits until every process says that it is ready, and tells which did not within three minutes. */
    List<String> notReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var not = new ArrayList<String>();
        for (Replica replica : replicas) {
            while (!replica.service().isReady()) {
                if (System.nanoTime() > deadline) {
                    not.add(replica.name());
                    break;
                }
                pause(Duration.ofMillis(100));
            }
        }
        return not;
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running = false;
        replicas.forEach(replica -> {
            synchronized (replica) {
                replica.service().kill();
            }
            replica.wire().close();
        });
        server.close();
    }
}
