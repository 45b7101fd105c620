package org.kneadwell.intake.consent;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ConsentRepository implements PanacheRepositoryBase<Consent, UUID> {

    Optional<Consent> inForce(UUID clientId) {
        return find("clientId = ?1 and withdrawnAt is null", clientId).firstResultOptional();
    }
}
