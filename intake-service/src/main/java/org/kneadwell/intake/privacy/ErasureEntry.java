package org.kneadwell.intake.privacy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;

/** That a client asked to be forgotten, and who has done so. */
@Entity
@Table(name = "erasure")
class ErasureEntry {

    @Id
    private UUID id;

    private UUID clientId;
    private Instant requestedAt;
    private @Nullable Instant bookingAt;
    private @Nullable Instant feedbackAt;

    @SuppressWarnings("NullAway.Init")
    protected ErasureEntry() {}

    ErasureEntry(UUID clientId, Instant requestedAt) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.requestedAt = requestedAt;
    }

    void bookingDone(Instant at) {
        bookingAt = bookingAt == null ? at : bookingAt;
    }

    void feedbackDone(Instant at) {
        feedbackAt = feedbackAt == null ? at : feedbackAt;
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    @Nullable
    Instant bookingAt() {
        return bookingAt;
    }

    @Nullable
    Instant feedbackAt() {
        return feedbackAt;
    }
}
