package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.FollowUpRule;
import org.kneadwell.feedback.rules.FollowUpRules;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.vocabulary.FollowUpClass;

/** One thing a client told about a session, with the rule that decided its class. Never changed. */
@Entity
@Immutable
@Table(name = "answer")
class Answer {

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

    @Enumerated(EnumType.STRING)
    private @Nullable FollowUpClass outcome;

    @Column(name = "rule_id")
    private @Nullable String ruleId;

    @Column(name = "rule_set")
    private String ruleSet;

    @JdbcTypeCode(SqlTypes.JSON)
    private Told told;

    private @Nullable String note;

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
            boolean notePrivate) {
        this.id = Ids.next();
        this.followUpId = followUp.id();
        this.clientId = followUp.clientId();
        this.therapistId = followUp.therapistId();
        this.answeredAt = answeredAt;
        this.hoursAfter = (int) followUp.sinceEnd(answeredAt).toHours();
        this.signsOnly = signsOnly;
        this.counted = counted;
        this.outcome = rule == null ? null : rule.outcome();
        this.ruleId = rule == null ? null : rule.id();
        this.ruleSet = FollowUpRules.VERSION;
        this.told = told;
        this.note = note;
        this.notePrivate = notePrivate;
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
        return outcome;
    }

    @Nullable
    String ruleId() {
        return ruleId;
    }

    Told told() {
        return told;
    }

    @Nullable
    String note() {
        return note;
    }

    boolean notePrivate() {
        return notePrivate;
    }
}
