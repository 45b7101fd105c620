package org.kneadwell.booking.flag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.kneadwell.booking.appointment.AppointmentChanged;
import org.kneadwell.booking.client.ProfileChanged;
import org.kneadwell.booking.credential.LicencesChanged;
import org.kneadwell.booking.sql.Sql;

/**
 * Raises a flag for each appointment to come on whose day no verified licence covers it where its client is, and resolves the flag
 * when that is so no more. Looking again changes nothing, so it may be done at any time, by anybody, and by many at once.
 */
@ApplicationScoped
class LicenceFlags {

    private static final String DAY = "cast(a.start_at at time zone a.zone as date)";

    private static final String COVERED = """
            exists (select from licence l join client_profile c on c.jurisdiction = l.jurisdiction
              where l.therapist_id = a.therapist_id and c.client_id = a.client_id and l.verified_at is not null
                and %s between l.valid_from and l.valid_until)
            """.formatted(DAY);

    private static final String RESOLVE = """
            update appointment_flag f set resolved_at = ?, outcome = found.outcome
            from (
              select f.id, case when a.state in ('cancelled', 'expired') then 'cancelled'
                                when %1$s <> f.day then 'rebooked' else 'covered' end as outcome
              from appointment_flag f join appointment a on a.id = f.appointment_id
              where f.resolved_at is null and (a.state in ('cancelled', 'expired') or %1$s <> f.day or %2$s) and %3$s
              order by f.id for update of f) found
            where f.id = found.id and f.resolved_at is null
            """;

    /** What a coordinator decided to keep as it is, is not asked again for the same day and place. */
    private static final String RAISE = """
            insert into appointment_flag (id, appointment_id, reason, day, jurisdiction, raised_at)
            select uuidv7(), a.id, 'licence_not_valid', %1$s, c.jurisdiction, ?
            from appointment a join client_profile c on c.client_id = a.client_id
            where a.state in ('pending', 'booked') and a.start_at > ? and not %2$s and %3$s
              and not exists (select from appointment_flag f where f.appointment_id = a.id and f.outcome = 'kept'
                and f.day = %1$s and f.jurisdiction = c.jurisdiction)
            order by a.id
            on conflict (appointment_id, reason) where resolved_at is null do nothing
            """;

    private final Sql sql;
    private final Clock clock;

    LicenceFlags(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * All appointments there are, for what no change here tells of: a date corrected by hand, a booking at the very same moment.
     *
     * @return false: another replica is looking, and nothing was done here
     */
    @Transactional
    boolean reviewAll() {
        // One replica at a time is enough; the others would only wait for its rows.
        boolean alone = sql.list(
                        "select pg_try_advisory_xact_lock(hashtextextended('licence flags', 9))",
                        row -> row.getBoolean(1))
                .getFirst();
        if (alone) {
            review("true", List.of());
        }
        return alone;
    }

    void on(@Observes LicencesChanged changed) {
        review("a.therapist_id = ?", List.of(changed.therapistId()));
    }

    void on(@Observes ProfileChanged changed) {
        review("a.client_id = ?", List.of(changed.clientId()));
    }

    void on(@Observes AppointmentChanged changed) {
        switch (changed.kind()) {
            case RESCHEDULED, CANCELLED, DECLINED, LAPSED ->
                review("a.id = ?", List.of(changed.appointment().id()));
            // Whoever books was just asked for a licence; a revocation in the same instant is found by the next look at
            // all.
            case HELD, LET_GO, REQUESTED, BOOKED, COMPLETED, NO_SHOW -> {}
        }
    }

    private void review(String which, List<UUID> ids) {
        Instant now = clock.instant();
        sql.update(RESOLVE.formatted(DAY, COVERED, which), with(ids, now));
        sql.update(RAISE.formatted(DAY, COVERED, which), with(ids, now, now));
    }

    private static Object[] with(List<UUID> ids, Instant... before) {
        var parameters = new ArrayList<Object>(List.of((Object[]) before));
        parameters.addAll(ids);
        return parameters.toArray();
    }
}
