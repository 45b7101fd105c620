package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kneadwell.system.RunningPlatform.Platform;
import org.kneadwell.testkit.CertificateAuthority;

/** The gateway shows the real Keycloak a key in place of a secret, set up as docs/operations.md says ({@code private_key_jwt}, RFC 7523). */
@Tag("slow")
@OnThePlatform
class ClientKeysTest {

    private static final String PART = "web-frontend";

    @Test
    void people_sign_in_where_the_gateway_has_the_right_key_and_no_secret(Platform platform) throws IOException {
        var authority = CertificateAuthority.make();
        var gateway = authority.issue("gateway");
        Realm realm = Realm.of(platform);
        ObjectNode before = (ObjectNode) realm.read("/clients?clientId=gateway").path(0);
        try {
            platform.restart(
                    Map.of(
                            // Above the environment, in which one machine's secret is.
                            "config_ordinal",
                            "500",
                            "quarkus.oidc.credentials.secret",
                            "",
                            "quarkus.oidc.credentials.jwt.key-file",
                            gateway.key().toString(),
                            "quarkus.oidc.credentials.jwt.audience",
                            realm.address()),
                    PART);
            assertThat(signIn(platform)).as("Keycloak asks for the secret").isFalse();
            expectKey(realm, before, authority.issue("stranger").certificate());
            assertThat(signIn(platform)).as("Keycloak knows another key").isFalse();

            expectKey(realm, before, gateway.certificate());
            assertThat(signIn(platform)).isTrue();
        } finally {
            put(realm, before);
            platform.restart(Map.of(), PART);
        }
        assertThat(signIn(platform)).isTrue();
    }

    private static boolean signIn(Platform platform) {
        Person visitor = Person.anonymous(platform.gateway());
        KeycloakPages.signIn(visitor, "cleo", "kneadwell-demo");
        return visitor.isSignedIn();
    }

    private static void expectKey(Realm realm, ObjectNode client, Path certificate) throws IOException {
        ObjectNode other = client.deepCopy();
        other.put("clientAuthenticatorType", "client-jwt");
        other.withObject("/attributes")
                .put("token.endpoint.auth.signing.alg", "RS256")
                .put(
                        "jwt.credential.certificate",
                        Files.readString(certificate)
                                .replaceAll("-----[A-Z ]+-----", "")
                                .replace("\n", ""));
        put(realm, other);
    }

    private static void put(Realm realm, ObjectNode client) {
        realm.put("/clients/" + client.path("id").asText(), client);
    }
}
