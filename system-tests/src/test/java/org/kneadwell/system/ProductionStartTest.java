package org.kneadwell.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.CertificateAuthority;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.Repository;
import org.kneadwell.testkit.TestDatabase;

/** The packaged parts in the production profile, which is the default: with a developer's settings they end and say why. */
@Tag("slow")
@WithServicesOfItsOwn
class ProductionStartTest {

    private static final Pattern HTTP = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

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
            "KNEADWELL_TLS_INSIDE", "elsewhere",
            "KNEADWELL_PASSWORDS_INSIDE", "accepted");

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    /** As an agent of a vault leaves it. */
    private static void secret(Path file, String value) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNERS));
        Files.writeString(file, value);
    }

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

        /** What it said until then. */
        String starts() throws IOException, InterruptedException {
            return starts(_ -> {});
        }

        String starts(Use use) throws IOException, InterruptedException {
            try {
                for (int i = 0;
                        i < 600 && process.isAlive() && !Files.readString(log).contains("Listening on");
                        i++) {
                    Thread.sleep(100);
                }
                assertThat(Files.readString(log)).contains("Listening on", "Profile prod activated");
                var port = HTTP.matcher(Files.readString(log));
                if (port.find()) {
                    use.of("http://localhost:" + port.group(1));
                }
                return Files.readString(log);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** What is done with a part while it runs. */
    @FunctionalInterface
    private interface Use {
        void of(String address);
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
    void nor_on_a_secret_that_lasts_unless_somebody_accepts_it() throws Exception {
        var environment = new HashMap<>(GATEWAY);
        environment.remove("KNEADWELL_PASSWORDS_INSIDE");
        assertThat(Run.of("web-frontend", environment).refusal())
                .contains("Not started in the production profile: KNEADWELL_GATEWAY_CLIENT_SECRET lasts until somebody"
                        + " changes it, and kneadwell.passwords-inside does not say that such are accepted.")
                .doesNotContain("c4Pq", "Listening on");
    }

    @Test
    void the_gateway_starts_as_the_documents_say() throws Exception {
        var asked = new ArrayList<String>();
        Run.of("web-frontend", GATEWAY).starts(address -> {
            given().get(address + "/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
            for (var path : List.of(
                    "/q",
                    "/q/metrics",
                    "/q/openapi",
                    "/q/swagger-ui",
                    "/q/health-ui",
                    "/q/health-ui/",
                    "/q/info",
                    "/q/arc",
                    "/q/dev",
                    "/q/dev-ui",
                    "/q/configuration")) {
                given().redirects().follow(false).get(address + path).then().statusCode(404);
                asked.add(path);
            }
        });
        assertThat(asked).hasSize(11);
    }

    @Test
    void the_gateway_takes_its_secrets_from_files(@TempDir Path secrets) throws Exception {
        var environment = new HashMap<>(GATEWAY);
        for (var name : List.of(
                "KNEADWELL_GATEWAY_CLIENT_SECRET",
                "KNEADWELL_GATEWAY_COOKIE_SECRET",
                "KNEADWELL_GATEWAY_STATE_SECRET")) {
            // As an editor leaves it, with the end of the line.
            secret(secrets.resolve(name), environment.remove(name) + "\n");
        }
        environment.put("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", secrets.toString());
        Run.of("web-frontend", environment).starts();

        Path open = secrets.resolve("KNEADWELL_GATEWAY_STATE_SECRET");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Run.of("web-frontend", environment).refusal())
                .contains("Not started in the production profile: " + open
                        + " is a secret that every account of this machine can get at (rw-r--r--).")
                .doesNotContain("s2Mx", "Listening on");
        Files.setPosixFilePermissions(open, OWNERS);

        Files.delete(secrets.resolve("KNEADWELL_GATEWAY_COOKIE_SECRET"));
        assertThat(Run.of("web-frontend", environment).refusal())
                .contains("Not started in the production profile: KNEADWELL_GATEWAY_COOKIE_SECRET is not set.")
                .doesNotContain("c4Pq", "s2Mx", "Listening on");
    }

    @Test
    void the_gateway_ends_tls_itself_where_it_has_a_certificate(@TempDir Path settings) throws Exception {
        var issued = CertificateAuthority.make().issue("localhost");
        var environment = new HashMap<>(GATEWAY);
        environment.keySet().removeIf(name -> name.startsWith("QUARKUS_HTTP_PROXY"));
        environment.put("QUARKUS_HTTP_SSL_PORT", "0");
        // Quarkus does not find these two as variables.
        secret(
                settings.resolve("quarkus.tls.key-store.pem.0.cert"),
                issued.certificate().toString());
        secret(settings.resolve("quarkus.tls.key-store.pem.0.key"), issued.key().toString());
        environment.put("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", settings.toString());
        assertThat(Run.of("web-frontend", environment).refusal())
                .contains("Not started in the production profile: quarkus.http.insecure-requests is not disabled")
                .doesNotContain("Listening on");

        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        // Where there is a port without TLS, it is the first that is named.
        assertThat(Run.of("web-frontend", environment).starts()).contains("Listening on: https://");
    }

    /** As docs/operations.md says, of what is logged. */
    @Test
    void what_is_logged_goes_to_another_machine_as_it_is_and_by_tls_alone() throws Exception {
        var authority = CertificateAuthority.make();
        authority.issue("localhost");
        var environment = new HashMap<>(GATEWAY);
        environment.put("QUARKUS_LOG_SYSLOG_ENABLED", "true");
        environment.put("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + authority.trustStore());
        try (var receiver = new SyslogReceiver(authority.server("localhost"))) {
            environment.put("QUARKUS_LOG_SYSLOG_ENDPOINT", receiver.address());
            var log = Run.of("web-frontend", environment).starts(address -> {
                given().get(address + "/api/intake/v1/nothing").then().statusCode(403);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> receiver.messages().stream().anyMatch(line -> line.contains("not-encrypted")));
            });
            var kept = records(log.lines().toList());
            var sent = records(receiver.messages());
            assertThat(sent)
                    .anyMatch(line -> line.contains("Listening on"))
                    .anyMatch(line -> line.contains("not-encrypted"));
            assertThat(kept).containsAll(sent);
            assertThat(receiver.messages()).allMatch(line -> line.matches("(?s)<\\d+>1 \\S+ \\S+ web-frontend .*"));
        }

        try (var stranger = new SyslogReceiver(strangers())) {
            environment.put("QUARKUS_LOG_SYSLOG_ENDPOINT", stranger.address());
            Run.of("web-frontend", environment)
                    .starts(address -> given().get(address + "/api/intake/v1/nothing")
                            .then()
                            .statusCode(403));
            assertThat(stranger.messages()).as("to whom it does not trust").isEmpty();
        }

        environment.put("KNEADWELL_TLS_INSIDE", "no");
        environment.put("QUARKUS_LOG_SYSLOG_PROTOCOL", "tcp");
        assertThat(Run.of("web-frontend", environment).refusal())
                .contains("quarkus.log.syslog.protocol is not ssl-tcp")
                .doesNotContain("Listening on");
    }

    private static SSLContext strangers() {
        var authority = CertificateAuthority.make();
        authority.issue("localhost");
        return authority.server("localhost");
    }

    /** The JSON objects in lines or messages. */
    private static List<String> records(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("{\"timestamp\""))
                .map(line -> line.substring(line.indexOf('{')).strip())
                .toList();
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
                        "kneadwell.events.keyset-file is not set",
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
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        secret(secrets.resolve("QUARKUS_DATASOURCE_PASSWORD"), "8Yt-2q\n");
        secret(secrets.resolve("quarkus.flyway.password"), "9Zu-3r");
        try (var service = PackagedService.intake(database)
                .setting("quarkus.profile", "prod")
                .setting("smallrye.config.source.file.locations", secrets.toString())
                .setting("kneadwell.encryption.keyset-file", keyset.toString())
                .setting("kneadwell.events.keyset-file", keyset.toString())
                .setting("kneadwell.tls-inside", "elsewhere")
                .setting("kneadwell.passwords-inside", "accepted")
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
