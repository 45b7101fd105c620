package org.kneadwell.booking.appointment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;

@ApplicationScoped
class AppointmentRepository implements PanacheRepositoryBase<Appointment, UUID>, KeepsSealed {

    private final Sql sql;

    /** @param sql for what is asked of every booking and needs no entity: a query of Hibernate's takes many times as long */
    AppointmentRepository(Sql sql) {
        this.sql = sql;
    }

    /**
     * Lets one transaction at a time decide about this client's, or this therapist's, time. The constraint alone would keep bookings
     * apart, but caps and gap rules look at more than one row, and inserts that wait for one another inside an exclusion
     * constraint can deadlock. Always the client first, then the therapist.
     */
    void decideAlone(String kind, UUID id) {
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> "", kind + ":" + id);
    }

    /** The same for a client and then a therapist, in one statement. */
    void decideAlone(UUID clientId, UUID therapistId) {
        sql.list(
                "select pg_advisory_xact_lock(hashtextextended(?, 0)), pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> "",
                "client:" + clientId,
                "therapist:" + therapistId);
    }

    /**
     * The same for the therapist whose time a client's appointment is, without locking its row: a therapist's decisions come before
     * the rows.
     *
     * @return whether the client has such an appointment
     */
    boolean decideAloneAbout(UUID id, UUID clientId) {
        return !sql.list("""
                        select pg_advisory_xact_lock(hashtextextended('therapist:' || therapist_id, 0))
                        from appointment where id = ? and client_id = ?
                        """, row -> "", id, clientId).isEmpty();
    }

    /** Holds and requests of a therapist on this time that have run out; locked. */
    List<Appointment> lapsed(UUID therapistId, TimeSlot blocked, Instant now) {
        boolean none = sql.list("""
                        select id from appointment where therapist_id = ? and state in ('held', 'pending') and expires_at <= ?
                          and blocked_from < ? and blocked_until > ?
                        """, row -> "", therapistId, now, blocked.end(), blocked.start())
                .isEmpty();
        return none
                ? List.of()
                : find(
                                "therapistId = ?1 and state in ('held', 'pending') and expiresAt <= ?2"
                                        + " and blockedFrom < ?4 and blockedUntil > ?3",
                                therapistId,
                                now,
                                blocked.start(),
                                blocked.end())
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list();
    }

    /** The same in a room, of whatever therapist. */
    List<Appointment> lapsedInRoom(UUID roomId, TimeSlot blocked, Instant now) {
        return find(
                        "roomId = ?1 and state in ('held', 'pending') and expiresAt <= ?2"
                                + " and blockedFrom < ?4 and blockedUntil > ?3",
                        roomId,
                        now,
                        blocked.start(),
                        blocked.end())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Some requests nobody answered in time; locked, without those another replica has locked. */
    List<Appointment> unanswered(Instant now) {
        return find("state = 'pending' and expiresAt <= ?1 order by expiresAt", now)
                .page(0, 50)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", -2) // skip locked
                .list();
    }

    List<Appointment> liveHoldsOf(UUID clientId, Instant now) {
        boolean none = sql.list(
                        "select id from appointment where client_id = ? and state = 'held' and expires_at > ?",
                        row -> "",
                        clientId,
                        now)
                .isEmpty();
        return none
                ? List.of()
                : list("clientId = ?1 and state = 'held' and expiresAt > ?2 order by expiresAt", clientId, now);
    }

    Optional<Owners> owners(UUID id) {
        return getEntityManager()
                .createQuery(
                        "select clientId, therapistId, therapistAccountId, serviceId, clientName is not null"
                                + " from Appointment where id = :id",
                        Owners.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    Optional<Appointment> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Appointment> ofClient(UUID id, UUID clientId) {
        return locked(id).filter(appointment -> appointment.clientId().equals(clientId));
    }

    /** The appointment if this account is its therapist's and it was ever agreed; a mere hold is nothing a therapist acts on. */
    Optional<Appointment> agreedOfTherapist(UUID id, UUID accountId) {
        return find("id = ?1 and therapistAccountId = ?2 and bookedAt is not null", id, accountId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** The appointment if this account is its therapist's and it was ever asked for. */
    Optional<Appointment> askedOfTherapist(UUID id, UUID accountId) {
        return find("id = ?1 and therapistAccountId = ?2 and clientName is not null", id, accountId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Minutes of sessions that begin between two moments and count, by therapist. */
    Map<UUID, Duration> load(Collection<UUID> therapistIds, Instant from, Instant to, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        select therapist_id, extract(epoch from sum(end_at - start_at))::bigint from appointment
                        where therapist_id = any (?1) and blocked_from >= ?2 and blocked_from < ?3
                          and state in ('held', 'pending', 'booked', 'completed', 'no_show')
                          and (state not in ('held', 'pending') or expires_at > ?4)
                        group by therapist_id
                        """)
                .setParameter(1, therapistIds.toArray(UUID[]::new))
                .setParameter(2, from)
                .setParameter(3, to)
                .setParameter(4, now)
                .getResultList();
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> (UUID) row[0], row -> Duration.ofSeconds(((Number) row[1]).longValue())));
    }

    @Override
    public SealedTable sealed() {
        return Appointment.SEALED;
    }
}
