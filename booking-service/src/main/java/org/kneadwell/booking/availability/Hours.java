package org.kneadwell.booking.availability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;

/** Stores when therapists work. */
@ApplicationScoped
public class Hours {

    private final Sql sql;

    Hours(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    List<WeeklyHours> weekly(UUID therapistId) {
        return sql.list(
                "select day, from_time, to_time, location_id from working_hours where therapist_id = ? order by day, from_time",
                row -> new WeeklyHours(
                        DayOfWeek.of(row.getInt("day")), hours(row), row.getObject("location_id", UUID.class)),
                therapistId);
    }

    /** Replaces all weekly hours. */
    @Transactional
    void replace(UUID therapistId, List<WeeklyHours> weekly) {
        sql.update("delete from working_hours where therapist_id = ?", therapistId);
        weekly.forEach(piece -> sql.update(
                "insert into working_hours (therapist_id, day, from_time, to_time, location_id) values (?, ?, ?, ?, ?)",
                therapistId,
                piece.day().getValue(),
                piece.hours().from(),
                piece.hours().to(),
                piece.locationId()));
    }

    /** @return empty where the weekly hours hold */
    @Transactional
    Optional<DateOverride> override(UUID therapistId, LocalDate date) {
        List<Optional<DateOverride.Piece>> rows = sql.list(
                """
                select from_time, to_time, location_id from date_override where therapist_id = ? and date = ?
                order by from_time, to_time
                """,
                row -> row.getObject("from_time") == null
                        ? Optional.empty()
                        : Optional.of(new DateOverride.Piece(hours(row), row.getObject("location_id", UUID.class))),
                therapistId,
                date);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new DateOverride(
                        date, rows.stream().flatMap(Optional::stream).toList()));
    }

    /** At most {@code limit} of the dates from this one on that have hours of their own, in order. */
    @Transactional
    List<DateOverride> overridesFrom(UUID therapistId, LocalDate from, int limit) {
        return sql
                .list(
                        "select distinct date from date_override where therapist_id = ? and date >= ? order by date limit ?",
                        row -> row.getObject("date", LocalDate.class),
                        therapistId,
                        from,
                        limit)
                .stream()
                .flatMap(date -> override(therapistId, date).stream())
                .toList();
    }

    @Transactional
    void replace(UUID therapistId, DateOverride override) {
        forget(therapistId, override.date());
        var insert =
                "insert into date_override (therapist_id, date, from_time, to_time, location_id) values (?, ?, ?, ?, ?)";
        if (override.hours().isEmpty()) {
            sql.update(insert, therapistId, override.date(), null, null, null);
        }
        override.hours()
                .forEach(piece -> sql.update(
                        insert,
                        therapistId,
                        override.date(),
                        piece.hours().from(),
                        piece.hours().to(),
                        piece.locationId()));
    }

    /** @return whether the date had hours of its own */
    @Transactional
    boolean forget(UUID therapistId, LocalDate date) {
        return sql.update("delete from date_override where therapist_id = ? and date = ?", therapistId, date) > 0;
    }

    /** @return at most {@code limit} of those not over at {@code now}, by id, which is the order they were entered in */
    @Transactional
    List<TimeOff> timeOffAfter(UUID therapistId, Instant now, UUID after, int limit) {
        return sql.list(
                "select id, start_at, end_at from time_off where therapist_id = ? and end_at > ? and id > ?"
                        + " order by id limit ?",
                Hours::timeOff,
                therapistId,
                now,
                after,
                limit);
    }

    @Transactional
    TimeOff add(UUID therapistId, Instant start, Instant end) {
        var timeOff = new TimeOff(Ids.next(), start, end);
        sql.update(
                "insert into time_off (id, therapist_id, start_at, end_at) values (?, ?, ?, ?)",
                timeOff.id(),
                therapistId,
                start,
                end);
        return timeOff;
    }

    /** @return whether there was such time off */
    @Transactional
    boolean removeTimeOff(UUID therapistId, UUID id) {
        return sql.update("delete from time_off where therapist_id = ? and id = ?", therapistId, id) > 0;
    }

    /** Two who replace the hours of one therapist do so one after the other. */
    void lock(UUID therapistId) {
        // PostgreSQL needs no right to update for this advisory lock, and the therapist's own version stays as it is.
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, 7))", row -> "", "hours " + therapistId);
    }

    private static LocalHours hours(ResultSet row) throws SQLException {
        return new LocalHours(row.getObject("from_time", LocalTime.class), row.getObject("to_time", LocalTime.class));
    }

    private static TimeOff timeOff(ResultSet row) throws SQLException {
        return new TimeOff(
                row.getObject("id", UUID.class),
                Objects.requireNonNull(Sql.instant(row, "start_at")),
                Objects.requireNonNull(Sql.instant(row, "end_at")));
    }
}
