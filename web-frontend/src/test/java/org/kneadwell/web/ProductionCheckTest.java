package org.kneadwell.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ProductionStartTest} in system-tests shows that the packaged gateway really does not start. */
class ProductionCheckTest {

    private static final Map<String, String> FIT = Map.of(
            "quarkus.oidc.credentials.jwt.key-file",
            "/run/secrets/gateway-client.pem",
            "quarkus.oidc.token-state-manager.encryption-secret",
            "k7Zw".repeat(8),
            "quarkus.oidc.authentication.state-secret",
            "s2Mx".repeat(8),
            "kneadwell.web.base-url",
            "https://booking.practice.org",
            "quarkus.http.proxy.proxy-address-forwarding",
            "true",
            "quarkus.http.proxy.trusted-proxies",
            "10.0.0.2",
            "kneadwell.upstream.intake",
            "https://intake.inside:8443",
            "kneadwell.upstream.booking",
            "https://booking.inside:8443",
            "kneadwell.upstream.feedback",
            "https://feedback.inside:8443");

    private static final String PLAIN =
            " is not reached by TLS, and kneadwell.tls-inside does not say that something else encrypts";

    @Test
    void services_are_reached_by_tls_unless_something_else_encrypts() {
        var settings = new HashMap<>(FIT);
        settings.put("kneadwell.upstream.booking", "http://booking.inside:8080");
        assertThat(ProductionCheck.faults(settings::get)).containsExactly("kneadwell.upstream.booking" + PLAIN);

        settings.put("kneadwell.tls-inside", "elsewhere");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void settings_of_ones_own_behind_a_proxy_are_fine() {
        assertThat(ProductionCheck.faults(FIT::get)).isEmpty();
    }

    @Test
    void the_gateway_may_end_tls_itself() {
        var settings = new HashMap<>(FIT);
        settings.remove("quarkus.http.proxy.proxy-address-forwarding");
        settings.remove("quarkus.http.proxy.trusted-proxies");
        settings.put("quarkus.tls.key-store.pem.0.cert", "/run/secrets/gateway.crt");
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "quarkus.http.insecure-requests is not disabled, what is asked without TLS would be answered",
                        "quarkus.tls.key-store.pem.0.key is not set, the certificate is of no use without it");

        settings.put("quarkus.tls.key-store.pem.0.key", "/run/secrets/gateway.key");
        settings.put("quarkus.http.insecure-requests", "disabled");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void behind_a_proxy_it_has_to_know_it_also_with_a_certificate_of_its_own() {
        var settings = new HashMap<>(FIT);
        settings.put("quarkus.tls.key-store.pem.0.cert", "/run/secrets/gateway.crt");
        settings.put("quarkus.tls.key-store.pem.0.key", "/run/secrets/gateway.key");
        settings.put("quarkus.http.insecure-requests", "disabled");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();

        settings.remove("quarkus.http.proxy.trusted-proxies");
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly("quarkus.http.proxy.trusted-proxies is not set, anybody could claim any address");
    }

    @Test
    void a_client_that_signs_has_no_secret_and_one_that_does_not_needs_to_be_accepted() {
        var settings = new HashMap<>(FIT);
        settings.remove("quarkus.oidc.credentials.jwt.key-file");
        assertThat(ProductionCheck.faults(settings::get)).containsExactly("KNEADWELL_GATEWAY_CLIENT_SECRET is not set");

        settings.put("quarkus.oidc.credentials.secret", "c4Pq".repeat(8));
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly("KNEADWELL_GATEWAY_CLIENT_SECRET lasts until somebody changes it, and"
                        + " kneadwell.passwords-inside does not say that such are accepted");

        settings.put("kneadwell.passwords-inside", "accepted");
        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void a_key_that_everybody_on_the_machine_can_read_is_refused(@TempDir Path folder) throws Exception {
        Path key = Files.createFile(folder.resolve("gateway-client.pem"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        var settings = new HashMap<>(FIT);
        settings.put("quarkus.oidc.credentials.jwt.key-file", key.toString());
        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(key + " is a secret that every account of this machine can get at (rw-r--r--)");
    }

    @Test
    void each_missing_setting_is_named() {
        assertThat(ProductionCheck.faults(name -> null))
                .containsExactly(
                        "KNEADWELL_GATEWAY_CLIENT_SECRET is not set",
                        "KNEADWELL_GATEWAY_COOKIE_SECRET is not set",
                        "KNEADWELL_GATEWAY_STATE_SECRET is not set",
                        "kneadwell.upstream.booking" + PLAIN,
                        "kneadwell.upstream.feedback" + PLAIN,
                        "kneadwell.upstream.intake" + PLAIN,
                        "kneadwell.web.base-url is not an address by which people reach us by TLS, such as"
                                + " https://booking.practice.org (null)",
                        "quarkus.http.proxy.proxy-address-forwarding is not on, the proxy that ends TLS would be taken"
                                + " for everybody, and quarkus.tls.key-store.pem.0.cert does not say that TLS ends here",
                        "quarkus.http.proxy.trusted-proxies is not set, anybody could claim any address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quarkus.oidc.credentials.secret | gateway-secret-for-local-use-only | KNEADWELL_GATEWAY_CLIENT_SECRET"
                        + " is a default of the local profile",
                "quarkus.oidc.credentials.secret | gateway-local-secret | KNEADWELL_GATEWAY_CLIENT_SECRET is a default"
                        + " of the local profile",
                "quarkus.oidc.token-state-manager.encryption-secret | cookie-secret-for-local-use-only |"
                        + " KNEADWELL_GATEWAY_COOKIE_SECRET is a default of the local profile",
                "quarkus.oidc.token-state-manager.encryption-secret | short | KNEADWELL_GATEWAY_COOKIE_SECRET has"
                        + " fewer than 32 characters",
                "quarkus.oidc.authentication.state-secret | state-secret-for-local-use-only- |"
                        + " KNEADWELL_GATEWAY_STATE_SECRET is a default of the local profile",
                "quarkus.http.proxy.proxy-address-forwarding | false | quarkus.http.proxy.proxy-address-forwarding is"
                        + " not on, the proxy that ends TLS would be taken for everybody, and"
                        + " quarkus.tls.key-store.pem.0.cert does not say that TLS ends here",
                "quarkus.http.proxy.trusted-proxies | 10.0.0.2,0.0.0.0/0 | quarkus.http.proxy.trusted-proxies trusts"
                        + " everybody, anybody could claim any address",
                "quarkus.http.proxy.trusted-proxies | ::/0 | quarkus.http.proxy.trusted-proxies trusts everybody,"
                        + " anybody could claim any address",
                "kneadwell.clock.offset-file | /var/lib/kneadwell/clock-offset | kneadwell.clock.offset-file is set,"
                        + " the clock can be moved",
                "kneadwell.demo-data | true | kneadwell.demo-data is on",
            })
    void what_belongs_on_a_developers_machine_is_named_without_the_secret(String name, String value, String fault) {
        var settings = new HashMap<>(FIT);
        settings.put(name, value);

        assertThat(ProductionCheck.faults(settings::get)).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "http://booking.practice.org",
        "https://localhost:8443",
        "https://127.0.0.1",
        "https://booking.practice.org/",
        "https://booking.practice.org/therapy",
        "https://booking.example",
        "https://example.org",
        "booking.practice.org",
    })
    void an_address_without_tls_or_of_this_machine_or_with_a_path_is_refused(String baseUrl) {
        var settings = new HashMap<>(FIT);
        settings.put("kneadwell.web.base-url", baseUrl);

        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly("kneadwell.web.base-url is not an address by which people reach us by TLS, such as"
                        + " https://booking.practice.org (" + baseUrl + ")");
    }
}
