package org.kneadwell.intake.visit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class TodayCheckRepository implements PanacheRepositoryBase<TodayCheck, UUID>, KeepsSealed {

    @Override
    public SealedTable sealed() {
        return TodayCheck.SEALED;
    }
}
