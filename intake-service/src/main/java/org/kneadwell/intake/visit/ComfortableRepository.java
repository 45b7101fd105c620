package org.kneadwell.intake.visit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class ComfortableRepository implements PanacheRepositoryBase<Comfortable, UUID>, KeepsSealed {

    @Override
    public SealedTable sealed() {
        return Comfortable.SEALED;
    }
}
