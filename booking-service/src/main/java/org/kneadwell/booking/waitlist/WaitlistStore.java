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
import java.util.Map;
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
    record Session(UUID therapistId, UUID serviceId, int minutes) {}

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

    /** Those of these that wait at this moment. */
    List<Entry> waiting(Collection<UUID> ids) {
        return sql.list(
                "select * from waitlist_entry where id = any (cast(? as uuid[])) and state = 'waiting'",
                WaitlistStore::entry,
                ids);
    }

    /** @param before the last one of the page before; newest first */
    List<Entry> of(UUID clientId, @Nullable UUID before, int limit) {
        return sql.list("""
                select * from waitlist_entry where client_id = ? and (cast(? as uuid) is null or id < ?)
                order by id desc limit ?
                """, WaitlistStore::entry, clientId, before, before, limit);
    }

    /**
     * Who waits for this therapist by name in days that are not over: who waited longest first.
     *
     * @param after the last one of the page before
     */
    List<Entry> namedIn(UUID therapistId, @Nullable UUID after, LocalDate today, int limit) {
        return sql.list("""
                select * from waitlist_entry
                where state in ('waiting', 'offered') and therapist_ids @> cast(? as uuid[]) and to_date >= ?
                  and (cast(? as uuid) is null or id > ?)
                order by id limit ?
                """, WaitlistStore::entry, List.of(therapistId), today, after, after, limit);
    }

    /** Seen only in the scope of the client. */
    boolean blocked(UUID clientId, UUID therapistId) {
        return sql.list(
                        "select exists (select from blocked_therapist where client_id = ? and therapist_id = ?)",
                        row -> row.getBoolean(1),
                        clientId,
                        therapistId)
                .getFirst();
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

    /** What was offered to each of these, in one query. */
    Map<UUID, List<Offered>> offers(Collection<UUID> entryIds) {
        return sql
                .list(
                        "select * from waitlist_offer where entry_id = any (cast(? as uuid[])) order by id",
                        row -> Map.entry(row.getObject("entry_id", UUID.class), offered(row)),
                        entryIds)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
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

    /** Everybody of whom somebody waits for time, and whose mark is not there already; to be looked at after all other marks. */
    void markEverybody() {
        sql.update("""
                insert into waitlist_mark (id, therapist_id, everywhere)
                select gen_random_uuid(), t.id, true from therapist t
                where t.published_at is not null
                  and (t.id in (select unnest(therapist_ids) from waitlist_entry where state = 'waiting')
                    or exists (select from waitlist_entry where state = 'waiting' and therapist_ids = '{}'))
                  and not exists (select from waitlist_mark m where m.therapist_id = t.id)
                """);
    }

    /** Marks these in this order, but for those who are marked. */
    void mark(Collection<UUID> therapists) {
        sql.update("""
                insert into waitlist_mark (id, therapist_id)
                select gen_random_uuid(), t.id from unnest(cast(? as uuid[])) with ordinality as t (id, n)
                where not exists (select from waitlist_mark m where m.therapist_id = t.id and not m.everywhere)
                order by t.n
                """, therapists);
    }

    /** The entries that nobody has looked at yet, the oldest first. */
    List<UUID> markedEntries(int limit) {
        return sql.list("""
                select entry_id from waitlist_mark where entry_id is not null
                group by entry_id order by min(position) limit ?
                """, row -> row.getObject("entry_id", UUID.class), limit);
    }

    /** @param marks all of this therapist at this moment */
    record Marked(UUID therapistId, List<UUID> marks) {}

    /** The therapists marked first. */
    List<Marked> markedTherapists(int limit) {
        return sql.list(
                """
                select therapist_id, array_agg(id) as marks from waitlist_mark where therapist_id is not null
                group by therapist_id order by bool_and(everywhere), min(position) limit ?
                """,
                row -> new Marked(row.getObject("therapist_id", UUID.class), List.of((UUID[])
                        row.getArray("marks").getArray())),
                limit);
    }

    void forgetEntry(UUID entryId) {
        sql.update("delete from waitlist_mark where entry_id = ?", entryId);
    }

    void forget(Collection<UUID> marks) {
        sql.update("delete from waitlist_mark where id = any (cast(? as uuid[]))", marks);
    }

    int waiting() {
        return sql.list("select count(*) from waitlist_entry where state = 'waiting'", row -> row.getInt(1))
                .getFirst();
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
    List<Entry> inOrder(Collection<UUID> therapists) {
        return sql.list("""
                select * from waitlist_entry
                where state = 'waiting' and (therapist_ids = '{}' or therapist_ids && cast(? as uuid[]))
                order by joined_at, id
                """, WaitlistStore::entry, therapists);
    }

    /** The sessions of these, or of anybody: one that was not published is not offered. */
    List<Session> sessions(@Nullable Collection<UUID> therapists) {
        return sql.list(
                """
                select s.therapist_id, s.id, s.minutes from service s join therapist t on t.id = s.therapist_id
                where t.published_at is not null and (? or s.therapist_id = any (cast(? as uuid[])))
                order by s.therapist_id, s.id
                """,
                row -> new Session(
                        row.getObject("therapist_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getInt("minutes")),
                therapists == null,
                therapists == null ? List.of() : therapists);
    }

    /** What an entry could take. */
    List<Session> sessions(Entry entry) {
        return sessions(entry.therapistIds().isEmpty() ? null : entry.therapistIds()).stream()
                .filter(entry::waitsFor)
                .toList();
    }

    /** Which of these are published. */
    Set<UUID> published(Collection<UUID> therapists) {
        return Set.copyOf(sql.list(
                "select id from therapist where id = any (cast(? as uuid[])) and published_at is not null",
                row -> row.getObject("id", UUID.class),
                therapists));
    }

    /** When each of these clients is taken, by a hold of any kind too. */
    Map<UUID, List<TimeSlot>> busy(Collection<UUID> clients, Instant from, Instant to, Instant now) {
        return sql
                .list(
                        """
                        select client_id, start_at, end_at from appointment
                        where client_id = any (cast(? as uuid[])) and start_at < ? and end_at > ?
                          and (state = 'booked' or (state in ('held', 'pending') and expires_at > ?))
                        """,
                        row -> Map.entry(
                                row.getObject("client_id", UUID.class),
                                new TimeSlot(instant(row, "start_at"), instant(row, "end_at"))),
                        clients,
                        to,
                        from,
                        now)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
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
