package org.kneadwell.booking.waitlist;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.availability.Weekday;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.booking.waitlist.Entry.Offered;
import org.kneadwell.kit.id.Ids;

/** Keeps the waitlist. Everything here comes after the locks of a booking decision, so that the two never wait for one another. */
@ApplicationScoped
class WaitlistStore {

    /** One kind of session a published therapist offers. */
    record Session(UUID therapistId, UUID serviceId) {}

    private final Sql sql;

    WaitlistStore(Sql sql) {
        this.sql = sql;
    }

    /** Lets a client join in one transaction at a time, because of the cap. */
    void joinAlone(UUID clientId) {
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, 9))", row -> "", "waitlist " + clientId);
    }

    /** Lets one round of offers take place at a time, over all replicas: who waited longest is asked first. */
    void roundAlone() {
        sql.list("select pg_advisory_xact_lock(hashtextextended('waitlist round', 9))", row -> "");
    }

    int openEntries(UUID clientId) {
        return sql.list(
                        "select count(*) from waitlist_entry where client_id = ? and state in ('waiting', 'offered')",
                        row -> row.getInt(1),
                        clientId)
                .getFirst();
    }

    void add(Entry entry) {
        sql.update(
                """
                insert into waitlist_entry (id, client_id, client_name, client_email, language, therapist_ids, service_id,
                    minutes, from_date, to_date, days, from_time, to_time, state, joined_at)
                values (?, ?, ?, ?, ?, cast(? as uuid[]), ?, ?, ?, ?, cast(? as integer[]), ?, ?, ?, ?)
                """,
                entry.id(),
                entry.clientId(),
                entry.clientName(),
                entry.clientEmail(),
                entry.language(),
                entry.therapistIds(),
                entry.serviceId(),
                entry.minutes(),
                entry.from(),
                entry.to(),
                entry.days().stream()
                        .map(day -> String.valueOf(day.day().getValue()))
                        .toList(),
                entry.fromTime(),
                entry.toTime(),
                entry.state(),
                entry.joinedAt());
        markEntry(entry.id());
    }

    Optional<Entry> find(UUID id) {
        return sql.list("select * from waitlist_entry where id = ?", WaitlistStore::entry, id).stream()
                .findFirst();
    }

    Optional<Entry> find(UUID id, UUID clientId) {
        return find(id).filter(entry -> entry.clientId().equals(clientId));
    }

    /** @param before the last one of the page before; newest first */
    List<Entry> of(UUID clientId, @Nullable UUID before, int limit) {
        return sql.list("""
                select * from waitlist_entry where client_id = ? and (cast(? as uuid) is null or id < ?)
                order by id desc limit ?
                """, WaitlistStore::entry, clientId, before, before, limit);
    }

    /** @return whether it waited and does not any more */
    boolean withdraw(UUID id, Instant now) {
        return sql.update(
                        "update waitlist_entry set state = 'withdrawn', ended_at = ? where id = ? and state = 'waiting'",
                        now,
                        id)
                > 0;
    }

    List<Offered> offers(UUID entryId) {
        return sql.list("select * from waitlist_offer where entry_id = ? order by id", WaitlistStore::offered, entryId);
    }

    Optional<Offered> open(UUID entryId) {
        return offers(entryId).stream()
                .filter(offer -> offer.state().equals("open"))
                .findFirst();
    }

    /** @return whether the entry still waited, and now has this offer */
    boolean offer(UUID entryId, Offered offer, Instant now) {
        boolean waited =
                sql.update("update waitlist_entry set state = 'offered' where id = ? and state = 'waiting'", entryId)
                        > 0;
        if (waited) {
            sql.update(
                    """
                    insert into waitlist_offer (id, entry_id, hold_id, therapist_id, start_at, end_at, offered_at, expires_at,
                        state)
                    values (?, ?, ?, ?, ?, ?, ?, ?, 'open')
                    """,
                    offer.id(),
                    entryId,
                    offer.holdId(),
                    offer.therapistId(),
                    offer.time().start(),
                    offer.time().end(),
                    now,
                    offer.expiresAt());
        }
        return waited;
    }

    /** The hold behind an offer was booked: by accepting it, or like any other hold. */
    void accepted(UUID holdId, Instant now) {
        // One that ran out while it was being booked was in time all the same: the hold has decided.
        sql.list("""
                        update waitlist_offer set state = 'accepted', answered_at = ?
                        where hold_id = ? and state in ('open', 'expired') returning entry_id
                        """, row -> row.getObject("entry_id", UUID.class), now, holdId)
                .forEach(entry -> sql.update("""
                        update waitlist_entry set state = 'fulfilled', appointment_id = ?, ended_at = ?
                        where id = ? and state in ('waiting', 'offered')
                        """, holdId, now, entry));
    }

    /** The hold behind an offer was let go: by declining it, or like any other hold. */
    void declined(UUID holdId, Instant now) {
        sql.list("""
                        update waitlist_offer set state = 'declined', answered_at = ?
                        where hold_id = ? and state = 'open' returning entry_id
                        """, row -> row.getObject("entry_id", UUID.class), now, holdId).forEach(this::waitOn);
    }

    /** Writes down which offers have run out. */
    void expire(Instant now) {
        sql.list(
                        """
                        update waitlist_offer set state = 'expired', answered_at = expires_at
                        where state = 'open' and expires_at <= ? returning entry_id, therapist_id
                        """,
                        row -> new Expired(
                                row.getObject("entry_id", UUID.class), row.getObject("therapist_id", UUID.class)),
                        now)
                .forEach(expired -> {
                    waitOn(expired.entryId);
                    mark(expired.therapistId);
                });
    }

    private record Expired(UUID entryId, UUID therapistId) {}

    /** What a request came of was declined, or never answered: its client waits on, from the old place. */
    void reopen(UUID appointmentId) {
        sql.list("""
                        update waitlist_entry set state = 'waiting', appointment_id = null, ended_at = null
                        where appointment_id = ? and state = 'fulfilled' returning id
                        """, row -> row.getObject("id", UUID.class), appointmentId).forEach(this::markEntry);
    }

    /** Ends what waits for a window that is over in the last place on earth. */
    void endOver(Instant now) {
        sql.update(
                "update waitlist_entry set state = 'over', ended_at = ? where state = 'waiting' and to_date < ?",
                now,
                lastDateOnEarth(now));
    }

    static LocalDate lastDateOnEarth(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.ofHours(-12));
    }

    private void waitOn(UUID entryId) {
        sql.update("update waitlist_entry set state = 'waiting' where id = ? and state = 'offered'", entryId);
        markEntry(entryId);
    }

    private void markEntry(UUID entryId) {
        sql.update("insert into waitlist_mark (id, entry_id) values (?, ?)", Ids.next(), entryId);
    }

    /** Time of this therapist may have become free. Nothing to write down while nobody waits: who joins later looks anyway. */
    void mark(UUID therapistId) {
        sql.update("""
                insert into waitlist_mark (id, therapist_id)
                select ?, ? where exists (select from waitlist_entry where state in ('waiting', 'offered'))
                """, Ids.next(), therapistId);
    }

    void markEverybody() {
        sql.update("insert into waitlist_mark (id, entry_id) select gen_random_uuid(), id from waitlist_entry"
                + " where state = 'waiting'");
    }

    record Mark(
            UUID id, @Nullable UUID therapistId, @Nullable UUID entryId) {}

    List<Mark> marks() {
        return sql.list(
                "select id, therapist_id, entry_id from waitlist_mark",
                row -> new Mark(
                        row.getObject("id", UUID.class),
                        row.getObject("therapist_id", UUID.class),
                        row.getObject("entry_id", UUID.class)));
    }

    void forget(Collection<Mark> marks) {
        sql.update(
                "delete from waitlist_mark where id = any (cast(? as uuid[]))",
                marks.stream().map(Mark::id).toList());
    }

    /** Whether a round would find anything to look at. */
    boolean somethingToDo(Instant since, Instant now) {
        return sql.list("""
                        select exists (select from waitlist_mark)
                          or exists (select from waitlist_offer where state = 'open' and expires_at <= ?)
                          or exists (select from waitlist_entry where state = 'waiting' and to_date < ?)
                          or (exists (select from waitlist_entry where state = 'waiting')
                            and exists (select from appointment where expires_at > ? and expires_at <= ?))
                        """, row -> row.getBoolean(1), now, lastDateOnEarth(now), since, now)
                .getFirst();
    }

    /** The therapists of whom holds or requests have run out since. */
    Set<UUID> ranOut(Instant since, Instant now) {
        return Set.copyOf(sql.list(
                "select distinct therapist_id from appointment where expires_at > ? and expires_at <= ?",
                row -> row.getObject("therapist_id", UUID.class),
                since,
                now));
    }

    /** Who waits for one of these therapists or for anybody: who waited longest first. */
    List<UUID> inOrder(Collection<UUID> therapists) {
        return sql.list("""
                select id from waitlist_entry
                where state = 'waiting' and (therapist_ids = '{}' or therapist_ids && cast(? as uuid[]))
                order by joined_at, id
                """, row -> row.getObject("id", UUID.class), therapists);
    }

    /** What an entry could take, of these therapists or of any: one that was not published is not offered. */
    List<Session> sessions(Entry entry, @Nullable Collection<UUID> therapists) {
        return sql.list(
                """
                select s.therapist_id, s.id from service s join therapist t on t.id = s.therapist_id
                where t.published_at is not null
                  and (s.id = ? or s.minutes = ?)
                  and (? or s.therapist_id = any (cast(? as uuid[])))
                  and (? or s.therapist_id = any (cast(? as uuid[])))
                order by s.therapist_id, s.id
                """,
                row -> new Session(row.getObject("therapist_id", UUID.class), row.getObject("id", UUID.class)),
                entry.serviceId(),
                entry.minutes(),
                entry.therapistIds().isEmpty(),
                entry.therapistIds(),
                therapists == null,
                therapists == null ? List.of() : therapists);
    }

    /** Which of these are published. */
    Set<UUID> published(Collection<UUID> therapists) {
        return Set.copyOf(sql.list(
                "select id from therapist where id = any (cast(? as uuid[])) and published_at is not null",
                row -> row.getObject("id", UUID.class),
                therapists));
    }

    /** When the client is taken, by a hold of any kind too. */
    List<TimeSlot> busy(UUID clientId, Instant from, Instant to, Instant now) {
        return sql.list(
                """
                select start_at, end_at from appointment
                where client_id = ? and start_at < ? and end_at > ?
                  and (state = 'booked' or (state in ('held', 'pending') and expires_at > ?))
                """, row -> new TimeSlot(instant(row, "start_at"), instant(row, "end_at")), clientId, to, from, now);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int minutes = row.getInt("minutes");
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getString("client_name"),
                row.getString("client_email"),
                row.getString("language"),
                List.of((UUID[]) row.getArray("therapist_ids").getArray()),
                row.getObject("service_id", UUID.class),
                minutes == 0 ? null : minutes,
                row.getObject("from_date", LocalDate.class),
                row.getObject("to_date", LocalDate.class),
                Arrays.stream((Integer[]) row.getArray("days").getArray())
                        .map(day -> Weekday.of(DayOfWeek.of(day)))
                        .collect(Collectors.toUnmodifiableList()),
                row.getObject("from_time", LocalTime.class),
                row.getObject("to_time", LocalTime.class),
                row.getString("state"),
                instant(row, "joined_at"),
                Sql.instant(row, "ended_at"),
                row.getObject("appointment_id", UUID.class));
    }

    private static Offered offered(ResultSet row) throws SQLException {
        return new Offered(
                row.getObject("id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getObject("therapist_id", UUID.class),
                new TimeSlot(instant(row, "start_at"), instant(row, "end_at")),
                instant(row, "expires_at"),
                row.getString("state"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(Sql.instant(row, column)).orElseThrow();
    }
}
