package org.kneadwell.booking.series;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;

/** Keeps which appointments are one series. */
@ApplicationScoped
class SeriesStore {

    record Series(
            UUID id,
            int version,
            UUID clientId,
            UUID therapistId,
            UUID therapistAccountId,
            String therapistName,
            UUID serviceId,
            String serviceName,
            @Nullable UUID locationId,
            ZoneId zone,
            LocalDateTime firstStart,
            Rhythm every,
            Instant createdAt) {}

    /** @param appointmentId null: it could not be booked */
    record Row(
            UUID seriesId,
            int number,
            Instant wantedAt,
            @Nullable UUID appointmentId) {}

    private final Sql sql;

    SeriesStore(Sql sql) {
        this.sql = sql;
    }

    void add(Series series, List<Row> rows) {
        sql.update(
                """
                insert into series (id, version, client_id, therapist_id, therapist_account_id, therapist_name, service_id,
                    service_name, location_id, zone, first_start, every_weeks, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                series.id(),
                series.version(),
                series.clientId(),
                series.therapistId(),
                series.therapistAccountId(),
                series.therapistName(),
                series.serviceId(),
                series.serviceName(),
                series.locationId(),
                series.zone().getId(),
                series.firstStart(),
                series.every().weeks(),
                series.createdAt());
        for (Row row : rows) {
            sql.update(
                    "insert into series_occurrence (series_id, number, wanted_at, appointment_id) values (?, ?, ?, ?)",
                    row.seriesId(),
                    row.number(),
                    row.wantedAt(),
                    row.appointmentId());
        }
    }

    void booked(UUID seriesId, int number, Instant wantedAt, UUID appointmentId) {
        sql.update(
                "update series_occurrence set appointment_id = ?, wanted_at = ? where series_id = ? and number = ?",
                appointmentId,
                wantedAt,
                seriesId,
                number);
    }

    void touch(UUID id) {
        sql.update("update series set version = version + 1 where id = ?", id);
    }

    /** The client's series, locked: its occurrences are changed by one transaction at a time. */
    Optional<Series> lock(UUID id, UUID clientId) {
        return sql
                .list(
                        "select * from series where id = ? and client_id = ? for update",
                        SeriesStore::series,
                        id,
                        clientId)
                .stream()
                .findFirst();
    }

    Optional<Series> find(UUID id) {
        return sql.list("select * from series where id = ?", SeriesStore::series, id).stream()
                .findFirst();
    }

    /** @param before the last one of the page before; newest first */
    List<Series> of(UUID accountId, boolean asClient, boolean asTherapist, @Nullable UUID before, int limit) {
        return sql.list("""
                select * from series
                where ((client_id = ? and ?) or (therapist_account_id = ? and ?)) and (cast(? as uuid) is null or id < ?)
                order by id desc limit ?
                """, SeriesStore::series, accountId, asClient, accountId, asTherapist, before, before, limit);
    }

    Map<UUID, List<Row>> rows(Collection<UUID> seriesIds) {
        return sql
                .list(
                        "select * from series_occurrence where series_id = any (cast(? as uuid[])) order by series_id, number",
                        row -> new Row(
                                row.getObject("series_id", UUID.class),
                                row.getInt("number"),
                                instant(row, "wanted_at"),
                                row.getObject("appointment_id", UUID.class)),
                        seriesIds)
                .stream()
                .collect(Collectors.groupingBy(Row::seriesId));
    }

    /** The zone of a location. */
    Optional<ZoneId> zone(UUID locationId) {
        return sql
                .list("select zone from location where id = ?", row -> ZoneId.of(row.getString("zone")), locationId)
                .stream()
                .findFirst();
    }

    /** The zone a therapist's hours are in on a date: the base may change from a date on. */
    Optional<ZoneId> zoneOn(UUID therapistId, LocalDate date) {
        return sql.list("""
                        select l.zone from location l where l.id = coalesce(
                          (select b.location_id from therapist_base b where b.therapist_id = ? and b.from_date <= ?
                           order by b.from_date desc limit 1),
                          (select t.location_id from therapist t where t.id = ?))
                        """, row -> ZoneId.of(row.getString("zone")), therapistId, date, therapistId).stream()
                .findFirst();
    }

    private static Series series(ResultSet row) throws SQLException {
        return new Series(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getObject("client_id", UUID.class),
                row.getObject("therapist_id", UUID.class),
                row.getObject("therapist_account_id", UUID.class),
                row.getString("therapist_name"),
                row.getObject("service_id", UUID.class),
                row.getString("service_name"),
                row.getObject("location_id", UUID.class),
                ZoneId.of(row.getString("zone")),
                row.getObject("first_start", LocalDateTime.class),
                Rhythm.ofWeeks(row.getInt("every_weeks")),
                instant(row, "created_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(Sql.instant(row, column)).orElseThrow();
    }
}
