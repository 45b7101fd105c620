package org.kneadwell.kit.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionCheckTest {

    private static final Map<String, String> SECRETS = Map.of(
            "quarkus.datasource.password",
            "8Yt-2q",
            "quarkus.flyway.password",
            "9Zu-3r",
            "kneadwell.encryption.keyset-file",
            "/run/secrets/master-keyset.json",
            "kneadwell.events.keyset-file",
            "/run/secrets/events-keyset.json",
            "kneadwell.erasure.register-file",
            "/var/lib/erasures/register",
            "kneadwell.tls-inside",
            "elsewhere",
            "kneadwell.passwords-inside",
            "accepted");

    @Test
    void without_tls_of_its_own_or_elsewhere_it_is_refused() {
        var settings = new HashMap<>(SECRETS);
        settings.put("kneadwell.tls-inside", "no");
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/kneadwell?sslmode=require");
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "quarkus.datasource.jdbc.url does not say sslmode=verify-full, and kneadwell.tls-inside does"
                                + " not say that something else encrypts",
                        "quarkus.http.insecure-requests is not disabled, and kneadwell.tls-inside does not say that"
                                + " something else encrypts");

        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/kneadwell?sslmode=verify-full");
        settings.put("quarkus.http.insecure-requests", "disabled");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector:4318/v1/traces, false",
        "http://localhost.attacker.org/v1/traces, false",
        "https://collector:4318/v1/traces, true",
        "http://localhost:4318/v1/traces, true",
        "http://127.0.0.1:4318/v1/traces, true"
    })
    void traces_go_out_by_tls_or_to_the_same_machine(String collector, boolean fine) {
        var settings = new HashMap<>(SECRETS);
        settings.put("kneadwell.tls-inside", "no");
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/kneadwell?sslmode=verify-full");
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.put("kneadwell.traces.url", collector);
        if (fine) {
            assertThat(ProductionCheck.faults(settings::get)).isEmpty();
        } else {
            assertThat(ProductionCheck.faults(settings::get))
                    .containsExactly("kneadwell.traces.url is not reached by TLS, and kneadwell.tls-inside does not say"
                            + " that something else encrypts");
        }
    }

    @Test
    void secrets_of_ones_own_are_fine() {
        var settings = new HashMap<>(SECRETS);
        settings.put("kneadwell.web.base-url", "https://booking.practice.org/");
        settings.put("quarkus.mailer.from", "Kneadwell <hello@mail.practice.org>");
        settings.put("kneadwell.safety-contact", "safety@localhost-therapy.com");
        settings.put("quarkus.oidc.token.issuer", "https://accounts.practice.org/realms/kneadwell");

        assertThat(ProductionCheck.faults(SECRETS::get)).isEmpty();
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kneadwell.web.base-url, http://localhost:8080",
        "kneadwell.web.base-url, http://127.0.0.1/",
        "kneadwell.web.base-url, https://www.kneadwell.example/book",
        "kneadwell.web.base-url, ' '",
        "quarkus.mailer.from, hello@kneadwell.example",
        "quarkus.mailer.from, Kneadwell <hello@kneadwell.example>",
        "quarkus.mailer.from, hello@example.org",
        "quarkus.mailer.from, root@localhost",
        "kneadwell.safety-contact, safety@kneadwell.example",
        "kneadwell.safety-contact, ''",
    })
    void an_address_that_leads_nowhere_is_refused_and_named(String name, String value) {
        var settings = new HashMap<>(SECRETS);
        settings.put(name, value);

        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(name + " leads nowhere (" + value + "), mails would be lost");
    }

    @Test
    void the_defaults_as_they_are_shipped_are_refused() throws Exception {
        var shipped = new Properties();
        try (var file = ProductionCheck.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            shipped.load(file);
        }
        var settings = new HashMap<>(SECRETS);
        shipped.stringPropertyNames().forEach(name -> settings.putIfAbsent(name, shipped.getProperty(name)));

        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "kneadwell.web.base-url leads nowhere (http://localhost:8080), mails would be lost",
                        "quarkus.mailer.from leads nowhere (hello@kneadwell.example), mails would be lost",
                        "quarkus.oidc.token.issuer is not a realm that people reach by TLS"
                                + " (http://localhost:8180/realms/kneadwell)");
    }

    @Test
    void an_address_that_people_reach_without_tls_is_refused() {
        var settings = new HashMap<>(SECRETS);
        settings.put("kneadwell.web.base-url", "http://booking.practice.org");
        settings.put("quarkus.oidc.token.issuer", "http://accounts.practice.org/realms/kneadwell");

        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "kneadwell.web.base-url is not reached by TLS (http://booking.practice.org)",
                        "quarkus.oidc.token.issuer is not a realm that people reach by TLS"
                                + " (http://accounts.practice.org/realms/kneadwell)");
    }

    @ParameterizedTest
    @CsvSource({
        "https://booking.practice.org/auth/realms/kneadwell",
        "https://Booking.practice.org:8443/realms/kneadwell"
    })
    void the_identity_provider_has_a_host_of_its_own(String issuer) {
        var settings = new HashMap<>(SECRETS);
        settings.put("kneadwell.web.base-url", "https://booking.practice.org");
        settings.put("quarkus.oidc.token.issuer", issuer);
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly("quarkus.oidc.token.issuer and kneadwell.web.base-url are on one host"
                        + " (booking.practice.org), where each gets the other's cookies");

        settings.put("quarkus.oidc.token.issuer", "https://accounts.booking.practice.org/realms/kneadwell");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void what_belongs_on_a_developers_machine_is_named_without_the_secret() {
        var settings = Map.of(
                "quarkus.datasource.password", "intake-local",
                "kneadwell.clock.offset-file", "clock-offset",
                "kneadwell.encryption.make-keyset", "true",
                "kneadwell.demo-data", "true",
                "kneadwell.booking.calendar.allow-addresses", "127.0.0.1",
                "kneadwell.booking.webhook.allow-addresses", "127.0.0.1");

        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "quarkus.datasource.password is a default of the local profile",
                        "quarkus.flyway.password is not set",
                        "quarkus.datasource.jdbc.url does not say sslmode=verify-full, and kneadwell.tls-inside does"
                                + " not say that something else encrypts",
                        "quarkus.http.insecure-requests is not disabled, and kneadwell.tls-inside does not say that"
                                + " something else encrypts",
                        "kneadwell.clock.offset-file is set, the clock can be moved",
                        "kneadwell.encryption.keyset-file is not set, health data could not be sealed",
                        "kneadwell.events.keyset-file is not set, what events say of health could not be sealed",
                        "kneadwell.encryption.make-keyset is on, a lost keyset would be replaced and the data with it"
                                + " lost",
                        "kneadwell.erasure.register-file is not set, a restored backup would bring erased clients back",
                        "kneadwell.demo-data is on",
                        "kneadwell.booking.calendar.allow-addresses is set, calendars could be read from our own"
                                + " network",
                        "kneadwell.booking.webhook.allow-addresses is set, webhooks could be sent into our own"
                                + " network");
    }

    @Test
    void a_role_comes_with_a_certificate_of_its_own_in_place_of_a_password() {
        var settings = new HashMap<>(SECRETS);
        settings.remove("kneadwell.tls-inside");
        settings.remove("kneadwell.passwords-inside");
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.remove("quarkus.datasource.password");
        settings.remove("quarkus.flyway.password");
        String database = "jdbc:postgresql://db/kneadwell?sslmode=verify-full";
        settings.put("quarkus.datasource.jdbc.url", database);
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly("quarkus.datasource.password is not set", "quarkus.flyway.password is not set");

        settings.put("quarkus.datasource.jdbc.url", database + "&sslcert=intake.crt&sslkey=intake.key");
        assertThat(ProductionCheck.faults(settings::get)).containsExactly("quarkus.flyway.password is not set");

        settings.put(
                "kneadwell.database.owner-url", "jdbc:postgresql://db/kneadwell?sslcert=owner.crt&sslkey=owner.key");
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "kneadwell.database.owner-url does not say sslmode=verify-full, and kneadwell.tls-inside does"
                                + " not say that something else encrypts");

        settings.put("kneadwell.database.owner-url", database + "&sslcert=owner.crt&sslkey=owner.key");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void passwords_between_parts_are_used_where_somebody_has_accepted_them() {
        var settings = new HashMap<>(SECRETS);
        settings.put("quarkus.oidc-client.client-id", "booking-service");
        settings.put("quarkus.oidc-client.credentials.secret", "c4Pq".repeat(8));
        settings.put("kneadwell.passwords-inside", "no");
        String lasts =
                " lasts until somebody changes it, and kneadwell.passwords-inside does not say that such are accepted";
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "quarkus.datasource.password" + lasts,
                        "quarkus.flyway.password" + lasts,
                        "KNEADWELL_BOOKING_CLIENT_SECRET" + lasts);

        settings.put("kneadwell.passwords-inside", "accepted");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void a_secret_that_everybody_on_the_machine_can_read_is_refused(@TempDir Path folder) throws Exception {
        Path keyset = Files.createFile(folder.resolve("master.json"));
        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-r--r--"));
        var settings = new HashMap<>(SECRETS);
        settings.put("kneadwell.encryption.keyset-file", keyset.toString());
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(keyset + " is a secret that every account of this machine can get at (rw-r--r--)");
    }

    @Test
    void who_manages_accounts_may_sign_in_place_of_having_a_secret() {
        var settings = new HashMap<>(SECRETS);
        settings.put("quarkus.oidc-client.client-id", "booking-service");
        settings.put("quarkus.oidc-client.credentials.jwt.key-file", "/run/secrets/booking.pem");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void who_manages_accounts_needs_a_secret_of_its_own() {
        var settings = new HashMap<>(SECRETS);
        settings.put("quarkus.oidc-client.client-id", "booking-service");
        assertThat(ProductionCheck.faults(settings::get)).containsExactly("KNEADWELL_BOOKING_CLIENT_SECRET is not set");

        settings.put("quarkus.oidc-client.credentials.secret", "booking-secret-for-local-use-only");
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly("KNEADWELL_BOOKING_CLIENT_SECRET is a default of the local profile");

        settings.put("quarkus.oidc-client.credentials.secret", "c4Pq".repeat(8));
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }
}
