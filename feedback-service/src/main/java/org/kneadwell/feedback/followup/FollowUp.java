package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.Schedule;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;

/** The question how a session felt afterwards: once at 48 hours, and again while soreness lasts. */
@Entity
@Table(name = "follow_up")
class FollowUp {

    static final SealedTable SEALED = new SealedTable("follow_up");

    @Id
    private UUID id;

    @Column(name = "appointment_id")
    private UUID appointmentId;

    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "therapist_id")
    private UUID therapistId;

    @Column(name = "session_ended_at")
    private Instant sessionEndedAt;

    @Enumerated(EnumType.STRING)
    private FollowUpState state;

    private int round;

    @Column(name = "ask_at")
    private Instant askAt;

    @Column(name = "remind_at")
    private Instant remindAt;

    @Column(name = "close_at")
    private Instant closeAt;

    @Column(name = "asked_at")
    private @Nullable Instant askedAt;

    @Column(name = "reminded_at")
    private @Nullable Instant remindedAt;

    @Column(name = "next_due_at")
    private @Nullable Instant nextDueAt;

    private byte[] sealed;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected FollowUp() {}

    FollowUp(
            UUID id,
            UUID appointmentId,
            UUID clientId,
            UUID therapistId,
            Instant sessionEndedAt,
            Regions regions,
            Vault vault) {
        this.id = id;
        this.appointmentId = appointmentId;
        this.clientId = clientId;
        this.therapistId = therapistId;
        this.sessionEndedAt = sessionEndedAt;
        this.sealed = vault.seal(place(), regions);
        this.state = FollowUpState.SCHEDULED;
        this.round = 1;
        var schedule = Schedule.afterSession(sessionEndedAt);
        this.askAt = schedule.askAt();
        this.remindAt = schedule.remindAt();
        this.closeAt = schedule.closeAt();
        planNextStep();
    }

    /** The step that is due, given the time. */
    Schedule.Step due(Instant now) {
        return state.open() ? schedule().due(now, askedAt, remindedAt != null) : Schedule.Step.WAIT;
    }

    void ask(Instant now) {
        state = FollowUpState.INVITED;
        askedAt = now;
        planNextStep();
    }

    void remind(Instant now) {
        state = FollowUpState.REMINDED;
        remindedAt = now;
        planNextStep();
    }

    /** Ends the asking: what was answered before stands; with no answer at all it is missed. */
    void close(boolean answeredBefore) {
        state = answeredBefore ? FollowUpState.ANSWERED : FollowUpState.MISSED;
        planNextStep();
    }

    void cancel() {
        state = FollowUpState.CANCELLED;
        planNextStep();
    }

    void answered() {
        state = FollowUpState.ANSWERED;
        planNextStep();
    }

    /** The answer came before 48 h and said "sore": the first question still comes at its time. */
    void askAsPlanned() {
        state = FollowUpState.ASK_AGAIN;
        planNextStep();
    }

    /** Still sore: asks again a day after this answer. */
    void askAgain(Instant answeredAt) {
        var again = Schedule.again(answeredAt);
        state = FollowUpState.ASK_AGAIN;
        round++;
        askAt = again.askAt();
        remindAt = again.remindAt();
        closeAt = again.closeAt();
        askedAt = null;
        remindedAt = null;
        planNextStep();
    }

    void lower(Collection<BodyRegion> lowered, Vault vault) {
        sealed = vault.seal(place(), regions(vault).lowering(lowered));
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    boolean takesAnswers(Instant now) {
        return state.open() && now.isBefore(closeAt);
    }

    Duration sinceEnd(Instant now) {
        return Duration.between(sessionEndedAt, now);
    }

    private Schedule schedule() {
        return new Schedule(askAt, remindAt, closeAt);
    }

    private void planNextStep() {
        nextDueAt = state.open() ? schedule().nextDue(askedAt, remindedAt != null) : null;
    }

    UUID id() {
        return id;
    }

    UUID appointmentId() {
        return appointmentId;
    }

    UUID clientId() {
        return clientId;
    }

    UUID therapistId() {
        return therapistId;
    }

    Instant sessionEndedAt() {
        return sessionEndedAt;
    }

    FollowUpState state() {
        return state;
    }

    int round() {
        return round;
    }

    Instant askAt() {
        return askAt;
    }

    Instant closeAt() {
        return closeAt;
    }

    @Nullable
    Instant nextDueAt() {
        return nextDueAt;
    }

    Regions regions(Vault vault) {
        return vault.open(place(), sealed, Regions.class);
    }
}
