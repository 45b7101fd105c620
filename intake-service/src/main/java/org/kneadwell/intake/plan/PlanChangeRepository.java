package org.kneadwell.intake.plan;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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

    private static final int AT_ONCE = 100;

    /** So far back is looked for the last change of a region. */
    private static final int RECENT = 500;

    private final Vault vault;

    PlanChangeRepository(Vault vault) {
        this.vault = vault;
    }

    /** Newest first. The region is sealed, so it is looked for in what is opened. */
    List<Change> newestFirst(
            UUID clientId,
            @Nullable BodyRegion region,
            @Nullable UUID causeId,
            @Nullable UUID before,
            int limit,
            Language language) {
        var found = new ArrayList<Change>();
        UUID older = before;
        List<PlanChange> some;
        do {
            some = some(clientId, causeId, older);
            for (PlanChange change : some) {
                if (found.size() == limit) {
                    return found;
                }
                var view = change.view(vault, language);
                if (region == null || view.region() == region) {
                    found.add(view);
                }
                older = change.id();
            }
        } while (some.size() == AT_ONCE);
        return found;
    }

    private List<PlanChange> some(UUID clientId, @Nullable UUID causeId, @Nullable UUID before) {
        var query = new StringBuilder("clientId = :client");
        var parameters = Parameters.with("client", clientId);
        if (causeId != null) {
            query.append(" and causeId = :cause");
            parameters.and("cause", causeId);
        }
        if (before != null) {
            query.append(" and id < :before");
            parameters.and("before", before);
        }
        return find(query + " order by id desc", parameters).page(0, AT_ONCE).list();
    }

    Map<BodyRegion, Change> lastOfEachRegion(UUID clientId, Language language) {
        var last = new HashMap<BodyRegion, Change>();
        newestFirst(clientId, null, null, null, RECENT, language)
                .forEach(change -> last.putIfAbsent(change.region(), change));
        return last;
    }

    @Override
    public SealedTable sealed() {
        return PlanChange.SEALED;
    }
}
