package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.expect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kneadwell.testkit.Repository;

/**
 * Another way to do what the outbox does: a program in {@code benchmarks/peers} that measures itself, on a database of its own
 * on the same server. Its handler does nothing; its settings are the fastest ones that its documentation names for the purpose.
 *
 * @param command that starts it; what to measure is added as arguments, the database is in {@code DATABASE_URL}
 * @param obstacle why it cannot be run here; null when it can
 */
record Peer(String name, List<String> command, @Nullable String obstacle) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Repository.root().resolve("benchmarks/peers");

    /** All there are, after an attempt to fetch those that npm has. */
    static List<Peer> all() throws IOException, InterruptedException {
        var npm = npmObstacle();
        var maven = Files.isDirectory(HOME.resolve("target/lib"))
                ? null
                : "not built: mvn package -Ppeers -pl benchmarks/peers";
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = HOME.resolve("target") + "/*:" + HOME.resolve("target/lib") + "/*";
        return List.of(
                new Peer("graphile-worker", List.of("node", "graphile-worker.mjs"), npm),
                new Peer("pg-boss", List.of("node", "pg-boss.mjs"), npm),
                new Peer(
                        "transaction-outbox",
                        List.of(java, "-Xmx512m", "-cp", classes, "org.kneadwell.peers.TransactionOutboxPeer"),
                        maven),
                new Peer(
                        "Debezium",
                        List.of(java, "-Xmx512m", "-cp", classes, "org.kneadwell.peers.DebeziumPeer"),
                        maven));
    }

    private static @Nullable String npmObstacle() throws IOException, InterruptedException {
        if (Files.isDirectory(HOME.resolve("node_modules"))) {
            return null;
        }
        try {
            var fetching = new ProcessBuilder("npm", "install", "--no-package-lock", "--loglevel=error")
                    .directory(HOME.toFile())
                    .inheritIO()
                    .start();
            return fetching.waitFor() == 0 ? null : "npm could not fetch it";
        } catch (IOException e) {
            return "there is no npm";
        }
    }

    /** @return from commit to handler, in nanoseconds */
    long[] latency(EventDatabase database, int rate, int seconds, int warmUp) throws Exception {
        var answer = JSON.readTree(run(database, "latency", rate, seconds, warmUp));
        var micros = answer.get("micros");
        expect(name + ": events handled", micros.size(), (long) rate * seconds);
        long[] nanos = new long[micros.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.round(micros.get(i).asDouble() * 1000);
        }
        return nanos;
    }

    /** @return events a second */
    double drain(EventDatabase database, int events, int warmUp) throws Exception {
        var answer = JSON.readTree(run(database, "drain", events, warmUp));
        expect(name + ": events handled", answer.get("handled").asLong(), events);
        return events / answer.get("seconds").asDouble();
    }

    /** @return the last line it prints */
    private String run(EventDatabase database, Object... arguments) throws Exception {
        var server = database.server();
        var own = "peer_" + name.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
        database.execute("drop database if exists " + own + " with (force)");
        database.execute("create database " + own);
        database.execute("checkpoint");
        try {
            var words = new ArrayList<>(command);
            Stream.of(arguments).map(Object::toString).forEach(words::add);
            var builder =
                    new ProcessBuilder(words).directory(HOME.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment()
                    .put(
                            "DATABASE_URL",
                            "postgres://postgres:postgres@%s:%d/%s".formatted(server.host(), server.port(), own));
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Optional<String> last;
            try (var reader = process.inputReader()) {
                last = reader.lines().reduce((_, line) -> line);
            }
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " failed.");
            }
            return last.orElseThrow(() -> new IllegalStateException(name + " said nothing."));
        } finally {
            dropSlots(database, own);
            database.execute("drop database if exists " + own + " with (force)");
        }
    }

    private static void dropSlots(EventDatabase database, String own) throws java.sql.SQLException {
        database.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '" + own
                + "' and not active");
    }
}
