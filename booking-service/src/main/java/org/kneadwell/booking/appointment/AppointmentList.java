package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.kit.vault.Vault;

/** A client's or a therapist's own appointments, by start. */
@ApplicationScoped
class AppointmentList {

    /** No account has this id. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final EntityManager entities;
    private final Vault vault;
    private final Clock clock;

    AppointmentList(EntityManager entities, Vault vault, Clock clock) {
        this.entities = entities;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * @param asClient whether appointments of which the account is the client count
     * @param asTherapist whether those of which it is the therapist count
     * @return a page, and one more where there are more
     */
    @Transactional
    List<AppointmentView> of(UUID account, boolean asClient, boolean asTherapist, AppointmentQuery wanted) {
        return of(account, account, whose(asClient, asTherapist), wanted);
    }

    /** A therapist's appointments without who comes; empty for an unknown therapist. */
    @Transactional
    Optional<List<AppointmentView>> ofTherapist(UUID therapistId, AppointmentQuery wanted) {
        @SuppressWarnings("unchecked")
        List<UUID> account = entities.createNativeQuery("select account_id from therapist where id = :id", UUID.class)
                .setParameter("id", therapistId)
                .getResultList();
        return account.stream().findFirst().map(id -> of(id, NOBODY, whose(false, true), wanted));
    }

    private static String whose(boolean asClient, boolean asTherapist) {
        // A hold is its client's business; to the therapist it is only time that is not free.
        if (asClient && asTherapist) {
            return "(client_id = :account or (therapist_account_id = :account and client_name is not null))";
        }
        return asTherapist ? "therapist_account_id = :account and client_name is not null" : "client_id = :account";
    }

    private List<AppointmentView> of(UUID account, UUID viewer, String whose, AppointmentQuery wanted) {
        Instant now = clock.instant();
        var conditions = new ArrayList<String>();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("account", account);
        conditions.add(whose);
        if (wanted.from() != null) {
            // The first bound lets the index be used; the second is exact in the place's own zone.
            conditions.add("start_at >= cast(:from as date) - interval '2 days'");
            conditions.add("cast(start_at at time zone zone as date) >= :from");
            values.put("from", wanted.from());
        }
        if (wanted.to() != null) {
            conditions.add("start_at < cast(:to as date) + interval '3 days'");
            conditions.add("cast(start_at at time zone zone as date) <= :to");
            values.put("to", wanted.to());
        }
        conditions.add(
                "case when state in ('held', 'pending') and expires_at <= :now then 'expired' else state end in (:states)");
        values.put("now", now);
        values.put("states", wanted.states(Set.of("held", "pending", "booked", "cancelled", "completed", "no_show")));
        var after = wanted.after();
        if (after != null) {
            conditions.add("(start_at, id) > (:afterStart, :afterId)");
            values.put("afterStart", after.start());
            values.put("afterId", after.id());
        }
        Query query = entities.createNativeQuery(
                        "select * from appointment where " + String.join(" and ", conditions)
                                + " order by start_at, id",
                        Appointment.class)
                .setMaxResults(wanted.limit() + 1);
        values.forEach(query::setParameter);
        @SuppressWarnings("unchecked")
        List<Appointment> found = query.getResultList();
        return found.stream()
                .map(appointment -> AppointmentView.of(appointment, viewer, now))
                .toList();
    }

    /** One appointment with its version, for its client, or for its therapist once it was agreed. */
    record Found(AppointmentView appointment, int version) {}

    @Transactional
    Optional<Found> one(UUID account, UUID id) {
        Instant now = clock.instant();
        return Optional.ofNullable(entities.find(Appointment.class, id))
                .filter(appointment -> appointment.mayBeSeenBy(account))
                .map(appointment -> new Found(seen(appointment, account, now), appointment.version()));
    }

    private AppointmentView seen(Appointment appointment, UUID account, Instant now) {
        var view = AppointmentView.of(appointment, account, now);
        return account.equals(appointment.clientId()) ? view.cancelledBecause(appointment.cancelReason(vault)) : view;
    }
}
