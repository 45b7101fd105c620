package org.kneadwell.intake.visit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What a client said before one visit. */
@Entity
@Table(name = "today_check")
class TodayCheck {

    @Id
    private UUID appointmentId;

    private UUID clientId;
    private String tolerance;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String numbers;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private String newSigns;

    private @Nullable String note;
    private Instant saidAt;

    @SuppressWarnings("NullAway.Init")
    protected TodayCheck() {}

    TodayCheck(UUID appointmentId, UUID clientId, Instant at) {
        this.appointmentId = appointmentId;
        this.clientId = clientId;
        this.tolerance = "same";
        this.numbers = "{}";
        this.newSigns = "[]";
        this.saidAt = at;
    }

    void say(String newTolerance, String newNumbers, String signs, @Nullable String newNote, Instant at) {
        tolerance = newTolerance;
        numbers = newNumbers;
        newSigns = signs;
        note = newNote;
        saidAt = at;
    }

    UUID appointmentId() {
        return appointmentId;
    }

    UUID clientId() {
        return clientId;
    }

    String tolerance() {
        return tolerance;
    }

    String numbers() {
        return numbers;
    }

    String newSigns() {
        return newSigns;
    }

    @Nullable
    String note() {
        return note;
    }

    Instant saidAt() {
        return saidAt;
    }
}
