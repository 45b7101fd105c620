package org.kneadwell.localstack;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A real PostgreSQL 18 from the binaries on the class path, as a process of its own with its data on disk. */
final class Postgres {
    static final String NAME = "postgresql";
    private static final String VERSION = "18";
    private static final String SUPERUSER = "postgres";
    private static final String SUPERUSER_PASSWORD = "postgres-local";
    /** Who connects. The passwords of the local platform are no secret. */
    private static final List<String> ROLES =
            List.of("intake", "intake_owner", "booking", "booking_owner", "feedback", "feedback_owner", "keycloak");

    private final Home home;
    private final Ports ports;

    Postgres(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    static String passwordOf(String role) {
        return role + "-local";
    }

    Part part() {
        var command = asOrdinaryUser();
        command.addAll(List.of(
                binary("postgres").toString(),
                "-D",
                home.database().toString(),
                "-p",
                Integer.toString(ports.postgres()),
                "-c",
                "listen_addresses=localhost",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_connections=120",
                "-c",
                "max_wal_size=256MB"));
        return new Part(
                NAME,
                command,
                Map.of(),
                home.data(),
                home.database().toString(),
                Part.Stop.INT,
                this::accepts,
                Duration.ofSeconds(40));
    }

    /** Unpacks the binaries unless an earlier run did. */
    void unpack() {
        var done = installation().resolve("unpacked");
        if (Files.exists(done)) {
            return;
        }
        Home.deleteTree(installation());
        var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var system = os.contains("mac") ? "Darwin" : os.contains("win") ? "Windows" : "Linux";
        var machine = "amd64".equals(System.getProperty("os.arch")) ? "x86_64" : System.getProperty("os.arch");
        try (var archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            if (archive == null) {
                throw new Supervisor.StartFailure("no PostgreSQL binaries for " + system + " on " + machine);
            }
            untar(archive, installation());
            Files.writeString(done, VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an empty data directory. */
    void initialise() {
        try {
            Files.createDirectories(home.data());
            var password = Files.createTempFile(home.data(), "initdb", "");
            try {
                Files.writeString(password, SUPERUSER_PASSWORD);
                var command = asOrdinaryUser();
                command.addAll(List.of(
                        binary("initdb").toString(),
                        "-D",
                        home.database().toString(),
                        "-U",
                        SUPERUSER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--no-locale",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
                Tool.run("initdb", command, Map.of(), home.data(), home.log("initdb"));
            } finally {
                Files.delete(password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deals with what a killed server leaves in its data directory. PostgreSQL itself removes a stale pid file, unless
     * that id has been given to some other process of the same user, which it cannot tell from a server.
     */
    void clearStalePid() {
        var pidFile = home.database().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
            var isServer = process.flatMap(handle -> handle.info().commandLine())
                    .map(line -> line.contains(home.database().toString()))
                    .orElse(false);
            if (isServer) {
                throw new Supervisor.StartFailure("a PostgreSQL that ./run did not start (process " + pid + ") uses "
                        + home.database() + "; stop it first");
            }
            if (process.isPresent()) {
                Files.delete(pidFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            if (e instanceof Supervisor.StartFailure) {
                throw e;
            }
            // An unreadable pid file is half-written; the server that wrote it is gone.
            Home.deleteTree(pidFile);
        }
    }

    /** Creates the database, the schemas and the roles where they are missing. */
    void bootstrap() {
        try (var server = connect("postgres");
                var statement = server.createStatement()) {
            try (var found = statement.executeQuery("select 1 from pg_database where datname = 'kneadwell'")) {
                if (!found.next()) {
                    statement.execute("create database kneadwell");
                }
            }
        } catch (SQLException e) {
            throw new Supervisor.StartFailure("cannot create the database: " + e.getMessage());
        }
        try (var database = connect("kneadwell");
                var statement = database.createStatement()) {
            var sql = Files.readString(home.bootstrapSql(), StandardCharsets.UTF_8);
            for (var role : ROLES) {
                sql = sql.replace("${" + role + "_password}", passwordOf(role));
            }
            statement.execute(sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new Supervisor.StartFailure("deploy/postgres/bootstrap.sql failed: " + e.getMessage());
        }
    }

    private boolean accepts() {
        try (var connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + ports.postgres() + "/" + database + "?connectTimeout=2",
                SUPERUSER,
                SUPERUSER_PASSWORD);
    }

    private Path installation() {
        return home.prepared().resolve("postgresql-" + VERSION);
    }

    private Path binary(String name) {
        return installation().resolve("bin").resolve(name);
    }

    /** PostgreSQL refuses to be root; a user namespace of its own makes it nobody, who still owns the files. */
    private static List<String> asOrdinaryUser() {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            var unshare = Path.of("/usr/bin/unshare");
            if (!Files.isExecutable(unshare)) {
                throw new Supervisor.StartFailure(
                        "PostgreSQL does not run as root and there is no unshare here: start ./run as an ordinary user");
            }
            command.addAll(List.of(unshare.toString(), "-U"));
        }
        return command;
    }

    private static void untar(InputStream archive, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an entry leaves the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }
}
