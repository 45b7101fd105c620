package org.kneadwell.intake.visit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/** What a client said before one visit. */
@Entity
@Table(name = "today_check")
class TodayCheck {

    static final SealedTable SEALED = new SealedTable("today_check", "appointment_id", "client_id");

    /** @param newSigns by option of the questions for signs */
    record Said(
            Tolerance tolerance,
            Map<String, Integer> numbers,
            List<String> newSigns,
            @Nullable String note) {}

    @Id
    private UUID appointmentId;

    private UUID clientId;
    private byte[] sealed;
    private Instant saidAt;

    @SuppressWarnings("NullAway.Init")
    protected TodayCheck() {}

    TodayCheck(UUID appointmentId, UUID clientId, Said said, Instant at, Vault vault) {
        this.appointmentId = appointmentId;
        this.clientId = clientId;
        say(said, at, vault);
    }

    final void say(Said said, Instant at, Vault vault) {
        sealed = vault.seal(place(), said);
        saidAt = at;
    }

    Said said(Vault vault) {
        return vault.open(place(), sealed, Said.class);
    }

    private Place place() {
        return SEALED.place(clientId, appointmentId);
    }

    UUID appointmentId() {
        return appointmentId;
    }

    UUID clientId() {
        return clientId;
    }

    Instant saidAt() {
        return saidAt;
    }
}
