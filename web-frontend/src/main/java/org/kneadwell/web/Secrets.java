package org.kneadwell.web;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps production from starting with no secrets or with the ones everybody can read in this repository. */
@ApplicationScoped
class Secrets {
    private final Optional<String> client;
    private final Optional<String> cookie;
    private final Optional<String> state;

    Secrets(
            @ConfigProperty(name = "quarkus.oidc.credentials.secret") Optional<String> client,
            @ConfigProperty(name = "quarkus.oidc.token-state-manager.encryption-secret") Optional<String> cookie,
            @ConfigProperty(name = "quarkus.oidc.authentication.state-secret") Optional<String> state) {
        this.client = client;
        this.cookie = cookie;
        this.state = state;
    }

    void check(@Observes StartupEvent event) {
        if (ConfigUtils.isProfileActive("prod")) {
            require("KNEADWELL_GATEWAY_CLIENT_SECRET", client);
            require("KNEADWELL_GATEWAY_COOKIE_SECRET", cookie);
            require("KNEADWELL_GATEWAY_STATE_SECRET", state);
        }
    }

    static void require(String variable, Optional<String> secret) {
        if (secret.filter(value -> value.length() >= 32 && !value.contains("-for-local-use-only"))
                .isEmpty()) {
            throw new IllegalStateException("set " + variable + " to a secret of at least 32 characters");
        }
    }
}
