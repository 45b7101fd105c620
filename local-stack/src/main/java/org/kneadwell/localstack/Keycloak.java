package org.kneadwell.localstack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/**
 * Keycloak as it is published, prepared once: {@code kc.sh build} for our database and features, and an AOT cache that
 * cuts its start by a third. It is started without {@code kc.sh}, which would stand between us and the process.
 */
final class Keycloak {
    static final String NAME = "keycloak";
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin-local";
    static final String GATEWAY_SECRET = "gateway-secret-for-local-use-only";
    static final String INTEGRATOR_SECRET = "integrator-secret-for-local-use-only";

    static final String BOOKING_SECRET = "booking-secret-for-local-use-only";

    private static final List<String> BUILD_OPTIONS = List.of(
            "build",
            "--db=postgres",
            "--health-enabled=false",
            "--metrics-enabled=false",
            "--features-disabled=kerberos,device-flow,ciba,impersonation");

    private final Home home;
    private final Ports ports;

    Keycloak(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    boolean isBuilt() {
        return Files.exists(built());
    }

    boolean hasAotCache() {
        try {
            return Files.exists(aotCache()) && Files.size(aotCache()) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks and builds; takes some twenty seconds, once. */
    void build(Path zip) {
        Home.deleteTree(installation());
        unzip(zip, home.prepared());
        if (!Files.isDirectory(installation())) {
            throw new Supervisor.StartFailure(
                    zip + " does not hold " + installation().getFileName());
        }
        var command = jvm();
        command.addAll(entryPoint());
        command.addAll(BUILD_OPTIONS);
        Tool.run("Keycloak's build", command, environment(), installation(), home.log("keycloak-build"));
        try {
            Files.writeString(built(), Runtime.version().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Part part() {
        var command = jvm();
        if (hasAotCache()) {
            command.add("-XX:AOTCache=" + aotCache());
            command.add("-Xlog:aot=off");
        }
        return part(command, List.of());
    }

    /** The start that imports realm and demo accounts, and records the AOT cache, which is written when it ends. */
    Part importing() {
        putImportFiles();
        putCommonPasswords();
        var command = jvm();
        if (!hasAotCache()) {
            command.add("-XX:AOTCacheOutput=" + aotCache());
        }
        return part(command, List.of("--import-realm"));
    }

    private Part part(List<String> command, List<String> more) {
        putThemes();
        command.addAll(entryPoint());
        command.addAll(List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.keycloak(),
                "--hostname=" + ports.keycloakUrl(),
                "--cache=local"));
        command.addAll(more);
        return new Part(
                NAME,
                command,
                environment(),
                installation(),
                Jvm.mark(home.data()),
                Part.Stop.TERM,
                Readiness.answers200(ports.issuer() + "/.well-known/openid-configuration"),
                Duration.ofMinutes(3));
    }

    private List<String> jvm() {
        var command = Jvm.command(256, home.data());
        command.addAll(List.of(
                "-XX:MaxMetaspaceSize=256m",
                "-Djava.security.egd=file:/dev/urandom",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.language=en",
                "-Duser.country=US"));
        return command;
    }

    /** What kc.sh would call. */
    private List<String> entryPoint() {
        return List.of(
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dkc.home.dir=" + installation(),
                "-Djboss.server.config.dir=" + installation().resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-cp",
                installation().resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    }

    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("KC_DB_URL", ports.jdbcUrl());
        environment.put("KC_DB_SCHEMA", "keycloak");
        environment.put("KC_DB_USERNAME", "keycloak");
        environment.put("KC_DB_PASSWORD", Postgres.passwordOf("keycloak"));
        environment.put("KC_DB_POOL_INITIAL_SIZE", "2");
        environment.put("KC_DB_POOL_MAX_SIZE", "15");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("KNEADWELL_GATEWAY_CLIENT_SECRET", GATEWAY_SECRET);
        environment.put("KNEADWELL_INTEGRATOR_CLIENT_SECRET", INTEGRATOR_SECRET);
        environment.put("KNEADWELL_BOOKING_CLIENT_SECRET", BOOKING_SECRET);
        return environment;
    }

    private void putImportFiles() {
        var folder = installation().resolve("data/import");
        try {
            Files.createDirectories(folder);
            for (var file : List.of(home.realmFile(), home.usersFile())) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each time, so that a changed one is seen: Keycloak keeps what it compressed before, by its own version only. */
    private void putThemes() {
        var folder = installation().resolve("themes");
        var theme = folder.resolve("kneadwell");
        Home.deleteTree(theme);
        Home.deleteTree(installation().resolve("data/tmp/kc-gzip-cache"));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Home.copyTree(home.keycloakThemes().resolve("kneadwell"), theme);
    }

    /** The realm's rules for passwords name it. */
    private void putCommonPasswords() {
        var folder = installation().resolve("data/password-blacklists");
        try (var list = Keycloak.class.getResourceAsStream("/dictionaries/passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("the list of common passwords is missing from the class path");
            }
            Files.createDirectories(folder);
            Files.copy(list, folder.resolve("passwords.txt"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path installation() {
        return home.prepared().resolve("keycloak-" + version());
    }

    private Path built() {
        return installation().resolve("kneadwell-built");
    }

    /** The cache fits one JDK only. */
    private Path aotCache() {
        return installation().resolve("start-" + Runtime.version() + ".aot");
    }

    private static String version() {
        try (var in = Keycloak.class.getResourceAsStream("/versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("versions.properties is missing from the jar");
            }
            var versions = new java.util.Properties();
            versions.load(in);
            return versions.getProperty("keycloak");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unzip(Path zip, Path into) {
        try (var in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an entry leaves the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
