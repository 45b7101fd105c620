package org.kneadwell.intake.visit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.kneadwell.events.SessionCompleted.WorkedRegion;
import org.kneadwell.events.TherapistPublished;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

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

    void rememberComfortable(UUID appointmentId, WorkedRegion worked, Intensity comfortable) {
        getEntityManager()
                .createNativeQuery("""
                        insert into observed_pending (appointment_id, region, comfortable) values (?1, ?2, ?3)
                        on conflict (appointment_id, region) do update set comfortable = excluded.comfortable
                        """)
                .setParameter(1, appointmentId)
                .setParameter(2, worked.region().key())
                .setParameter(3, comfortable.value())
                .executeUpdate();
    }

    List<Intensity> comfortable(UUID appointmentId, BodyRegion region) {
        return getEntityManager()
                .createNativeQuery(
                        "select comfortable from observed_pending where appointment_id = ?1 and region = ?2",
                        Integer.class)
                .setParameter(1, appointmentId)
                .setParameter(2, region.key())
                .getResultStream()
                .map(value -> Intensity.of((Integer) value))
                .toList();
    }
}
