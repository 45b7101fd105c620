package org.kneadwell.feedback.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.events.AppointmentBooked;

@ApplicationScoped
class AppointmentRepository implements PanacheRepositoryBase<Appointment, UUID> {

    /** Keeps it, unless it is kept already; one statement, because a backlog holds thousands. */
    void note(AppointmentBooked booked) {
        getEntityManager()
                .createQuery("""
                        insert into Appointment (id, clientId, clientName, clientEmail,
                          therapistId, therapistAccountId, therapistName, therapistEmail, cancelled)
                        values (:id, :clientId, :clientName, :clientEmail,
                          :therapistId, :therapistAccountId, :therapistName, :therapistEmail, false)
                        on conflict (id) do nothing""")
                .setParameter("id", booked.appointmentId())
                .setParameter("clientId", booked.clientId())
                .setParameter("clientName", booked.clientName())
                .setParameter("clientEmail", booked.clientEmail())
                .setParameter("therapistId", booked.therapistId())
                .setParameter("therapistAccountId", booked.therapistAccountId())
                .setParameter("therapistName", booked.therapistName())
                .setParameter("therapistEmail", booked.therapistEmail())
                .executeUpdate();
    }

    /** A hold may be cancelled before it was ever booked: then nothing is known of it here. */
    void cancel(UUID id) {
        update("cancelled = true where id = ?1", id);
    }
}
