package org.kneadwell.intake.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.vault.Place;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

@Entity
@Table(name = "draft")
class Draft {

    static final SealedTable SEALED = new SealedTable("draft");

    @Id
    private UUID id;

    private UUID clientId;
    private String questionnaireVersion;

    private byte[] sealed;

    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant submittedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Draft() {}

    Draft(UUID clientId, String questionnaireVersion, ObjectNode answers, Instant at, Vault vault) {
        this.id = Ids.next();
        this.clientId = clientId;
        this.questionnaireVersion = questionnaireVersion;
        this.sealed = vault.seal(place(), answers);
        this.createdAt = at;
        this.updatedAt = at;
    }

    void save(ObjectNode answers, Instant at, Vault vault) {
        sealed = vault.seal(place(), answers);
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

    ObjectNode answers(Vault vault) {
        return vault.open(place(), sealed, ObjectNode.class);
    }

    private Place place() {
        return SEALED.place(clientId, id);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable
    Instant submittedAt() {
        return submittedAt;
    }

    boolean isSubmitted() {
        return submittedAt != null;
    }

    long version() {
        return version;
    }
}
