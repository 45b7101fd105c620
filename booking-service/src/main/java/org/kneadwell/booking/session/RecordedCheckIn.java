package org.kneadwell.booking.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/** A check-in as it was made, with the advice that was given on it. Never changed. */
@Entity
@Table(name = "session_check_in")
class RecordedCheckIn {

    static final SealedTable SEALED = new SealedTable("session_check_in");

    record Said(CheckIn checkIn, Advice advice) {}

    @Id
    private UUID id;

    @Column(name = "appointment_id")
    private UUID appointmentId;

    @Column(name = "client_id")
    private UUID clientId;

    private Instant at;

    private byte[] sealed;

    @Transient
    private @Nullable Said said; // null: not opened yet

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected RecordedCheckIn() {}

    RecordedCheckIn(
            UUID id, UUID appointmentId, UUID clientId, Instant at, CheckIn checkIn, Advice advice, Vault vault) {
        this.id = id;
        this.appointmentId = appointmentId;
        this.clientId = clientId;
        this.at = at;
        var said = new Said(checkIn, advice);
        this.said = said;
        this.sealed = vault.seal(place(), said);
    }

    /** Before this, what was said cannot be read. */
    RecordedCheckIn open(Vault vault) {
        said = vault.open(place(), sealed, Said.class);
        return this;
    }

    CheckIn checkIn() {
        return said().checkIn();
    }

    Advice advice() {
        return said().advice();
    }

    private Said said() {
        if (said == null) {
            throw new IllegalStateException("A check-in that was not opened.");
        }
        return said;
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    Instant at() {
        return at;
    }
}
