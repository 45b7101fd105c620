package org.kneadwell.outbox.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.kneadwell.outbox.NewEvent;
import org.kneadwell.outbox.Outbox;

@ApplicationScoped
class Appointments {

    private final Outbox outbox;

    Appointments(Outbox outbox) {
        this.outbox = outbox;
    }

    record AppointmentBooked(UUID appointmentId, UUID clientId) {}

    @Transactional
    void confirm(UUID appointmentId, UUID clientId) {
        // Change the appointment here, through Hibernate or JDBC, and append last.
        outbox.append(new NewEvent(
                "appointment",
                appointmentId.toString(),
                "booking.appointment-booked.v1",
                new AppointmentBooked(appointmentId, clientId)));
    }
}
