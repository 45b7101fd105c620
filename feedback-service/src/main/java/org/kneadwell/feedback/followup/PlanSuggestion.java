package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.kneadwell.feedback.rules.Plan;
import org.kneadwell.vocabulary.PlanStage;

/** The next step last suggested to a client. */
@Entity
@Table(name = "plan_suggestion")
class PlanSuggestion {

    @Id
    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "therapist_id")
    private UUID therapistId;

    @Column(name = "follow_up_id")
    private UUID followUpId;

    @Column(name = "suggested_at")
    private Instant suggestedAt;

    @Enumerated(EnumType.STRING)
    private PlanStage stage;

    private int sessions;

    @Column(name = "every_days")
    private int everyDays;

    private String sentence;

    @Column(name = "another_therapist")
    private boolean anotherTherapist;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected PlanSuggestion() {}

    PlanSuggestion(FollowUp followUp, Plan plan, Instant at) {
        this.clientId = followUp.clientId();
        this.therapistId = followUp.therapistId();
        this.followUpId = followUp.id();
        this.suggestedAt = at;
        this.stage = plan.stage();
        this.sessions = plan.sessions();
        this.everyDays = plan.everyDays();
        this.sentence = plan.sentence();
        this.anotherTherapist = plan.anotherTherapist();
    }

    void replace(FollowUp followUp, Plan plan, Instant at) {
        therapistId = followUp.therapistId();
        followUpId = followUp.id();
        suggestedAt = at;
        stage = plan.stage();
        sessions = plan.sessions();
        everyDays = plan.everyDays();
        sentence = plan.sentence();
        anotherTherapist = plan.anotherTherapist();
    }

    UUID therapistId() {
        return therapistId;
    }

    UUID followUpId() {
        return followUpId;
    }

    Instant suggestedAt() {
        return suggestedAt;
    }

    Plan plan() {
        return new Plan(stage, sessions, everyDays, sentence, anotherTherapist);
    }
}
