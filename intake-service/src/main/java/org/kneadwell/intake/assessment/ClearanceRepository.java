package org.kneadwell.intake.assessment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class ClearanceRepository implements PanacheRepositoryBase<Clearance, UUID>, KeepsSealed {

    List<Clearance> of(UUID clientId) {
        return list("clientId = ?1 order by id desc", clientId);
    }

    /** One note that begins or ends today; other replicas skip what one has locked. */
    @SuppressWarnings("unchecked")
    List<UUID> dueOn(LocalDate today) {
        return getEntityManager()
                .createNativeQuery("""
                        select id from clearance
                        where expired_at is null and (valid_until < ?1 or (not started and valid_from <= ?1))
                        order by id limit 1 for update skip locked
                        """, UUID.class)
                .setParameter(1, today)
                .getResultList();
    }

    @Override
    public SealedTable sealed() {
        return Clearance.SEALED;
    }
}
