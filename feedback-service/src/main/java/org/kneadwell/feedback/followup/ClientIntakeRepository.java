package org.kneadwell.feedback.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class ClientIntakeRepository implements PanacheRepositoryBase<ClientIntake, UUID>, KeepsSealed {

    @Override
    public SealedTable sealed() {
        return ClientIntake.SEALED;
    }
}
