package org.kneadwell.intake.draft;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;

@Entity
@Table(name = "draft")
class Draft {

    @Id
    private UUID id;

    private UUID clientId;
    private String questionnaireVersion;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String answers;

    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant submittedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Draft() {}

    Draft(UUID clientId, String questionnaireVersion, String answers, Instant at) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.questionnaireVersion = questionnaireVersion;
        this.answers = answers;
        this.createdAt = at;
        this.updatedAt = at;
    }

    void save(String newAnswers, Instant at) {
        answers = newAnswers;
        updatedAt = at;
    }

    void submit(Instant at) {
        submittedAt = at;
        updatedAt = at;
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    String questionnaireVersion() {
        return questionnaireVersion;
    }

    String answers() {
        return answers;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    boolean isSubmitted() {
        return submittedAt != null;
    }

    long version() {
        return version;
    }
}
