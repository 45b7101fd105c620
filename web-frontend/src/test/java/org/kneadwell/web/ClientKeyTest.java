package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In the production profile, with a key in place of the client's secret: nothing that lasts is sent to the identity provider. */
@QuarkusTest
@TestProfile(ClientKeyTest.Signing.class)
class ClientKeyTest {

    private static final Map<String, String> BY_TLS =
            Map.of("Host", "booking.practice.org", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.20");

    public static final class Signing extends ProductionProfile {
        @Override
        Stream<TestResourceEntry> more() {
            return Stream.of(new TestResourceEntry(Key.class));
        }

        @Override
        void change(Map<String, String> settings) {
            settings.remove("KNEADWELL_GATEWAY_CLIENT_SECRET");
            settings.remove("kneadwell.passwords-inside");
            settings.put("quarkus.oidc.credentials.jwt.audience", "${quarkus.oidc.auth-server-url}");
        }
    }

    public static final class Key implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                var pair = pair();
                Path file = Files.createTempDirectory("client-key").resolve("gateway.pem");
                TestCertificate.write(pair.getPrivate(), file);
                demand(pair);
                return Map.of("quarkus.oidc.credentials.jwt.key-file", file.toString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {
            System.clearProperty(FakeIdentityProvider.CLIENT_KEY);
        }
    }

    private static KeyPair pair() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static void demand(KeyPair pair) {
        System.setProperty(
                FakeIdentityProvider.CLIENT_KEY,
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    @Test
    void people_sign_in_while_the_gateway_shows_that_it_has_the_key() {
        var session = Visitor.signIn("/result", BY_TLS).cookies();

        given().headers(BY_TLS).cookies(session).get("/session").then().body("signedIn", equalTo(true));
    }

    @Test
    void nobody_signs_in_where_another_key_is_known() throws Exception {
        String known = System.getProperty(FakeIdentityProvider.CLIENT_KEY);
        demand(pair());
        try {
            var first = given().redirects().follow(false).headers(BY_TLS).get("/login");
            var second =
                    given().redirects().follow(false).urlEncodingEnabled(false).get(first.header("Location"));
            var back = URI.create(second.header("Location"));
            var refused = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .headers(BY_TLS)
                    .cookies(first.cookies())
                    .get(back.getRawPath() + "?" + back.getRawQuery());

            assertThat(refused.header("Location")).isEqualTo("/?signin=failed");
            assertThat(refused.cookies()).doesNotContainKey("__Host-q_session");
        } finally {
            System.setProperty(FakeIdentityProvider.CLIENT_KEY, known);
        }
    }
}
