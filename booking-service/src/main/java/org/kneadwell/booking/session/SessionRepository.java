package org.kneadwell.booking.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
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

    /** Opened. */
    Optional<Session> of(UUID appointmentId) {
        return findByIdOptional(appointmentId).map(session -> session.open(vault));
    }

    @Override
    public SealedTable sealed() {
        return Session.SEALED;
    }
}
