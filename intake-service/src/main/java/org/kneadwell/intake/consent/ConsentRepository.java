package org.kneadwell.intake.consent;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ConsentRepository implements PanacheRepositoryBase<Consent, UUID> {

    Optional<Consent> inForce(UUID clientId) {
        return find("clientId = ?1 and withdrawnAt is null", clientId).firstResultOptional();
    }

    List<Consent> newestFirst(UUID clientId, @Nullable UUID before, int limit) {
        return (before == null
                        ? find("clientId = ?1 order by id desc", clientId)
                        : find("clientId = ?1 and id < ?2 order by id desc", clientId, before))
                .page(0, limit)
                .list();
    }
}
