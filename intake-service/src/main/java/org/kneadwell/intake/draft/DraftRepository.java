package org.kneadwell.intake.draft;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class DraftRepository implements PanacheRepositoryBase<Draft, UUID>, KeepsSealed {

    Optional<Draft> openOf(UUID clientId) {
        return find("clientId = ?1 and submittedAt is null", clientId).firstResultOptional();
    }

    Optional<Draft> of(UUID clientId, UUID id) {
        return find("clientId = ?1 and id = ?2", clientId, id).firstResultOptional();
    }

    @Override
    public SealedTable sealed() {
        return Draft.SEALED;
    }
}
