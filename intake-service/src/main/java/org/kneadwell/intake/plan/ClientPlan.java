package org.kneadwell.intake.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;

/** The one row per client whose lock orders everything that changes the plan. */
@Entity
@Table(name = "client_plan")
class ClientPlan {

    @Id
    private UUID clientId;

    private @Nullable Instant suspendedAt;
    private @Nullable String suspendedAs;
    private @Nullable String lastOutcome;
    private @Nullable String lastComplaint;
    private @Nullable Instant lastAnswerAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected ClientPlan() {}

    /** A worse sign replaces a lesser one; a lesser one leaves the worse in place. */
    void suspend(FollowUpClass outcome, Instant at) {
        if (suspendedAs == null || outcome == FollowUpClass.URGENT) {
            suspendedAs = outcome.key();
            suspendedAt = at;
        }
    }

    void resume() {
        suspendedAs = null;
        suspendedAt = null;
    }

    void answered(FollowUpClass outcome, Complaint complaint, Instant at) {
        if (lastAnswerAt == null || !at.isBefore(lastAnswerAt)) {
            lastOutcome = outcome.key();
            lastComplaint = complaint.key();
            lastAnswerAt = at;
        }
    }

    PlanBook.Standing standing() {
        return new PlanBook.Standing(
                suspendedAs == null ? null : FollowUpClass.valueOf(suspendedAs.toUpperCase(Locale.ROOT)),
                lastOutcome == null ? null : FollowUpClass.valueOf(lastOutcome.toUpperCase(Locale.ROOT)),
                lastComplaint == null ? null : Complaint.valueOf(lastComplaint.toUpperCase(Locale.ROOT)),
                lastAnswerAt);
    }

    UUID clientId() {
        return clientId;
    }

    @Nullable
    Instant suspendedAt() {
        return suspendedAt;
    }

    long version() {
        return version;
    }
}
