package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.localstack.mail.MailCatcher;

/** The whole platform on one machine: started in an order that keeps two cores busy, stopped in reverse. */
final class Platform {
    private final Home home;
    private final Ports ports;
    private final Supervisor supervisor;
    private final Postgres postgres;
    private final Keycloak keycloak;
    private final Applications applications;
    private @Nullable MailCatcher mail;

    Platform(Home home, Ports ports) {
        this.home = home;
        this.ports = ports;
        this.supervisor = new Supervisor(home);
        this.postgres = new Postgres(home, ports);
        this.keycloak = new Keycloak(home, ports);
        this.applications = new Applications(home, ports);
    }

    Ports ports() {
        return ports;
    }

    Postgres postgres() {
        return postgres;
    }

    Keycloak keycloak() {
        return keycloak;
    }

    /** Ends what a killed run left here, so that its ports and its database are free again. */
    void clearLeftovers() {
        supervisor.clearLeftovers();
    }

    void checkPorts() {
        var taken = ports.taken();
        if (!taken.isEmpty()) {
            throw new Supervisor.StartFailure("in use by something else: port " + String.join(", ", taken)
                    + "; free them or choose others, as in ./run --ports-from 18000");
        }
    }

    void start(Part keycloakPart) {
        ensureClock();
        mail = MailCatcher.start(ports.smtp(), ports.mailPage());
        startPostgres();
        postgres.bootstrap();
        say("PostgreSQL");

        // Keycloak takes longest and everything else can begin without it.
        supervisor.start(keycloakPart);
        var services = applications.services();
        services.forEach(supervisor::start);
        for (var service : services) {
            supervisor.awaitReady(service);
            say(service.name());
        }
        var gateway = applications.gateway();
        supervisor.start(gateway);
        supervisor.awaitReady(keycloakPart);
        say("Keycloak");
        supervisor.awaitReady(gateway);
        say("web front");
    }

    void stop() {
        supervisor.stopAll();
        var catcher = mail;
        if (catcher != null) {
            catcher.close();
            mail = null;
        }
    }

    void stopPart(String name, Duration patience) {
        supervisor.stop(name, patience);
    }

    List<ProcessHandle> processes() {
        return supervisor.processes();
    }

    private void startPostgres() {
        postgres.clearStalePid();
        var part = postgres.part();
        // After a kill -9 its backends need a moment to notice that their server is gone.
        for (var attempt = 1; ; attempt++) {
            supervisor.start(part);
            try {
                supervisor.awaitReady(part);
                return;
            } catch (Supervisor.StartFailure e) {
                if (attempt == 4) {
                    throw e;
                }
                Supervisor.pause(Duration.ofSeconds(attempt));
            }
        }
    }

    /** The realm names the web front's address; a platform on other ports has another one. */
    void pointKeycloakHere() {
        var pointed = home.data().resolve("keycloak-points-at");
        try {
            var now = ports.baseUrl() + " " + ports.smtp();
            var before = Files.exists(pointed)
                    ? Files.readString(pointed)
                    : Ports.usual().baseUrl() + " " + Ports.usual().smtp();
            if (!before.equals(now)) {
                new KeycloakAdmin(ports).pointAt(ports);
                Files.writeString(pointed, now);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ensureClock() {
        try {
            Files.createDirectories(home.data());
            if (!Files.exists(home.clockOffset())) {
                Files.writeString(home.clockOffset(), "PT0S\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String part) {
        Say.line("  ready: " + part);
    }
}
