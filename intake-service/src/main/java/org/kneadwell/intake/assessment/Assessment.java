package org.kneadwell.intake.assessment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.id.Ids;

/** What one set of answers meant on one day, with everything needed to work it out again: answers, notes, day, rules. */
@Entity
@Table(name = "assessment")
class Assessment {

    @Id
    private UUID id;

    private UUID clientId;
    private UUID draftId;
    private String cause;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String answers;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String notesOnFile;

    private String questionnaireVersion;
    private String ruleSetVersion;
    private Instant assessedAt;
    private LocalDate day;
    private String outcome;
    private int ceiling;

    @Column(name = "is_current")
    private boolean current;

    @SuppressWarnings("NullAway.Init")
    protected Assessment() {}

    Assessment(
            UUID clientId,
            UUID draftId,
            String cause,
            String answers,
            String notesOnFile,
            String questionnaireVersion,
            Triage triage,
            Instant assessedAt) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.draftId = draftId;
        this.cause = cause;
        this.answers = answers;
        this.notesOnFile = notesOnFile;
        this.questionnaireVersion = questionnaireVersion;
        this.ruleSetVersion = triage.ruleSetVersion();
        this.assessedAt = assessedAt;
        this.day = triage.day();
        this.outcome = triage.outcome().key();
        this.ceiling = triage.ceiling();
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

    String answers() {
        return answers;
    }

    String notesOnFile() {
        return notesOnFile;
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

    String outcome() {
        return outcome;
    }

    int ceiling() {
        return ceiling;
    }

    boolean current() {
        return current;
    }
}
