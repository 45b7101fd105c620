package org.kneadwell.intake.assessment;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.triage.ClearanceOnFile;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/** A clinician's note on file. */
@Entity
@Table(name = "clearance")
class Clearance {

    static final SealedTable SEALED = new SealedTable("clearance");

    /** What the note says. */
    record Said(String clinician, Set<String> conditions) {}

    @Id
    private UUID id;

    private UUID clientId;
    private byte[] sealed;
    private LocalDate notedOn;
    private LocalDate validFrom;
    private LocalDate validUntil;
    private Instant recordedAt;
    private boolean started;
    private @Nullable Instant expiredAt;

    @SuppressWarnings("NullAway.Init")
    protected Clearance() {}

    Clearance(
            UUID clientId,
            ClearanceResource.ClearanceRequest request,
            Instant recordedAt,
            LocalDate today,
            Vault vault) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.sealed = vault.seal(place(), new Said(request.clinician().strip(), Set.copyOf(request.conditions())));
        this.notedOn = request.notedOn();
        this.validFrom = request.validFrom();
        this.validUntil = request.validUntil();
        this.recordedAt = recordedAt;
        this.started = !today.isBefore(validFrom);
    }

    void start() {
        started = true;
    }

    void expire(Instant at) {
        expiredAt = at;
    }

    boolean recordedAfter(Instant moment) {
        return recordedAt.isAfter(moment);
    }

    ClearanceOnFile onFile(Vault vault) {
        return new ClearanceOnFile(said(vault).conditions(), validFrom, validUntil);
    }

    ClearanceResource.ClearanceView view(LocalDate today, Vault vault) {
        var said = said(vault);
        return new ClearanceResource.ClearanceView(
                id,
                said.conditions().stream().sorted().toList(),
                said.clinician(),
                notedOn,
                validFrom,
                validUntil,
                recordedAt,
                !today.isBefore(validFrom) && !today.isAfter(validUntil));
    }

    private Said said(Vault vault) {
        return vault.open(place(), sealed, Said.class);
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    LocalDate validFrom() {
        return validFrom;
    }

    LocalDate validUntil() {
        return validUntil;
    }

    boolean started() {
        return started;
    }

    @Nullable
    Instant expiredAt() {
        return expiredAt;
    }
}
