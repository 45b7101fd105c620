package org.kneadwell.booking.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

@ApplicationScoped
class CheckInRepository implements PanacheRepositoryBase<RecordedCheckIn, UUID>, KeepsSealed {

    private final Vault vault;

    CheckInRepository(Vault vault) {
        this.vault = vault;
    }

    /** Opened, the first first. */
    List<RecordedCheckIn> of(UUID appointmentId) {
        return list("appointmentId = ?1 order by at, id", appointmentId).stream()
                .map(checkIn -> checkIn.open(vault))
                .toList();
    }

    @Override
    public SealedTable sealed() {
        return RecordedCheckIn.SEALED;
    }
}
