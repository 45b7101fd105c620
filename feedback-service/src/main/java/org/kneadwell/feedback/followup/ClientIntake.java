package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.feedback.rules.SelfCare;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;

/** What decides whether a client is shown self-massage: the result of the latest intake, never what was answered. */
@Entity
@Table(name = "client_intake")
class ClientIntake {

    static final SealedTable SEALED = new SealedTable("client_intake", "client_id", "client_id");

    /** @param focusAreas null where it was kept before they were */
    record Result(
            Instant assessedAt,
            boolean triageOk,
            int ceiling,
            boolean wanted,
            List<BodyRegion> leaveAlone,
            @Nullable Set<BodyRegion> focusAreas) {}

    @Id
    @Column(name = "client_id")
    private UUID clientId;

    private byte[] sealed;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected ClientIntake() {}

    ClientIntake(IntakeAssessed assessed, Vault vault) {
        this.clientId = assessed.clientId();
        update(assessed, vault);
    }

    final void update(IntakeAssessed assessed, Vault vault) {
        sealed = vault.seal(
                place(),
                new Result(
                        assessed.assessedAt(),
                        // gentle_only and every cleared condition need modified pressure; what is left, and bookable,
                        // is "ok".
                        assessed.bookable() && !assessed.needsModifiedPressure(),
                        assessed.ceiling(),
                        assessed.wantsSelfCare(),
                        assessed.regions().stream()
                                .filter(region -> region.start() == null)
                                .map(RegionTarget::region)
                                .toList(),
                        assessed.focusAreas()));
    }

    SelfCare.Intake facts(Vault vault) {
        var result = vault.open(place(), sealed, Result.class);
        return new SelfCare.Intake(
                result.triageOk(), result.ceiling(), result.wanted(), Set.copyOf(result.leaveAlone()));
    }

    /** Where the client wants work. */
    Set<BodyRegion> focusAreas(Vault vault) {
        return Objects.requireNonNullElse(
                vault.open(place(), sealed, Result.class).focusAreas(), Set.of());
    }

    private Place place() {
        return SEALED.place(clientId, clientId);
    }
}
