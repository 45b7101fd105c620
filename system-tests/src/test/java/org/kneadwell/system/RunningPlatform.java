package org.kneadwell.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The platform, started as {@code ./run} starts it, on ports and with data of its own; one for all test classes of a run.
 * A test asks for it as a parameter.
 */
public final class RunningPlatform implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningPlatform.class);
    /** The first start on a machine prepares Keycloak and the demo data. */
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    @Override
    public void beforeAll(ExtensionContext context) {
        platform(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return platform(context);
    }

    private static Platform platform(ExtensionContext context) {
        // The store of the root is closed after the last test class, which stops the platform.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("platform", key -> Platform.start(), Platform.class);
    }

    /** A platform that is ready. */
    public static final class Platform implements AutoCloseable {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private final URI gateway;
        private final URI mail;
        private final Path data;
        private final @Nullable Process process;
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        private Platform(URI gateway, URI mail, Path data, @Nullable Process process) {
            this.gateway = gateway;
            this.mail = mail;
            this.data = data;
            this.process = process;
        }

        /** One that somebody else has started. */
        static Platform at(URI gateway, URI mail) {
            return new Platform(gateway, mail, Path.of(".kneadwell").toAbsolutePath(), null);
        }

        static Platform start() {
            var checkout = Path.of("..").toAbsolutePath().normalize();
            var data = checkout.resolve("system-tests/target/platform");
            try {
                Files.createDirectories(data);
                stopLeftover(checkout, data);
                Files.deleteIfExists(data.resolve("config/application.properties"));
                var firstPort = eightFreePorts();
                var log = data.resolve("local-stack.log");
                var process = new ProcessBuilder(command(checkout, data, firstPort))
                        .directory(checkout.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                var platform = new Platform(
                        URI.create("http://localhost:" + firstPort),
                        URI.create("http://localhost:" + (firstPort + 5)),
                        data,
                        process);
                platform.awaitReady(log);
                return platform;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int eightFreePorts() {
            for (var first = 18700; first < 19700; first += 10) {
                var start = first;
                if (IntStream.range(0, 8).allMatch(offset -> isFree(start + offset))) {
                    return first;
                }
            }
            throw new AssertionError("No eight free ports in a row from 18700 on");
        }

        private static boolean isFree(int port) {
            try (var socket = new ServerSocket(port)) {
                return socket.isBound();
            } catch (IOException e) {
                return false;
            }
        }

        /** A test run that was killed leaves its platform behind. */
        private static void stopLeftover(Path checkout, Path data) throws IOException {
            var command = new ArrayList<>(command(checkout, data, 18000));
            command.set(command.size() - 1, "--stop");
            try {
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<String> command(Path checkout, Path data, int firstPort) throws IOException {
            var target = checkout.resolve("local-stack/target");
            Path jar;
            try (var files = Files.list(target)) {
                jar = files.filter(file -> file.getFileName().toString().matches("local-stack-.*\\.jar"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("local-stack is not packaged: mvn verify packages it"));
            }
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    jar + ":" + target.resolve("lib") + "/*",
                    "org.kneadwell.localstack.Main",
                    "--checkout",
                    checkout.toString(),
                    "--data",
                    data.toString(),
                    "--ports-from",
                    Integer.toString(firstPort),
                    "--reset");
        }

        private void awaitReady(Path log) throws IOException {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.readString(log).contains("Kneadwell is ready")) {
                if (process == null || !process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new AssertionError("The platform did not start:\n" + Files.readString(log));
                }
                pause(Duration.ofMillis(200));
            }
        }

        /** Where people go. */
        public URI gateway() {
            return gateway;
        }

        /** Where the mail catcher shows what was sent. */
        public URI mail() {
            return mail;
        }

        /** What {@code ./run} would have printed. */
        public String console() {
            try {
                return Files.readString(data.resolve("local-stack.log"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Every mail caught so far, newest first: {@code id, from, to[], subject, receivedAt, text?, html?}. */
        public List<JsonNode> mails() {
            try {
                var response = http.send(
                        HttpRequest.newBuilder(mail.resolve("/api/messages")).build(),
                        HttpResponse.BodyHandlers.ofString());
                var mails = new ArrayList<JsonNode>();
                JSON.readTree(response.body()).path("items").forEach(mails::add);
                return mails;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Ends a part as a crash would; whoever runs the platform has to bring it back. */
        public void kill(String part) {
            processOf(part).destroyForcibly();
        }

        /** Ends a part as a crash would and waits until it serves again as a new process. */
        public void killAndAwaitRestart(String part) {
            var killed = processOf(part);
            killed.destroyForcibly();
            var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (processId(part) == killed.pid() || !isReady(part)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(part + " did not come back:\n" + console());
                }
                pause(Duration.ofMillis(200));
            }
        }

        /** Starts parts anew, set otherwise than {@code ./run} sets them; with no settings as they were. */
        public void restart(Map<String, String> settings, String... parts) {
            var file = data.resolve("config/application.properties");
            try {
                Files.createDirectories(file.getParent());
                Files.write(
                        file,
                        settings.entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (var part : parts) {
                killAndAwaitRestart(part);
            }
        }

        private boolean isReady(String part) {
            var port = switch (part) {
                case "intake-service" -> portOf(1);
                case "booking-service" -> portOf(2);
                case "feedback-service" -> portOf(3);
                case "web-frontend" -> gateway.getPort();
                default -> throw new IllegalArgumentException(part);
            };
            try {
                return http.send(
                                        HttpRequest.newBuilder(
                                                        URI.create("http://localhost:" + port + "/q/health/ready"))
                                                .timeout(Duration.ofSeconds(5))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private int portOf(int offset) {
            return gateway.getPort() + offset;
        }

        private ProcessHandle processOf(String part) {
            return ProcessHandle.of(processId(part)).orElseThrow(() -> new AssertionError(part + " does not run"));
        }

        private long processId(String part) {
            try {
                return Long.parseLong(
                        Files.readAllLines(data.resolve("processes").resolve(part))
                                .getFirst());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            if (process == null) {
                return;
            }
            process.destroy();
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void pause(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
