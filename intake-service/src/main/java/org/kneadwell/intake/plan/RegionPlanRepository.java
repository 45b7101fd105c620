package org.kneadwell.intake.plan;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.vocabulary.BodyRegion;

@ApplicationScoped
class RegionPlanRepository implements PanacheRepositoryBase<RegionPlan, UUID>, KeepsSealed {

    List<RegionPlan> of(UUID clientId) {
        return list("clientId = ?1 order by region", clientId);
    }

    /** Makes the row when it is missing. */
    RegionPlan of(UUID clientId, BodyRegion region) {
        return find("clientId = ?1 and region = ?2", clientId, region.key())
                .firstResultOptional()
                .orElseGet(() -> {
                    var made = new RegionPlan(clientId, region);
                    persist(made);
                    return made;
                });
    }

    @Override
    public SealedTable sealed() {
        return RegionPlan.SEALED;
    }
}
