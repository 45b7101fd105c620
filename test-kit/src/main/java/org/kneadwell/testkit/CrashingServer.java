package org.kneadwell.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of its own that can be ended at any moment and comes back with its data on the same port, with the durability
 * PostgreSQL has by default.
 */
public final class CrashingServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path data;
    private final Path log;
    private final int port;
    private final List<String> command;
    private final TestDatabase database;
    private Process process;

    private CrashingServer(Path folder, Path binary, Map<String, String> settings) {
        this.data = folder.resolve("data");
        this.log = folder.resolve("postgresql.log");
        this.port = freePort();
        this.command = command(binary, settings);
        this.process = run();
        awaitConnections();
        this.database = TestDatabase.at(port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    /**
     * @param folder for data and log; must not exist
     * @param settings of the server, such as {@code log_statement}
     */
    public static CrashingServer start(Path folder, Map<String, String> settings) {
        try {
            Files.createDirectories(folder);
            // The library unpacks the binaries and makes the data; its own server always forgets what a crash
            // interrupts.
            try (var unpacked = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .start()) {
                long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                        .getFirst()
                        .strip());
                Path binary = Path.of(
                        ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
                unpacked.close();
                return new CrashingServer(folder, binary, settings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one database in it, with the platform's roles and schemas. */
    public TestDatabase database() {
        return database;
    }

    /** A connection as the superuser to the {@link #database}. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
    }

    /** Ends it as {@code pg_ctl stop -m immediate} does: nothing is written out, no connection is told. Waits until it is gone. */
    public void crash() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again after a {@link #crash} and waits until it has recovered. */
    public void restart() {
        process = run();
        awaitConnections();
    }

    private Process run() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path binary, Map<String, String> settings) {
        var words = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; in a user namespace of its own nobody is.
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of(binary.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        words.addAll(List.of("-c", "listen_addresses=localhost", "-c", "unix_socket_directories="));
        settings.forEach((key, value) -> words.addAll(List.of("-c", key + "=" + value)));
        return List.copyOf(words);
    }

    private void awaitConnections() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres")) {
                connection.createStatement().execute("select 1");
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("PostgreSQL did not come up; see " + log, e);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
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
        crash();
    }
}
