package org.kneadwell.booking.account;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** An identity provider for accounts that tests can break. */
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {

    private static FakeKeycloak keycloak;

    public static FakeKeycloak keycloak() {
        return keycloak;
    }

    @Override
    public Map<String, String> start() {
        try {
            keycloak = new FakeKeycloak();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "kneadwell.accounts.keycloak", keycloak.url(),
                "quarkus.rest-client.keycloak.read-timeout", "1500",
                "quarkus.oidc-client.connection-timeout", "1S");
    }

    @Override
    public void stop() {
        keycloak.stop();
    }
}
