package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.kneadwell.feedback.rules.Plan;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/** The next step last suggested to a client. */
@Entity
@Table(name = "plan_suggestion")
class PlanSuggestion {

    static final SealedTable SEALED = new SealedTable("plan_suggestion", "client_id", "client_id");

    @Id
    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "therapist_id")
    private UUID therapistId;

    @Column(name = "follow_up_id")
    private UUID followUpId;

    @Column(name = "suggested_at")
    private Instant suggestedAt;

    private byte[] sealed;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected PlanSuggestion() {}

    PlanSuggestion(FollowUp followUp, Plan plan, Instant at, Vault vault) {
        this.clientId = followUp.clientId();
        replace(followUp, plan, at, vault);
    }

    final void replace(FollowUp followUp, Plan plan, Instant at, Vault vault) {
        therapistId = followUp.therapistId();
        followUpId = followUp.id();
        suggestedAt = at;
        sealed = vault.seal(place(), plan);
    }

    private Place place() {
        return SEALED.place(clientId, clientId);
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

    Plan plan(Vault vault) {
        return vault.open(place(), sealed, Plan.class);
    }
}
