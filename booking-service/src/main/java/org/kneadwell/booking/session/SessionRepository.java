package org.kneadwell.booking.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    List<RecordedCheckIn> checkInsOf(UUID appointmentId) {
        return getEntityManager()
                .createQuery(
                        "from RecordedCheckIn where appointmentId = :appointment order by at, id",
                        RecordedCheckIn.class)
                .setParameter("appointment", appointmentId)
                .getResultList();
    }

    void persist(RecordedCheckIn checkIn) {
        getEntityManager().persist(checkIn);
    }
}
