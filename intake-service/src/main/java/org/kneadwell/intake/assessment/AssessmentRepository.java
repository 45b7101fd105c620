package org.kneadwell.intake.assessment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    List<Assessment> newestFirst(UUID clientId, @Nullable UUID before, int limit) {
        return (before == null
                        ? find("clientId = ?1 order by id desc", clientId)
                        : find("clientId = ?1 and id < ?2 order by id desc", clientId, before))
                .page(0, limit)
                .list();
    }

    @Override
    public SealedTable sealed() {
        return Assessment.SEALED;
    }
}
