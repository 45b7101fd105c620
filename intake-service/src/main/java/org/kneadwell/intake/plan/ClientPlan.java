package org.kneadwell.intake.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;

/** The one row per client whose lock orders everything that changes the plan. */
@Entity
@Table(name = "client_plan")
class ClientPlan {

    static final SealedTable SEALED = new SealedTable("client_plan", "client_id", "client_id");

    /** What has come of follow-ups so far. */
    record History(
            @Nullable Instant suspendedAt,
            @Nullable FollowUpClass suspendedAs,
            @Nullable FollowUpClass lastOutcome,
            @Nullable Complaint lastComplaint,
            @Nullable Instant lastAnswerAt) {

        static final History NONE = new History(null, null, null, null, null);
    }

    @Id
    private UUID clientId;

    private byte @Nullable [] sealed; // null: nothing has happened yet

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected ClientPlan() {}

    /** A worse sign replaces a lesser one; a lesser one leaves the worse in place. */
    void suspend(FollowUpClass outcome, Instant at, Vault vault) {
        var so = history(vault);
        if (so.suspendedAs == null || outcome == FollowUpClass.URGENT) {
            keep(new History(at, outcome, so.lastOutcome, so.lastComplaint, so.lastAnswerAt), vault);
        }
    }

    void resume(Vault vault) {
        var so = history(vault);
        keep(new History(null, null, so.lastOutcome, so.lastComplaint, so.lastAnswerAt), vault);
    }

    void answered(FollowUpClass outcome, Complaint complaint, Instant at, Vault vault) {
        var so = history(vault);
        if (so.lastAnswerAt == null || !at.isBefore(so.lastAnswerAt)) {
            keep(new History(so.suspendedAt, so.suspendedAs, outcome, complaint, at), vault);
        }
    }

    PlanBook.Standing standing(Vault vault) {
        var so = history(vault);
        return new PlanBook.Standing(so.suspendedAs, so.lastOutcome, so.lastComplaint, so.lastAnswerAt);
    }

    private History history(Vault vault) {
        return sealed == null ? History.NONE : vault.open(place(), sealed, History.class);
    }

    private void keep(History history, Vault vault) {
        sealed = vault.seal(place(), history);
    }

    private Place place() {
        return SEALED.place(clientId, clientId);
    }

    UUID clientId() {
        return clientId;
    }

    @Nullable
    Instant suspendedAt(Vault vault) {
        return history(vault).suspendedAt;
    }

    long version() {
        return version;
    }
}
