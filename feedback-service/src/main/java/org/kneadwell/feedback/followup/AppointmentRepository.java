package org.kneadwell.feedback.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.kit.language.Language;

@ApplicationScoped
class AppointmentRepository implements PanacheRepositoryBase<Appointment, UUID> {

    /** Keeps it, unless it is kept already; one statement, because a backlog holds thousands. */
    void note(AppointmentBooked booked) {
        getEntityManager()
                .createNativeQuery("""
                        insert into appointment (id, client_id, client_name, client_email,
                          therapist_id, therapist_account_id, therapist_name, therapist_email, therapist_language,
                          cancelled, language)
                        values (:id, :clientId, :clientName, :clientEmail,
                          :therapistId, :therapistAccountId, :therapistName, :therapistEmail, :therapistLanguage, false,
                          coalesce((select language from appointment where client_id = :clientId order by id desc limit 1), 'en'))
                        on conflict (id) do nothing""")
                .setParameter("id", booked.appointmentId())
                .setParameter("clientId", booked.clientId())
                .setParameter("clientName", booked.clientName())
                .setParameter("clientEmail", booked.clientEmail())
                .setParameter("therapistId", booked.therapistId())
                .setParameter("therapistAccountId", booked.therapistAccountId())
                .setParameter("therapistName", booked.therapistName())
                .setParameter("therapistEmail", booked.therapistEmail())
                .setParameter(
                        "therapistLanguage",
                        Language.of(booked.therapistLanguage()).tag())
                .executeUpdate();
    }

    /** A hold may be cancelled before it was ever booked: then nothing is known of it here. */
    void cancel(UUID id) {
        update("cancelled = true where id = ?1", id);
    }

    /** In which language the client reads, and so gets mails. */
    void read(UUID clientId, Language language) {
        getEntityManager()
                .createNativeQuery(
                        "update appointment set language = :language where client_id = :client and language <> :language")
                .setParameter("language", language.tag())
                .setParameter("client", clientId)
                .executeUpdate();
    }
}
