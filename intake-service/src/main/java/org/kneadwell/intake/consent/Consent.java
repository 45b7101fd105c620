package org.kneadwell.intake.consent;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Language;

@Entity
@Table(name = "consent")
class Consent {

    @Id
    private UUID id;

    private UUID clientId;
    private String version;
    private String purposes;
    private String language;
    private Instant givenAt;
    private @Nullable Instant withdrawnAt;

    @SuppressWarnings("NullAway.Init")
    protected Consent() {}

    Consent(UUID id, UUID clientId, String version, Collection<String> purposes, Language language, Instant givenAt) {
        this.id = id;
        this.clientId = clientId;
        this.version = version;
        this.purposes = String.join(",", purposes);
        this.language = language.tag();
        this.givenAt = givenAt;
    }

    void withdraw(Instant at) {
        withdrawnAt = at;
    }

    boolean covers(ConsentText text) {
        return version.equals(text.version()) && purposes().containsAll(text.keys());
    }

    String version() {
        return version;
    }

    List<String> purposes() {
        return List.of(purposes.split(",", -1));
    }

    /** The language the text was read in. */
    String language() {
        return language;
    }

    Instant givenAt() {
        return givenAt;
    }

    UUID clientId() {
        return clientId;
    }

    UUID id() {
        return id;
    }

    @Nullable
    Instant withdrawnAt() {
        return withdrawnAt;
    }
}
