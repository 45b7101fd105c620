package org.kneadwell.intake.visit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** The highest numbers that were comfortable in one session. They wait for a NORMAL follow-up before they count. */
@Entity
@Table(name = "comfortable")
class Comfortable {

    static final SealedTable SEALED = new SealedTable("comfortable", "appointment_id", "client_id");

    record Numbers(Map<BodyRegion, Intensity> numbers) {}

    @Id
    private UUID appointmentId;

    private UUID clientId;
    private byte[] sealed;

    @SuppressWarnings("NullAway.Init")
    protected Comfortable() {}

    Comfortable(UUID appointmentId, UUID clientId, Map<BodyRegion, Intensity> numbers, Vault vault) {
        this.appointmentId = appointmentId;
        this.clientId = clientId;
        this.sealed = vault.seal(place(), new Numbers(numbers));
    }

    Map<BodyRegion, Intensity> numbers(Vault vault) {
        return vault.open(place(), sealed, Numbers.class).numbers();
    }

    private Place place() {
        return SEALED.place(clientId, appointmentId);
    }
}
