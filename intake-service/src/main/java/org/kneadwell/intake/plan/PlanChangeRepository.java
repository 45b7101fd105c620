package org.kneadwell.intake.plan;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;

@ApplicationScoped
class PlanChangeRepository implements PanacheRepositoryBase<PlanChange, UUID>, KeepsSealed {

    /** Newest first. */
    List<PlanChange> newestFirst(
            UUID clientId, @Nullable BodyRegion region, @Nullable UUID causeId, @Nullable UUID before, int limit) {
        var query = new StringBuilder("clientId = :client");
        var parameters = Parameters.with("client", clientId);
        if (region != null) {
            query.append(" and region = :region");
            parameters.and("region", region.key());
        }
        if (causeId != null) {
            query.append(" and causeId = :cause");
            parameters.and("cause", causeId);
        }
        if (before != null) {
            query.append(" and id < :before");
            parameters.and("before", before);
        }
        return find(query + " order by id desc", parameters).page(0, limit).list();
    }

    Map<BodyRegion, Change> lastOfEachRegion(UUID clientId, Vault vault, Language language) {
        var last = new HashMap<BodyRegion, Change>();
        for (var change : newestFirst(clientId, null, null, null, 500)) {
            if (!last.containsKey(change.region())) {
                last.put(change.region(), change.view(vault, language));
            }
        }
        return last;
    }

    @Override
    public SealedTable sealed() {
        return PlanChange.SEALED;
    }
}
