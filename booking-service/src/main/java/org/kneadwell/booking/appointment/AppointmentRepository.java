package org.kneadwell.booking.appointment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.TimeSlot;

@ApplicationScoped
class AppointmentRepository implements PanacheRepositoryBase<Appointment, UUID> {

    /**
     * Lets one transaction at a time decide about this client's, or this therapist's, time. The constraint alone would keep bookings
     * apart, but caps and gap rules look at more than one row, and inserts that wait for one another inside an exclusion
     * constraint can deadlock. Always the client first, then the therapist.
     */
    void decideAlone(String kind, UUID id) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))::text")
                .setParameter(1, kind + ":" + id)
                .getSingleResult();
    }

    /** Writes down that holds on this time have run out, so that they leave the constraint in the transaction that wants the time. */
    void expireLapsed(UUID therapistId, TimeSlot blocked, Instant now) {
        getEntityManager()
                .createNativeQuery("""
                        update appointment set state = 'expired', version = version + 1
                        where therapist_id = ?1 and state = 'held' and expires_at <= ?2
                          and blocked_from < ?4 and blocked_until > ?3
                        """)
                .setParameter(1, therapistId)
                .setParameter(2, now)
                .setParameter(3, blocked.start())
                .setParameter(4, blocked.end())
                .executeUpdate();
    }

    List<Appointment> liveHoldsOf(UUID clientId, Instant now) {
        return list("clientId = ?1 and state = 'held' and expiresAt > ?2 order by expiresAt", clientId, now);
    }

    /** Whose time a client's appointment is, without locking anything: the therapist's decisions come before its rows. */
    Optional<UUID> therapistOf(UUID id, UUID clientId) {
        return getEntityManager()
                .createQuery("select therapistId from Appointment where id = :id and clientId = :client", UUID.class)
                .setParameter("id", id)
                .setParameter("client", clientId)
                .getResultStream()
                .findFirst();
    }

    Optional<Appointment> ofClient(UUID id, UUID clientId) {
        return find("id = ?1 and clientId = ?2", id, clientId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** The appointment if this account is its therapist's and it was ever agreed; a mere hold is nothing a therapist acts on. */
    Optional<Appointment> agreedOfTherapist(UUID id, UUID accountId) {
        return find("id = ?1 and therapistAccountId = ?2 and bookedAt is not null", id, accountId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    boolean hasCompletedSession(UUID clientId, UUID therapistId) {
        return count("clientId = ?1 and therapistId = ?2 and state = 'completed'", clientId, therapistId) > 0;
    }
}
