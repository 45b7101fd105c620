package org.kneadwell.localstack;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged services and the web front, known here as jars, settings and ports only. */
final class Applications {
    static final List<String> SERVICES = List.of("intake", "booking", "feedback");
    static final String GATEWAY = "web-frontend";

    private final Home home;
    private final Ports ports;

    Applications(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    /** The modules whose jars are not built. */
    List<String> missing() {
        return Stream.concat(SERVICES.stream().map(service -> service + "-service"), Stream.of(GATEWAY))
                .filter(module -> !Files.exists(home.application(module)))
                .toList();
    }

    List<Part> services() {
        return SERVICES.stream().map(this::service).toList();
    }

    Part gateway() {
        var environment = common(ports.gateway());
        environment.put("KNEADWELL_UPSTREAM_INTAKE", "http://localhost:" + ports.intake());
        environment.put("KNEADWELL_UPSTREAM_BOOKING", "http://localhost:" + ports.booking());
        environment.put("KNEADWELL_UPSTREAM_FEEDBACK", "http://localhost:" + ports.feedback());
        environment.put("QUARKUS_OIDC_CLIENT_ID", "gateway");
        environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", Keycloak.GATEWAY_SECRET);
        return part(GATEWAY, ports.gateway(), environment);
    }

    private Part service(String service) {
        var port = switch (service) {
            case "intake" -> ports.intake();
            case "booking" -> ports.booking();
            default -> ports.feedback();
        };
        var environment = common(port);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", ports.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", service);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", Postgres.passwordOf(service));
        environment.put("QUARKUS_FLYWAY_USERNAME", service + "_owner");
        environment.put("QUARKUS_FLYWAY_PASSWORD", Postgres.passwordOf(service + "_owner"));
        environment.put(
                "KNEADWELL_ENCRYPTION_KEYSET_FILE", home.masterKeyset(service).toString());
        environment.put("KNEADWELL_EVENTS_KEYSET_FILE", home.eventsKeyset().toString());
        environment.put(
                "KNEADWELL_ERASURE_REGISTER_FILE", home.erasures(service).toString());
        if (service.equals("booking")) {
            environment.put("KNEADWELL_ACCOUNTS_KEYCLOAK", ports.keycloakUrl());
            environment.put("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Keycloak.BOOKING_SECRET);
        }
        return part(service + "-service", port, environment);
    }

    private Map<String, String> common(int port) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_PROFILE", "local");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", ports.issuer());
        environment.put("QUARKUS_OIDC_TOKEN_ISSUER", ports.issuer());
        environment.put("QUARKUS_MAILER_HOST", "localhost");
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(ports.smtp()));
        environment.put("KNEADWELL_WEB_BASE_URL", ports.baseUrl());
        environment.put("KNEADWELL_CLOCK_OFFSET_FILE", home.clockOffset().toString());
        return environment;
    }

    private Part part(String module, int port, Map<String, String> environment) {
        var command = Jvm.command(144, home.data());
        command.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                home.application(module).toString()));
        return new Part(
                module,
                command,
                environment,
                home.data(),
                Jvm.mark(home.data()),
                Part.Stop.TERM,
                Readiness.answers200("http://localhost:" + port + "/q/health/ready"),
                Duration.ofMinutes(2));
    }
}
