package org.kneadwell.feedback.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class FollowUpRepository implements PanacheRepositoryBase<FollowUp, UUID>, KeepsSealed {

    /** Holds the row to the end of the transaction, so that an answer and the clock cannot both move it. */
    Optional<FollowUp> locked(UUID id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    Optional<FollowUp> ofAppointment(UUID appointmentId) {
        return find("appointmentId", appointmentId).firstResultOptional();
    }

    /** The follow-up that has been due longest and that no other replica holds. */
    Optional<FollowUp> claimDue(Instant now) {
        List<FollowUp> due = getEntityManager()
                .createNativeQuery("""
                        select * from follow_up
                        where next_due_at <= :now
                        order by next_due_at, id
                        limit 1
                        for update skip locked""", FollowUp.class)
                .setParameter("now", now)
                .getResultList();
        return due.stream().findFirst();
    }

    /** Newest session first, after the given position. */
    List<FollowUp> page(
            UUID clientId,
            @Nullable FollowUpState state,
            @Nullable Instant endedBefore,
            @Nullable UUID before,
            int limit) {
        return getEntityManager()
                .createQuery("""
                        select f from FollowUp f
                        where f.clientId = :client
                          and (:anyState = true or f.state = :state)
                          and (:fromTop = true or f.sessionEndedAt < :ended
                               or (f.sessionEndedAt = :ended and f.id < :id))
                        order by f.sessionEndedAt desc, f.id desc""", FollowUp.class)
                .setParameter("client", clientId)
                .setParameter("anyState", state == null)
                .setParameter("state", state == null ? FollowUpState.SCHEDULED : state)
                .setParameter("fromTop", endedBefore == null)
                .setParameter("ended", endedBefore == null ? Instant.EPOCH : endedBefore)
                .setParameter("id", before == null ? new UUID(0, 0) : before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** A follow-up with an answer, and when the last one came. */
    record Answered(UUID id, UUID appointmentId, UUID clientId, Instant lastAnswerAt) {}

    /**
     * Those of a therapist's appointments that have an answer, whoever the client is: the last to come in first, after the given
     * position.
     */
    List<Answered> answeredOf(
            UUID therapistAccountId,
            Instant endedSince,
            @Nullable Instant answeredBefore,
            @Nullable UUID before,
            int limit) {
        return getEntityManager()
                .createQuery("""
                        select f.id, f.appointmentId, f.clientId, max(a.answeredAt)
                        from Appointment p join FollowUp f on f.appointmentId = p.id join Answer a on a.followUpId = f.id
                        where p.therapistAccountId = :account and f.sessionEndedAt >= :since
                        group by f.id, f.appointmentId, f.clientId
                        having :fromTop = true or max(a.answeredAt) < :answered
                            or (max(a.answeredAt) = :answered and f.id < :id)
                        order by max(a.answeredAt) desc, f.id desc""", Answered.class)
                .setParameter("account", therapistAccountId)
                .setParameter("since", endedSince)
                .setParameter("fromTop", answeredBefore == null)
                .setParameter("answered", answeredBefore == null ? Instant.EPOCH : answeredBefore)
                .setParameter("id", before == null ? new UUID(0, 0) : before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Holds the client's history to the end of the transaction: two answers of one client are counted one after the other. */
    void lockHistory(UUID clientId) {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:client, 7))) locked")
                .setParameter("client", clientId.toString())
                .getSingleResult();
    }

    List<FollowUp> openOf(UUID clientId) {
        return list("clientId = ?1 and nextDueAt is not null", clientId);
    }

    @Override
    public SealedTable sealed() {
        return FollowUp.SEALED;
    }
}
