package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.FollowUpRule;
import org.kneadwell.feedback.rules.FollowUpRules;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.FollowUpClass;

/** One thing a client told about a session, with the rule that decided its class. Never changed. */
@Entity
@Immutable
@Table(name = "answer")
class Answer {

    static final SealedTable SEALED = new SealedTable("answer");

    /**
     * @param outcome null when the signs alone ask for nothing yet
     * @param ruleId what decided it
     */
    record Said(
            @Nullable FollowUpClass outcome,
            @Nullable String ruleId,
            Told told,
            @Nullable String note) {}

    @Id
    private UUID id;

    @Column(name = "follow_up_id")
    private UUID followUpId;

    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "therapist_id")
    private UUID therapistId;

    @Column(name = "answered_at")
    private Instant answeredAt;

    @Column(name = "hours_after")
    private int hoursAfter;

    @Column(name = "signs_only")
    private boolean signsOnly;

    private boolean counted;

    @Column(name = "rule_set")
    private String ruleSet;

    private byte[] sealed;

    @Transient
    private @Nullable Said said; // null: not opened yet

    @Column(name = "note_private")
    private boolean notePrivate;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Answer() {}

    /**
     * @param counted false when it is kept without being the last word
     * @param rule null when the signs alone ask for nothing yet
     */
    Answer(
            FollowUp followUp,
            Instant answeredAt,
            boolean signsOnly,
            boolean counted,
            @Nullable FollowUpRule rule,
            Told told,
            @Nullable String note,
            boolean notePrivate,
            Vault vault) {
        this.id = Ids.next();
        this.followUpId = followUp.id();
        this.clientId = followUp.clientId();
        this.therapistId = followUp.therapistId();
        this.answeredAt = answeredAt;
        this.hoursAfter = (int) followUp.sinceEnd(answeredAt).toHours();
        this.signsOnly = signsOnly;
        this.counted = counted;
        this.ruleSet = FollowUpRules.VERSION;
        this.notePrivate = notePrivate;
        var said = new Said(rule == null ? null : rule.outcome(), rule == null ? null : rule.id(), told, note);
        this.said = said;
        this.sealed = vault.seal(place(), said);
    }

    /** Before this, what was said cannot be read. */
    Answer open(Vault vault) {
        said = vault.open(place(), sealed, Said.class);
        return this;
    }

    private Said said() {
        if (said == null) {
            throw new IllegalStateException("An answer that was not opened.");
        }
        return said;
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    UUID id() {
        return id;
    }

    UUID followUpId() {
        return followUpId;
    }

    UUID therapistId() {
        return therapistId;
    }

    Instant answeredAt() {
        return answeredAt;
    }

    int hoursAfter() {
        return hoursAfter;
    }

    boolean signsOnly() {
        return signsOnly;
    }

    boolean counted() {
        return counted;
    }

    @Nullable
    FollowUpClass outcome() {
        return said().outcome();
    }

    @Nullable
    String ruleId() {
        return said().ruleId();
    }

    Told told() {
        return said().told();
    }

    @Nullable
    String note() {
        return said().note();
    }

    boolean notePrivate() {
        return notePrivate;
    }
}
