package org.kneadwell.intake.plan;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class ClientPlanRepository implements PanacheRepositoryBase<ClientPlan, UUID>, KeepsSealed {

    /** The row is made when it is missing, then locked to the end of the transaction. */
    ClientPlan lock(UUID clientId) {
        getEntityManager()
                .createNativeQuery("insert into client_plan (client_id, version) values (?1, 0) on conflict do nothing")
                .setParameter(1, clientId)
                .executeUpdate();
        return findById(clientId, LockModeType.PESSIMISTIC_WRITE);
    }

    @Override
    public SealedTable sealed() {
        return ClientPlan.SEALED;
    }
}
