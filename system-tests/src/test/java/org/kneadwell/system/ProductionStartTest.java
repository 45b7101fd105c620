package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.Repository;
import org.kneadwell.testkit.TestDatabase;

/** The packaged parts in the production profile, which is the default: with a developer's settings they end and say why. */
@Tag("slow")
class ProductionStartTest {

    /** As docs/operations.md says, with an identity provider that is not there yet. */
    private static final Map<String, String> GATEWAY = Map.of(
            "QUARKUS_HTTP_PORT", "0",
            "QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:9/realms/kneadwell",
            "KNEADWELL_GATEWAY_CLIENT_SECRET", "c4Pq".repeat(8),
            "KNEADWELL_GATEWAY_COOKIE_SECRET", "k7Zw".repeat(8),
            "KNEADWELL_GATEWAY_STATE_SECRET", "s2Mx".repeat(8),
            "KNEADWELL_WEB_BASE_URL", "https://booking.practice.org",
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true",
            "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "10.0.0.2",
            "KNEADWELL_TLS_INSIDE", "elsewhere");

    private record Run(Process process, Path log) {

        static Run of(String module, Map<String, String> environment) throws IOException {
            Path jar = Repository.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
            assertThat(jar).exists();
            Path logs = Files.createDirectories(Path.of("target", "production-start"));
            Path log = Files.createTempFile(logs, module + "-", ".log");
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-jar",
                    jar.toString());
            builder.environment().putAll(environment);
            Process process = builder.directory(logs.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Run(process, log);
        }

        /** What it said before it ended by itself. */
        String refusal() throws IOException, InterruptedException {
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS))
                        .as("It still runs:\n" + Files.readString(log))
                        .isTrue();
                assertThat(process.exitValue()).as(Files.readString(log)).isNotZero();
                return Files.readString(log);
            } finally {
                process.destroyForcibly();
            }
        }

        void starts() throws IOException, InterruptedException {
            try {
                for (int i = 0;
                        i < 600 && process.isAlive() && !Files.readString(log).contains("Listening on");
                        i++) {
                    Thread.sleep(100);
                }
                assertThat(Files.readString(log)).contains("Listening on", "Profile prod activated");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void the_gateway_does_not_start_on_a_developers_settings() throws Exception {
        var refusal = Run.of(
                        "web-frontend",
                        Map.of(
                                "QUARKUS_HTTP_PORT", "0",
                                "QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:9/realms/kneadwell",
                                "KNEADWELL_GATEWAY_CLIENT_SECRET", "gateway-secret-for-local-use-only",
                                "KNEADWELL_GATEWAY_COOKIE_SECRET", "cookie-secret-for-local-use-only",
                                "KNEADWELL_DEMO_DATA", "true",
                                "KNEADWELL_CLOCK_OFFSET_FILE", "clock-offset"))
                .refusal();
        assertThat(refusal)
                .contains(
                        "Not started in the production profile: ",
                        "KNEADWELL_GATEWAY_CLIENT_SECRET is a default of the local profile",
                        "KNEADWELL_GATEWAY_COOKIE_SECRET is a default of the local profile",
                        "KNEADWELL_GATEWAY_STATE_SECRET is not set",
                        "kneadwell.web.base-url is not an address by which people reach us by TLS",
                        "quarkus.http.proxy.proxy-address-forwarding is not on",
                        "quarkus.http.proxy.trusted-proxies is not set",
                        "kneadwell.upstream.intake is not reached by TLS",
                        "kneadwell.clock.offset-file is set, the clock can be moved",
                        "kneadwell.demo-data is on")
                .doesNotContain("-for-local-use-only", "Listening on");
    }

    @Test
    void a_single_wrong_setting_of_the_gateway_is_enough() throws Exception {
        var environment = new HashMap<>(GATEWAY);
        environment.put("KNEADWELL_WEB_BASE_URL", "http://booking.practice.org");
        assertThat(Run.of("web-frontend", environment).refusal())
                .contains("Not started in the production profile: kneadwell.web.base-url is not an address")
                .doesNotContain("Listening on");
    }

    @Test
    void the_gateway_starts_as_the_documents_say() throws Exception {
        Run.of("web-frontend", GATEWAY).starts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake-service", "booking-service", "feedback-service"})
    void a_service_does_not_start_on_a_developers_settings_and_touches_nothing(String service) throws Exception {
        var refusal = Run.of(
                        service,
                        Map.of(
                                "QUARKUS_HTTP_PORT", "0",
                                // Nobody is there: the refusal comes before the database is asked.
                                "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:9/kneadwell",
                                "QUARKUS_DATASOURCE_PASSWORD", service.replace("-service", "-local"),
                                "KNEADWELL_DEMO_DATA", "true",
                                "KNEADWELL_CLOCK_OFFSET_FILE", "clock-offset"))
                .refusal();
        assertThat(refusal)
                .contains(
                        "Not started in the production profile: ",
                        "quarkus.datasource.password is a default of the local profile",
                        "quarkus.flyway.password is not set",
                        "kneadwell.web.base-url leads nowhere (http://localhost:8080)",
                        "quarkus.oidc.token.issuer is not a realm that people reach by TLS",
                        "kneadwell.clock.offset-file is set, the clock can be moved",
                        "kneadwell.encryption.keyset-file is not set",
                        "kneadwell.erasure.register-file is not set",
                        "quarkus.datasource.jdbc.url does not say sslmode=verify-full",
                        "quarkus.http.insecure-requests is not disabled",
                        "kneadwell.demo-data is on")
                .doesNotContain("Listening on", "Connection refused");
    }

    /** With a keyset made by the command of docs/operations.md. */
    @Test
    void a_service_starts_as_the_documents_say(@TempDir Path folder) throws Exception {
        Path keyset = folder.resolve("master.json");
        Path classes = Repository.root().resolve("intake-service/target/quarkus-app/lib/main");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + "/*",
                        "org.kneadwell.kit.vault.MasterKey",
                        "make",
                        keyset.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var database = TestDatabase.fresh();
        try (var service = PackagedService.intake(database)
                .setting("quarkus.profile", "prod")
                .setting("quarkus.datasource.password", "8Yt-2q")
                .setting("quarkus.flyway.password", "9Zu-3r")
                .setting("kneadwell.encryption.keyset-file", keyset.toString())
                .setting("kneadwell.tls-inside", "elsewhere")
                .setting("kneadwell.web.base-url", "https://booking.practice.org")
                .setting("quarkus.mailer.from", "hello@mail.practice.org")
                .setting("quarkus.oidc.token.issuer", "https://accounts.practice.org/realms/kneadwell")
                .start()) {
            assertThat(service.log()).contains("Profile prod activated");
            assertThat(service.log().lines())
                    .as("one JSON object a line, with the offset of its time")
                    .anyMatch(line ->
                            line.matches("\\{\"timestamp\":\"[^\"]+(Z|[+-]\\d\\d:\\d\\d)\".*\"message\":\".*}"));
        }
    }
}
