package org.kneadwell.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service as it is shipped: its packaged jar in a process of its own, on a free port and a {@link TestDatabase}, accepting
 * {@link Tokens} of this process. Several on one database are replicas of each other.
 */
public final class PackagedService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Path LOGS = Repository.root().resolve("test-kit/target/packaged-service");
    private static final String PORT = "quarkus.http.port";
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+?)[.]?[\\s\"]");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final TestDatabase database;
    private final Process process;
    private final Path log;
    private final URI baseUrl;

    private PackagedService(TestDatabase database, Process process, Path log, URI baseUrl) {
        this.database = database;
        this.process = process;
        this.log = log;
        this.baseUrl = baseUrl;
    }

    /** The keyset that every service of this name, such as booking-service, seals with; the first that starts makes it. */
    public static Path masterKeyset(String name) {
        return LOGS.resolve(name + "-keyset.json");
    }

    /** The file of the keyset that all services seal events with. */
    public static Path eventsKeyset() {
        return LOGS.resolve("events-keyset.json");
    }

    /** How to start one. Without further words: small and quick to start, like a service of {@code ./run}. */
    public static final class Plan {

        private final String name;
        private final TestDatabase database;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private List<String> jvm =
                List.of("-Xms32m", "-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

        private Plan(String name, TestDatabase database) {
            this.name = name;
            this.database = database;
            setting("quarkus.profile", "local");
            setting(PORT, "0");
            setting("quarkus.datasource.jdbc.url", database.jdbcUrl());
            setting("quarkus.datasource.jdbc.new-connection-sql", TestDatabase.SET_ZONE);
            // The same for every replica, and for one that comes back.
            setting("kneadwell.encryption.keyset-file", masterKeyset(name).toString());
            setting("kneadwell.events.keyset-file", eventsKeyset().toString());
            setting(
                    "kneadwell.erasure.register-file",
                    LOGS.resolve(database.name() + "-" + name + "-erasures").toString());
            new TokenKeyResource().start().forEach(this::setting);
        }

        /** A setting of the service, as its system property. */
        public Plan setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Other arguments for the JVM in place of the usual ones. */
        public Plan jvm(String... arguments) {
            jvm = List.of(arguments);
            return this;
        }

        /** On this port instead of a free one, so that it comes back where it was. */
        public Plan port(int port) {
            return setting(PORT, Integer.toString(port));
        }

        /** Starts it and waits until it is ready. */
        public PackagedService start() {
            return PackagedService.start(this);
        }

        /** Starts it on its {@link #port} and does not wait. */
        public PackagedService launch() {
            return PackagedService.launch(this);
        }
    }

    /** Booking-service, as {@code mvn package} left it. */
    public static Plan booking(TestDatabase database) {
        return new Plan("booking-service", database);
    }

    /** Intake-service, as {@code mvn package} left it. */
    public static Plan intake(TestDatabase database) {
        return new Plan("intake-service", database);
    }

    /** Feedback-service, as {@code mvn package} left it. */
    public static Plan feedback(TestDatabase database) {
        return new Plan("feedback-service", database);
    }

    private static PackagedService launch(Plan plan) {
        URI baseUrl = URI.create("http://127.0.0.1:" + plan.settings.get(PORT));
        Launched launched = run(plan);
        return new PackagedService(plan.database, launched.process(), launched.log(), baseUrl);
    }

    private static PackagedService start(Plan plan) {
        Launched launched = run(plan);
        try {
            return awaitReady(plan, launched.process(), launched.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Launched(Process process, Path log) {}

    private static Launched run(Plan plan) {
        Path jar = Repository.root().resolve(plan.name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(plan.name + " is not packaged: mvn package does that.");
        }
        try {
            Path logs = Files.createDirectories(LOGS);
            Path log = Files.createTempFile(logs, plan.name + "-", ".log");
            Process process = new ProcessBuilder(command(plan, jar))
                    .directory(logs.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            // Whoever asked for it may be killed; the service goes first.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Launched(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Plan plan, Path jar) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(plan.jvm);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("--enable-native-access=ALL-UNNAMED");
        plan.settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    private static PackagedService awaitReady(Plan plan, Process process, Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var http = httpClient()) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                var listening = LISTENING.matcher(Files.readString(log));
                if (listening.find()) {
                    URI baseUrl = URI.create(listening.group(1));
                    if (isReady(http, baseUrl)) {
                        return new PackagedService(plan.database, process, log, baseUrl);
                    }
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IllegalStateException(plan.name + " did not become ready:\n" + Files.readString(log));
    }

    private static HttpClient httpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private static boolean isReady(HttpClient http, URI baseUrl) throws InterruptedException {
        var request = HttpRequest.newBuilder(baseUrl.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Such as {@code http://127.0.0.1:41234}, without a path. */
    public URI baseUrl() {
        return baseUrl;
    }

    public TestDatabase database() {
        return database;
    }

    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it says so itself, asked once; one that does not answer within ten seconds is not. */
    public boolean isReady() {
        try (var http = httpClient()) {
            return isReady(http, baseUrl);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it where it is (SIGSTOP): its connections stay open and nothing is answered. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            // One that has ended meanwhile takes no signal.
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resident memory at this moment in KiB, as the kernel counts it; null where there is no {@code /proc}. */
    public @Nullable Long residentKiB() {
        try {
            var found = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid()), "status")));
            return found.find() ? Long.valueOf(found.group(1)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** All it has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to stop as an operator would, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
