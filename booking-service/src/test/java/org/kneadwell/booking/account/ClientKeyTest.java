package org.kneadwell.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.account.KeycloakResource.keycloak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.Front;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

/** With a key in place of a secret, nothing that lasts is sent to the identity provider. */
@QuarkusTest
@TestProfile(ClientKeyTest.Signing.class)
class ClientKeyTest {

    private static KeyPair keys;

    public static final class Signing implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class),
                    new TestResourceEntry(TokenKeyResource.class),
                    new TestResourceEntry(KeycloakResource.class),
                    new TestResourceEntry(Key.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        /** As in production, where there is no secret unless one is set. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc-client.credentials.secret", "",
                    "quarkus.oidc-client.credentials.jwt.audience", "https://accounts.practice.org/realms/kneadwell");
        }
    }

    public static final class Key implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                keys = generator.generateKeyPair();
                Path file = Files.createTempDirectory("client-key").resolve("booking.pem");
                Files.writeString(
                        file,
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(keys.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n");
                return Map.of("quarkus.oidc-client.credentials.jwt.key-file", file.toString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {}
    }

    @Inject
    Accounts accounts;

    @Test
    void it_shows_that_it_has_the_key() throws Exception {
        Front.open();
        keycloak().empty();

        accounts.delete(UUID.randomUUID());

        var signIn = keycloak().signIns().getFirst();
        assertThat(signIn.authorization()).isNull();
        var form = form(signIn.form());
        assertThat(form)
                .doesNotContainKey("client_secret")
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        String[] parts = form.get("client_assertion").split("\\.");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        var claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("booking-service");
        assertThat(claims.path("sub").asText()).isEqualTo("booking-service");
        assertThat(claims.path("aud").asText()).isEqualTo("https://accounts.practice.org/realms/kneadwell");
        assertThat(claims.path("jti").asText()).isNotBlank();
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
                .isBetween(Instant.now(), Instant.now().plusSeconds(60));
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
