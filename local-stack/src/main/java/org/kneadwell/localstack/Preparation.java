package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;
import org.kneadwell.localstack.demo.DemoSeeding;

/**
 * What is heavy and needed once, done before anybody waits for a start: Keycloak's build and AOT cache, and a database
 * that already holds the realm and the demo data, which a fresh start copies.
 */
final class Preparation {
    /** How long writing the AOT cache may take when the recording Keycloak ends. */
    private static final Duration RECORDING = Duration.ofMinutes(3);

    private final Home home;

    Preparation(Home home) {
        this.home = home;
    }

    /** Prepares Keycloak, which every start needs. Two preparations in one checkout wait for each other. */
    void keycloak() {
        new Postgres(home, Ports.usual()).unpack();
        var keycloak = new Keycloak(home, Ports.usual());
        if (!keycloak.isBuilt()) {
            try (var place = takePlace()) {
                if (!keycloak.isBuilt()) {
                    Say.line("  preparing Keycloak (once, about half a minute)");
                    keycloak.build(keycloakZip());
                }
            }
        }
    }

    /** Makes the demo data, which a start without data copies, unless it is there. */
    void template() {
        if (Files.exists(templateMark())) {
            return;
        }
        try (var place = takePlace()) {
            if (!Files.exists(templateMark())) {
                Say.line("  making the demo data (again only when migrations, realm or demo change; some minutes)");
                makeTemplate();
            }
        }
    }

    /** Gives a platform without data the demo's. */
    void provide(Home platform) {
        try {
            Home.deleteTree(platform.database());
            Files.createDirectories(platform.data());
            Home.copyTree(templateFolder().resolve("postgres"), platform.database());
            Home.deleteTree(platform.masterKeysets());
            Home.copyTree(templateFolder().resolve("keysets"), platform.masterKeysets());
            Home.deleteTree(platform.erasures());
            Files.writeString(platform.clockOffset(), "PT0S\n");
            Files.deleteIfExists(platform.data().resolve("keycloak-points-at"));
            Files.writeString(platform.databaseOrigin(), key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the data began as another demo than today's: the realm file or the demo has changed since. */
    boolean isFromAnotherTemplate(Home platform) {
        try {
            return Files.exists(platform.databaseOrigin())
                    && !Files.readString(platform.databaseOrigin()).equals(key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SingleInstance takePlace() {
        var lock = home.prepared().resolve("lock");
        var saidSo = false;
        while (true) {
            var place = SingleInstance.take(lock, "preparing");
            if (place.isPresent()) {
                return place.get();
            }
            if (!saidSo) {
                Say.line("  waiting for another preparation in this checkout");
                saidSo = true;
            }
            Supervisor.pause(Duration.ofMillis(500));
        }
    }

    private void makeTemplate() {
        var work = new Home(home.checkout(), home.prepared().resolve("making"));
        var platform = new Platform(work, freePorts());
        platform.clearLeftovers();
        Home.deleteTree(work.data());
        var stopOnCtrlC = new Thread(platform::stop);
        Runtime.getRuntime().addShutdownHook(stopOnCtrlC);
        try {
            platform.postgres().initialise();
            DemoSeeding.beginInThePast(work.clockOffset());
            platform.start(platform.keycloak().importing());
            seed(work, platform);
            // Keycloak writes its cache when it ends, and takes its time.
            platform.stopPart(Keycloak.NAME, RECORDING);
        } finally {
            platform.stop();
            Runtime.getRuntime().removeShutdownHook(stopOnCtrlC);
        }
        awaitAotCache(platform.keycloak());
        store(work);
    }

    private void seed(Home work, Platform platform) {
        var admin = new KeycloakAdmin(platform.ports());
        admin.addSeedingClient();
        try {
            new DemoSeeding(
                            new DemoSeeding.Addresses(
                                    "http://localhost:" + platform.ports().intake(),
                                    "http://localhost:" + platform.ports().booking(),
                                    "http://localhost:" + platform.ports().feedback()),
                            admin::tokenOf,
                            work.clockOffset(),
                            Say::line)
                    .run();
        } catch (DemoSeeding.Failure e) {
            throw new Supervisor.StartFailure(
                    "the demo data could not be made (logs: " + work.logs() + "): " + e.getMessage());
        } finally {
            admin.removeSeedingClient();
        }
    }

    private static void awaitAotCache(Keycloak keycloak) {
        var deadline = System.nanoTime() + RECORDING.toNanos();
        while (!keycloak.hasAotCache() && System.nanoTime() < deadline) {
            Supervisor.pause(Duration.ofMillis(200));
        }
        if (!keycloak.hasAotCache()) {
            Say.line("  Keycloak left no AOT cache; it will start some seconds slower");
        }
    }

    private void store(Home work) {
        try {
            var templates = home.prepared().resolve("templates");
            Home.deleteTree(templates);
            Files.createDirectories(templateFolder());
            Files.deleteIfExists(work.database().resolve("postmaster.pid"));
            Files.move(work.database(), templateFolder().resolve("postgres"));
            Files.move(work.masterKeysets(), templateFolder().resolve("keysets"));
            Files.writeString(templateMark(), key());
            Home.deleteTree(work.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path templateFolder() {
        return home.prepared().resolve("templates").resolve(key());
    }

    /** Written last: a template without it was interrupted. */
    private Path templateMark() {
        return templateFolder().resolve("complete");
    }

    private Path keycloakZip() {
        var lib = home.checkout().resolve("local-stack/target/lib");
        try (var files = Files.list(lib)) {
            return files.filter(file -> file.getFileName().toString().matches("keycloak-quarkus-dist-.*\\.zip"))
                    .findFirst()
                    .orElseThrow(
                            () -> new Supervisor.StartFailure("Keycloak's zip is not in " + lib + "; build first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the template after everything its content follows from. */
    private String key() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : List.of(home.realmFile(), home.usersFile(), home.bootstrapSql())) {
                digest.update(Files.readAllBytes(file));
            }
            for (var service : Applications.SERVICES) {
                for (var jar : ownJars(home.checkout().resolve(service + "-service/target/quarkus-app"))) {
                    digestMigrations(jar, digest);
                }
            }
            digestOwnDemo(digest);
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> ownJars(Path application) throws IOException {
        var jars = new ArrayList<Path>();
        for (var folder : List.of(application.resolve("app"), application.resolve("lib/main"))) {
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .filter(file -> folder.endsWith("app")
                                    || file.getFileName().toString().startsWith("org.kneadwell"))
                            .sorted()
                            .forEach(jars::add);
                }
            }
        }
        return jars;
    }

    private static void digestMigrations(Path jar, MessageDigest digest) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var migrations = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".sql"))
                    .sorted(java.util.Comparator.comparing(java.util.zip.ZipEntry::getName))
                    .toList();
            for (var migration : migrations) {
                digest.update(migration.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                try (var in = zip.getInputStream(migration)) {
                    digest.update(in.readAllBytes());
                }
            }
        }
    }

    private static void digestOwnDemo(MessageDigest digest) throws IOException {
        for (var type : DemoSeeding.KEYED_BY) {
            try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                if (in != null) {
                    digest.update(in.readAllBytes());
                }
            }
        }
    }

    private static Ports freePorts() {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < 8; i++) {
                sockets.add(new ServerSocket(0));
            }
            var free = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(free[0], free[1], free[2], free[3], free[4], free[5], free[6], free[7]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (var socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
