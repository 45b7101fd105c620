package org.kneadwell.intake.assessment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kneadwell.intake.triage.ClearanceOnFile;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/** What one set of answers meant on one day, with everything needed to work it out again: answers, notes, day, rules. */
@Entity
@Table(name = "assessment")
class Assessment {

    static final SealedTable SEALED = new SealedTable("assessment");

    /** What was assessed. */
    record Basis(ObjectNode answers, List<ClearanceOnFile> notesOnFile) {}

    @Id
    private UUID id;

    private UUID clientId;
    private UUID draftId;
    private String cause;

    private byte[] sealed;

    private String questionnaireVersion;
    private String ruleSetVersion;
    private Instant assessedAt;
    private LocalDate day;

    @Column(name = "is_current")
    private boolean current;

    @SuppressWarnings("NullAway.Init")
    protected Assessment() {}

    Assessment(
            UUID clientId,
            UUID draftId,
            String cause,
            Basis basis,
            String questionnaireVersion,
            Triage triage,
            Instant assessedAt,
            Vault vault) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.draftId = draftId;
        this.cause = cause;
        this.sealed = vault.seal(place(), basis);
        this.questionnaireVersion = questionnaireVersion;
        this.ruleSetVersion = triage.ruleSetVersion();
        this.assessedAt = assessedAt;
        this.day = triage.day();
        this.current = true;
    }

    void giveWay() {
        current = false;
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    UUID draftId() {
        return draftId;
    }

    String cause() {
        return cause;
    }

    Basis basis(Vault vault) {
        return vault.open(place(), sealed, Basis.class);
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    String questionnaireVersion() {
        return questionnaireVersion;
    }

    String ruleSetVersion() {
        return ruleSetVersion;
    }

    Instant assessedAt() {
        return assessedAt;
    }

    LocalDate day() {
        return day;
    }

    boolean current() {
        return current;
    }
}
