package org.kneadwell.booking.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.id.Ids;

/** Calendars therapists have elsewhere, and what was last read in them. */
@ApplicationScoped
class BusyCalendars {

    static final int MOST_PER_THERAPIST = 5;
    static final Duration EVERY = Duration.ofMinutes(15);

    /** Not more often than this, however often somebody asks for it. */
    static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private static final Duration WARNED_AFTER = Duration.ofDays(7);
    private static final Duration BACK = Duration.ofDays(1);
    private static final Duration AHEAD = Duration.ofDays(400);

    /** What an unchanged calendar says about the days ahead changes as days go by, so it is read whole once a day. */
    private static final Duration WHOLE_EVERY = Duration.ofDays(1);

    /** As the constraint busy_elsewhere_is_short has it. */
    private static final Duration LONGEST_ROW = Duration.ofHours(24);

    private final Sql sql;
    private final Therapists therapists;
    private final Clock clock;

    BusyCalendars(Sql sql, Therapists therapists, Clock clock) {
        this.sql = sql;
        this.therapists = therapists;
        this.clock = clock;
    }

    record Failure(String code, String sentence) {}

    /**
     * @param shown the address as far as it is shown
     * @param warning whether it could not be read for a week
     */
    record BusyCalendar(
            UUID id,
            String shown,
            Instant createdAt,
            @Nullable Instant lastAttemptAt,
            @Nullable Instant lastSuccessAt,
            @Nullable Failure lastFailure,
            boolean warning,
            List<String> notes) {}

    /** One to ask for now. */
    record Due(
            UUID id,
            UUID therapistId,
            CalendarAddress address,
            @Nullable String etag,
            @Nullable String lastModified) {}

    sealed interface Adding {
        record Added(BusyCalendar calendar) implements Adding {}

        record AlreadyThere() implements Adding {}

        record TooMany() implements Adding {}
    }

    sealed interface Asking {
        record Now(Due due) implements Asking {}

        record JustAsked(Duration left) implements Asking {}

        record Unknown() implements Asking {}
    }

    @Transactional
    List<BusyCalendar> of(UUID therapistId) {
        return sql.list(
                "select * from busy_calendar where therapist_id = ? order by created_at, id",
                this::calendar,
                therapistId);
    }

    @Transactional
    Optional<BusyCalendar> find(UUID therapistId, UUID id) {
        return sql
                .list("select * from busy_calendar where therapist_id = ? and id = ?", this::calendar, therapistId, id)
                .stream()
                .findFirst();
    }

    /** When the therapist is busy elsewhere, by start; what touches or overlaps, in one calendar or in two, is one time. */
    @Transactional
    List<TimeSlot> busy(UUID therapistId, Instant from, Instant to) {
        return sql.list(
                """
                select lower(span) as start_at, upper(span) as end_at
                from (select unnest(range_agg(tstzrange(start_at, end_at))) as span from busy_elsewhere
                      where therapist_id = ? and start_at >= ? and start_at < ? and end_at > ?) as spans
                order by 1
                """,
                row -> new TimeSlot(
                        Objects.requireNonNull(Sql.instant(row, "start_at")),
                        Objects.requireNonNull(Sql.instant(row, "end_at"))),
                therapistId,
                from.minus(LONGEST_ROW),
                to,
                from);
    }

    @Transactional
    Adding add(UUID therapistId, CalendarAddress address) {
        // Two at once could each count four.
        sql.list(
                "select id from therapist where id = ? for update",
                row -> row.getObject("id", UUID.class),
                therapistId);
        var there = sql.list(
                "select address from busy_calendar where therapist_id = ?",
                row -> row.getString("address"),
                therapistId);
        if (there.contains(address.where().uri().toString())) {
            return new Adding.AlreadyThere();
        }
        if (there.size() >= MOST_PER_THERAPIST) {
            return new Adding.TooMany();
        }
        var id = Ids.next();
        var now = clock.instant();
        sql.update(
                "insert into busy_calendar (id, therapist_id, address, created_at, next_fetch_at) values (?, ?, ?, ?, ?)",
                id,
                therapistId,
                address.where().uri().toString(),
                now,
                now);
        return new Adding.Added(find(therapistId, id).orElseThrow());
    }

    /** Its busy times go with it. */
    @Transactional
    boolean remove(UUID therapistId, UUID id) {
        boolean there = sql.update("delete from busy_calendar where therapist_id = ? and id = ?", therapistId, id) > 0;
        if (there) {
            sql.update("delete from busy_elsewhere where source_id = ?", id);
        }
        return there;
    }

    /** Claims what is due; another replica that looks at the same moment claims others. */
    @Transactional
    List<Due> claim(int most) {
        var now = clock.instant();
        return sql.list("""
                update busy_calendar set next_fetch_at = ?, last_attempt_at = ? where id in (
                  select id from busy_calendar where next_fetch_at <= ? order by next_fetch_at limit %d
                  for update skip locked)
                returning *
                """.formatted(most), this::due, now.plus(EVERY), now, now);
    }

