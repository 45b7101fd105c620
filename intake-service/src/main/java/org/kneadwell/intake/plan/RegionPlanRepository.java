package org.kneadwell.intake.plan;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;

@ApplicationScoped
class RegionPlanRepository implements PanacheRepositoryBase<RegionPlan, UUID>, KeepsSealed {

    private final Vault vault;

    RegionPlanRepository(Vault vault) {
        this.vault = vault;
    }

    /** By the names of the regions. */
    List<RegionPlan> of(UUID clientId) {
        return list("clientId", clientId).stream()
                .map(plan -> Map.entry(plan.state(vault).region().key(), plan))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Makes the row when it is missing. The caller has the client's plan locked, so that there is one. */
    RegionPlan of(UUID clientId, BodyRegion region) {
        return list("clientId", clientId).stream()
                .filter(plan -> plan.state(vault).region() == region)
                .findFirst()
                .orElseGet(() -> {
                    var made = new RegionPlan(clientId, region, vault);
                    persist(made);
                    return made;
                });
    }

    @Override
    public SealedTable sealed() {
        return RegionPlan.SEALED;
    }
}
