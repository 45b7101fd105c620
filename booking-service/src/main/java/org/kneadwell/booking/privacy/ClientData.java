package org.kneadwell.booking.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.Party;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.erasure.Forgets;
import org.kneadwell.kit.retention.Keeps;
import org.kneadwell.kit.retention.Kept;

/**
 * Every table of this service with something about clients, and for how long. Of appointments stays what bookkeeping needs: when,
 * with whom, for how much; no name, no address, no reason.
 */
@ApplicationScoped
class ClientData implements Forgets, Keeps {

    /** Who is not named any more. */
    private static final String NOBODY = "Former client";

    /** What depends on others first; each with one parameter. */
    private static final List<String> FORGET = List.of(
            "delete from session_check_in where client_id = ?",
            "update session set sealed = null where client_id = ?",
            """
            delete from idempotency_key using appointment a
            where a.client_id = ?
              and operation in ('startSession/' || a.id, 'checkIn/' || a.id, 'completeSession/' || a.id)""",
            """
            delete from mail_queue where subject_id in (select id from appointment where client_id = ?)
              and kind not in ('THERAPIST_CANCELLED') and sent_at is null""",
            "delete from waitlist_mark where entry_id in (select id from waitlist_entry where client_id = ?)",
            "delete from waitlist_offer where entry_id in (select id from waitlist_entry where client_id = ?)",
            "delete from waitlist_entry where client_id = ?",
            "delete from client_needs where client_id = ?",
            "delete from session_finding where client_id = ?",
            "delete from client_alarm where client_id = ?",
            "delete from client_plan where client_id = ?",
            "delete from client_profile where client_id = ?",
            "delete from blocked_therapist where client_id = ?",
            "delete from calendar_feed where account_id = ? and reader = 'client'",
            "update package_purchase set client_name = '%s' where client_id = ?".formatted(NOBODY),
            """
            update payment_request set continue_at = null
            where appointment_id in (select id from appointment where client_id = ?)""",
            """
            update appointment set client_name = '%s', client_email = '', sealed = null
            where client_id = ? and client_name is not null""".formatted(NOBODY));

    private static final String OLD_NAMES = """
            update appointment set client_name = '%s', client_email = '', sealed = null
            where end_at < ? and client_name <> '%1$s'""".formatted(NOBODY);

    private static final String OLD_SESSIONS = """
            with since as (select ?::timestamptz as at),
              s as (update session set sealed = null from since
                    where session.started_at < since.at and session.sealed is not null)
            delete from session_check_in using since where session_check_in.at < since.at""";

    /** Of clients who have neither answered nor had an appointment since. An alarm stays: somebody may come back. */
    private static final String LONG_AWAY = """
            with since as (select ?::timestamptz as at),
              away as (
                select n.client_id from client_needs n, since
                where coalesce(greatest(n.assessed_at, n.resumed_at), '-infinity') < since.at
                  and not exists (select from appointment a where a.client_id = n.client_id and a.end_at >= since.at)),
              f as (delete from session_finding where client_id in (select client_id from away)),
              p as (delete from client_plan where client_id in (select client_id from away))
            delete from client_needs where client_id in (select client_id from away)""";

    private static final String OLD_WAITING = """
            with old as (select id from waitlist_entry where ended_at < ?),
              o as (delete from waitlist_offer where entry_id in (select id from old)),
              m as (delete from waitlist_mark where entry_id in (select id from old))
            delete from waitlist_entry where id in (select id from old)""";

    private final Sql sql;
    private final Bookings bookings;
    private final Clock clock;

    ClientData(Sql sql, Bookings bookings, Clock clock) {
        this.sql = sql;
        this.bookings = bookings;
        this.clock = clock;
    }

    @Override
    public void leave(UUID clientId) {
        sql.list(
                        "select id from appointment where client_id = ? and state in ('pending', 'booked') and start_at > ?",
                        row -> row.getObject("id", UUID.class),
                        clientId,
                        clock.instant())
                .forEach(id -> bookings.cancel(id, Party.CLIENT, null));
        sql.list(
                        "select id from appointment where client_id = ? and state = 'held'",
                        row -> row.getObject("id", UUID.class),
                        clientId)
                .forEach(bookings::letGo);
    }

    @Override
    public List<String> statements() {
        return FORGET;
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                new Kept("sessions", Period.ofYears(3), OLD_SESSIONS),
                new Kept("matching", Period.ofYears(3), LONG_AWAY),
                new Kept("appointment-names", Period.ofYears(10), OLD_NAMES),
                new Kept("waiting", Period.ofYears(1), OLD_WAITING));
    }
}