    /** Claims one that somebody asked for. */
    @Transactional
    Asking claim(UUID therapistId, UUID id) {
        var now = clock.instant();
        var claimed = sql.list("""
                update busy_calendar set next_fetch_at = ?, last_attempt_at = ?
                where therapist_id = ? and id = ? and (last_attempt_at is null or last_attempt_at <= ?)
                returning *
                """, this::due, now.plus(EVERY), now, therapistId, id, now.minus(AT_MOST_EVERY));
        if (!claimed.isEmpty()) {
            return new Asking.Now(claimed.getFirst());
        }
        return find(therapistId, id)
                .<Asking>map(calendar -> {
                    var last = Objects.requireNonNullElse(calendar.lastAttemptAt(), now);
                    return new Asking.JustAsked(Duration.between(now, last.plus(AT_MOST_EVERY)));
                })
                .orElseGet(Asking.Unknown::new);
    }

    /** Where whole days and times without a zone are meant, and which times matter. */
    record Frame(BusyTimes.Home home, Instant from, Instant until) {}

    @Transactional
    Frame frame(UUID therapistId) {
        var now = clock.instant();
        var first = therapists.zone(therapistId).orElse(ZoneOffset.UTC);
        var zones = new TreeMap<LocalDate, ZoneId>();
        sql.list(
                """
                select b.from_date, l.zone from therapist_base b join location l on l.id = b.location_id
                where b.therapist_id = ?
                """,
                row -> zones.put(row.getObject("from_date", LocalDate.class), ZoneId.of(row.getString("zone"))),
                therapistId);
        return new Frame(
                day -> {
                    var base = zones.floorEntry(day);
                    return base == null ? first : base.getValue();
                },
                now.minus(BACK),
                now.plus(AHEAD));
    }

    /** It is as it was. */
    @Transactional
    void unchanged(UUID id) {
        sql.update("""
                update busy_calendar set last_success_at = ?, failing_since = null, failure_code = null, failure_sentence = null
                where id = ?
                """, clock.instant(), id);
    }

    /** What was read before stays. */
    @Transactional
    void failed(UUID id, String code, String sentence) {
        sql.update("""
                update busy_calendar set failing_since = coalesce(failing_since, ?), failure_code = ?, failure_sentence = ?
                where id = ?
                """, clock.instant(), code, sentence, id);
    }

    /** Puts what was read in place of what was there, all or nothing. */
    @Transactional
    void replace(Due due, Download.Received received, BusyTimes.Reading.Busy read) {
        var now = clock.instant();
        // Also the lock that keeps two readings of one calendar apart; a calendar removed meanwhile stays removed.
        boolean there = sql.update("""
                        update busy_calendar set last_success_at = ?, last_read_at = ?, failing_since = null, failure_code = null,
                          failure_sentence = null, etag = ?, last_modified = ?, notes = cast(? as text[])
                        where id = ?
                        """, now, now, received.etag(), received.lastModified(), read.notes(), due.id) > 0;
        if (!there) {
            return;
        }
        sql.update("delete from busy_elsewhere where source_id = ?", due.id);
        var rows = read.busy().stream().flatMap(BusyCalendars::rows).toList();
        sql.update(
                """
                insert into busy_elsewhere (id, source_id, therapist_id, start_at, end_at)
                select uuidv7(), ?, ?, start_at, end_at
                from unnest(cast(? as timestamptz[]), cast(? as timestamptz[])) as busy (start_at, end_at)
                """,
                due.id,
                due.therapistId,
                rows.stream().map(TimeSlot::start).map(Instant::toString).toList(),
                rows.stream().map(TimeSlot::end).map(Instant::toString).toList());
    }

    /** In pieces, so that a search knows how long before its range a row that matters can begin. */
    private static Stream<TimeSlot> rows(TimeSlot busy) {
        return Stream.iterate(busy.start(), start -> start.isBefore(busy.end()), start -> start.plus(LONGEST_ROW))
                .map(start -> {
                    var end = start.plus(LONGEST_ROW);
                    return new TimeSlot(start, end.isBefore(busy.end()) ? end : busy.end());
                });
    }

    private BusyCalendar calendar(ResultSet row) throws SQLException {
        var code = row.getString("failure_code");
        var sentence = row.getString("failure_sentence");
        var failingSince = Sql.instant(row, "failing_since");
        return new BusyCalendar(
                row.getObject("id", UUID.class),
                address(row).shown(),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Sql.instant(row, "last_attempt_at"),
                Sql.instant(row, "last_success_at"),
                code == null || sentence == null ? null : new Failure(code, sentence),
                failingSince != null && !failingSince.plus(WARNED_AFTER).isAfter(clock.instant()),
                Arrays.asList((String[]) row.getArray("notes").getArray()));
    }

    private Due due(ResultSet row) throws SQLException {
        var read = Sql.instant(row, "last_read_at");
        boolean whole = read == null || !read.plus(WHOLE_EVERY).isAfter(clock.instant());
        return new Due(
                row.getObject("id", UUID.class),
                row.getObject("therapist_id", UUID.class),
                address(row),
                whole ? null : row.getString("etag"),
                whole ? null : row.getString("last_modified"));
    }

    private static CalendarAddress address(ResultSet row) throws SQLException {
        try {
            return CalendarAddress.of(row.getString("address"));
        } catch (NotAnAddress impossible) {
            throw new IllegalStateException("An address that was stored is one.");
        }
    }
}
