package org.kneadwell.feedback.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Who an appointment was between, as booking-service told when it was booked. */
@Entity
@Table(name = "appointment")
class Appointment {

    @Id
    private UUID id;

    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "client_name")
    private String clientName;

    @Column(name = "client_email")
    private String clientEmail;

    @Column(name = "therapist_id")
    private UUID therapistId;

    @Column(name = "therapist_account_id")
    private UUID therapistAccountId;

    @Column(name = "therapist_name")
    private String therapistName;

    @Column(name = "therapist_email")
    private String therapistEmail;

    private boolean cancelled;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected Appointment() {}

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

    UUID therapistAccountId() {
        return therapistAccountId;
    }

    String therapistName() {
        return therapistName;
    }
}
