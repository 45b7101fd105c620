package org.kneadwell.booking.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID>, KeepsSealed {

    private final Vault vault;

    SessionRepository(Vault vault) {
        this.vault = vault;
    }

    List<RecordedCheckIn> checkInsOf(UUID appointmentId) {
        return getEntityManager()
                .createQuery(
                        "from RecordedCheckIn where appointmentId = :appointment order by at, id",
                        RecordedCheckIn.class)
                .setParameter("appointment", appointmentId)
                .getResultStream()
                .map(checkIn -> checkIn.open(vault))
                .toList();
    }

    void persist(RecordedCheckIn checkIn) {
        getEntityManager().persist(checkIn);
    }

    @Override
    public SealedTable sealed() {
        return RecordedCheckIn.SEALED;
    }
}
