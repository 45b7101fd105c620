package org.kneadwell.intake.visit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.kit.language.Language;

/** What this service needs of an appointment: who may read which summary, and when. */
@Entity
@Table(name = "appointment")
class Appointment {

    /** How long after the session a therapist may still read the summary. */
    static final Duration READABLE_AFTER = Duration.ofDays(30);

    @Id
    private UUID id;

    private UUID clientId;
    private String clientName;
    private UUID therapistId;
    private UUID therapistAccountId;
    private String therapistName;
    private String therapistEmail;
    private String therapistLanguage;
    private Instant startAt;
    private Instant endAt;
    private String zone;
    private boolean firstVisit;
    private String state;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Appointment() {}

    Appointment(AppointmentBooked event) {
        this.id = event.appointmentId();
        this.clientId = event.clientId();
        this.clientName = event.clientName();
        this.therapistId = event.therapistId();
        this.therapistAccountId = event.therapistAccountId();
        this.therapistName = event.therapistName();
        this.therapistEmail = event.therapistEmail();
        this.therapistLanguage = Language.of(event.therapistLanguage()).tag();
        this.startAt = event.start();
        this.endAt = event.end();
        this.zone = event.zone().getId();
        this.firstVisit = event.firstVisit();
        this.state = "booked";
    }

    /** @param zone where it takes place now; null: where it did */
    void move(Instant start, Instant end, @Nullable ZoneId zone) {
        startAt = start;
        endAt = end;
        if (zone != null) {
            this.zone = zone.getId();
        }
    }

    void cancel() {
        state = "cancelled";
    }

    void complete() {
        state = "completed";
    }

    boolean isBooked() {
        return state.equals("booked");
    }

    boolean readableBy(UUID accountId, Instant now) {
        return therapistAccountId.equals(accountId)
                && !state.equals("cancelled")
                && !now.isAfter(endAt.plus(READABLE_AFTER));
    }

    boolean isAhead(Instant now) {
        return isBooked() && now.isBefore(endAt);
    }

    /** The day of the session where it takes place. */
    LocalDate day() {
        return LocalDate.ofInstant(startAt, zone());
    }

    ZoneId zone() {
        return ZoneId.of(zone);
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    String clientName() {
        return clientName;
    }

    UUID therapistId() {
        return therapistId;
    }

    String therapistName() {
        return therapistName;
    }

    String therapistEmail() {
        return therapistEmail;
    }

    Language therapistLanguage() {
        return Language.of(therapistLanguage);
    }

    Instant startAt() {
        return startAt;
    }

    boolean firstVisit() {
        return firstVisit;
    }

    long version() {
        return version;
    }
}
