package org.kneadwell.intake.privacy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ErasureRepository implements PanacheRepositoryBase<ErasureEntry, UUID> {

    Optional<ErasureEntry> of(UUID clientId) {
        return find("clientId", clientId).firstResultOptional();
    }
}
