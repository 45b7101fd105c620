package org.kneadwell.kit.startup;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets the owner's role migrate with a certificate, which an address of its own names: Quarkus itself lets another role than the
 * service's migrate only with a password.
 */
@Singleton
class OwnersCertificate implements FlywayConfigurationCustomizer {

    static final String DATABASE = "kneadwell.database.owner-url";

    private final Optional<String> url;
    private final String owner;

    OwnersCertificate(
            @ConfigProperty(name = DATABASE) Optional<String> url,
            @ConfigProperty(name = "quarkus.flyway.username") String owner) {
        this.url = url;
        this.owner = owner;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        url.ifPresent(address -> flyway.dataSource(address, owner, null));
    }
}
