package org.kneadwell.intake.assessment;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.triage.ClearanceOnFile;
import org.kneadwell.kit.id.Ids;

/** A clinician's note on file. */
@Entity
@Table(name = "clearance")
class Clearance {

    @Id
    private UUID id;

    private UUID clientId;
    private String clinician;
    private LocalDate notedOn;
    private LocalDate validFrom;
    private LocalDate validUntil;
    private Instant recordedAt;
    private boolean started;
    private @Nullable Instant expiredAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "clearance_condition", joinColumns = @JoinColumn(name = "clearance_id"))
    @Column(name = "rule_id")
    private Set<String> conditions = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected Clearance() {}

    Clearance(UUID clientId, ClearanceResource.ClearanceRequest request, Instant recordedAt, LocalDate today) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.clinician = request.clinician().strip();
        this.notedOn = request.notedOn();
        this.validFrom = request.validFrom();
        this.validUntil = request.validUntil();
        this.recordedAt = recordedAt;
        this.started = !today.isBefore(validFrom);
        this.conditions = new HashSet<>(request.conditions());
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

    ClearanceOnFile onFile() {
        return new ClearanceOnFile(conditions, validFrom, validUntil);
    }

    ClearanceResource.ClearanceView view(LocalDate today) {
        return new ClearanceResource.ClearanceView(
                id,
                conditions.stream().sorted().toList(),
                clinician,
                notedOn,
                validFrom,
                validUntil,
                recordedAt,
                !today.isBefore(validFrom) && !today.isAfter(validUntil));
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
