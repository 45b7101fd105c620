package org.kneadwell.intake.visit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.events.TherapistPublished;

@ApplicationScoped
class AppointmentRepository implements PanacheRepositoryBase<Appointment, UUID> {

    void rememberContact(TherapistPublished event) {
        getEntityManager()
                .createNativeQuery("""
                        insert into therapist_contact (therapist_id, account_id, name, email) values (?1, ?2, ?3, ?4)
                        on conflict (therapist_id) do update
                        set account_id = excluded.account_id, name = excluded.name, email = excluded.email
                        """)
                .setParameter(1, event.therapistId())
                .setParameter(2, event.accountId())
                .setParameter(3, event.name())
                .setParameter(4, event.email())
                .executeUpdate();
    }
}
