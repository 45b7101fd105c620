package org.kneadwell.intake.assessment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class AssessmentRepository implements PanacheRepositoryBase<Assessment, UUID>, KeepsSealed {

    Optional<Assessment> currentOf(UUID clientId) {
        return find("clientId = ?1 and current", clientId).firstResultOptional();
    }

    Optional<Assessment> of(UUID clientId, UUID id) {
        return find("clientId = ?1 and id = ?2", clientId, id).firstResultOptional();
    }

    @Override
    public SealedTable sealed() {
        return Assessment.SEALED;
    }
}
