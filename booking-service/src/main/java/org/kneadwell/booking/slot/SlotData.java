package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.Busy;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.slot.engine.WorkingHours;

/** Reads what the engine needs, for many therapists at once: one query for each kind of thing, none per therapist. */
@ApplicationScoped
class SlotData {

    private static final String OFFERS = """
            select t.id, t.account_id, t.name, t.email, l.zone, l.name as location_name, l.address, s.id as service_id,
              s.name as service_name, s.minutes, s.price_amount, s.price_currency, r.*
            from service s
              join therapist t on t.id = s.therapist_id
              join location l on l.id = t.location_id
              left join booking_rules r on r.therapist_id = t.id
            where s.id = any (?) and t.published_at is not null
            """;

    /** What counts for a client is where the client is; for others, where the therapist works. */
    private static final String LICENSED = """
            select valid_from, valid_until from licence
            where therapist_id = ? and verified_at is not null and jurisdiction = coalesce(
              (select jurisdiction from client_profile where client_id = ?),
              (select l.jurisdiction from therapist t join location l on l.id = t.location_id where t.id = ?))
            """;

    private static final String WEEKLY = "select therapist_id, day, from_time, to_time from working_hours"
            + " where therapist_id = any (?) order by therapist_id, day, from_time";

    private static final String OVERRIDES = "select therapist_id, date, from_time, to_time from date_override"
            + " where therapist_id = any (?) and date between ? and ? order by therapist_id, date, from_time";

    private static final String TIME_OFF = "select therapist_id, start_at, end_at from time_off"
            + " where therapist_id = any (?) and start_at < ? and end_at > ?";

    private static final String ZONES =
            "select t.id, l.zone from therapist t join location l on l.id = t.location_id" + " where t.id = any (?)";

    /** Served by an index that holds all it needs; the first condition bounds it from below. */
    private static final String BUSY = """
            select therapist_id, start_at, end_at, blocked_from, blocked_until, state, client_id, service_id
            from appointment
            where therapist_id = any (?) and blocked_from > ? and blocked_from < ? and blocked_until > ?
              and state in ('held', 'pending', 'booked', 'completed', 'no_show')
              and (state <> 'held' or expires_at > ?)
            """;

    /** No appointment is longer than this with its buffers, so that one that reaches into a range begins in reach of it. */
    private static final Duration LONGEST = Duration.ofHours(32);

    private final DataSource database;

    SlotData(DataSource database) {
        this.database = database;
    }

    /** A therapist's time, as far as it was asked for. */
    record Agenda(WorkingHours hours, List<TimeSlot> timeOff, List<Taken> taken) {

        /** Everything taken, but for this client's own hold on this session, which is no obstacle to its holder. */
        List<Busy> busyBut(@Nullable UUID clientId, UUID serviceId) {
            return taken.stream()
                    .filter(time -> !(time.held && time.clientId.equals(clientId) && time.serviceId.equals(serviceId)))
                    .map(Taken::busy)
                    .toList();
        }
    }

    /** Time of a session that blocks, and whose it is if it is only held. */
    record Taken(Busy busy, boolean held, UUID clientId, UUID serviceId) {}

    List<Offer> offers(Collection<UUID> serviceIds) {
        return read(
                OFFERS,
                query -> query.setArray(1, ids(query, serviceIds)),
                row -> new Offer(
                        row.getObject("id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        ZoneId.of(row.getString("zone")),
                        row.getString("location_name"),
                        row.getString("address"),
                        row.getObject("service_id", UUID.class),
                        row.getString("service_name"),
                        row.getBigDecimal("price_amount"),
                        row.getString("price_currency"),
                        rules(row).forLength(Duration.ofMinutes(row.getInt("minutes")))));
    }

    /** Days on which a verified licence covers a session, both included. */
    record Licensed(LocalDate from, LocalDate until) {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }
    }

    List<Licensed> licensed(UUID therapistId, UUID accountId) {
        return read(
                LICENSED,
                query -> {
                    query.setObject(1, therapistId);
                    query.setObject(2, accountId);
                    query.setObject(3, therapistId);
                },
                row -> new Licensed(
                        row.getObject("valid_from", LocalDate.class), row.getObject("valid_until", LocalDate.class)));
    }

    Map<UUID, Agenda> agendas(Collection<UUID> therapistIds, Instant from, Instant to, Instant now) {
        Map<UUID, Map<DayOfWeek, List<LocalHours>>> weekly = new HashMap<>();
        read(
                WEEKLY,
                query -> query.setArray(1, ids(query, therapistIds)),
                row -> weekly.computeIfAbsent(
                                row.getObject("therapist_id", UUID.class), _ -> new EnumMap<>(DayOfWeek.class))
                        .computeIfAbsent(DayOfWeek.of(row.getInt("day")), _ -> new ArrayList<>())
                        .add(hours(row)));

        Map<UUID, Map<LocalDate, List<LocalHours>>> overrides = new HashMap<>();
        read(
                OVERRIDES,
                query -> {
                    query.setArray(1, ids(query, therapistIds));
                    query.setObject(2, LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(2));
                    query.setObject(3, LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(2));
                },
                row -> {
                    List<LocalHours> pieces = overrides
                            .computeIfAbsent(row.getObject("therapist_id", UUID.class), _ -> new HashMap<>())
                            .computeIfAbsent(row.getObject("date", LocalDate.class), _ -> new ArrayList<>());
                    // A closed date is one row without hours.
                    return row.getObject("from_time") != null && pieces.add(hours(row));
                });

        Map<UUID, List<TimeSlot>> timeOff = new HashMap<>();
        read(
                TIME_OFF,
                query -> {
                    query.setArray(1, ids(query, therapistIds));
                    query.setObject(2, utc(to));
                    query.setObject(3, utc(from));
                },
                row -> timeOff.computeIfAbsent(row.getObject("therapist_id", UUID.class), _ -> new ArrayList<>())
                        .add(new TimeSlot(instant(row, "start_at"), instant(row, "end_at"))));

        Map<UUID, List<Taken>> taken = new HashMap<>();
        read(
                BUSY,
                query -> {
                    query.setArray(1, ids(query, therapistIds));
                    query.setObject(2, utc(from.minus(LONGEST)));
                    query.setObject(3, utc(to));
                    query.setObject(4, utc(from));
                    query.setObject(5, utc(now));
                },
                row -> taken.computeIfAbsent(row.getObject("therapist_id", UUID.class), _ -> new ArrayList<>())
                        .add(taken(row)));

        Map<UUID, Agenda> agendas = new HashMap<>();
        read(ZONES, query -> query.setArray(1, ids(query, therapistIds)), row -> {
            UUID id = row.getObject("id", UUID.class);
            var hours = new WorkingHours(
                    ZoneId.of(row.getString("zone")),
                    weekly.getOrDefault(id, Map.of()),
                    overrides.getOrDefault(id, Map.of()));
            return agendas.put(
                    id, new Agenda(hours, timeOff.getOrDefault(id, List.of()), taken.getOrDefault(id, List.of())));
        });
        return agendas;
    }

    private static Taken taken(ResultSet row) throws SQLException {
        var time = new TimeSlot(instant(row, "start_at"), instant(row, "end_at"));
        var busy = Busy.session(
                time,
                Duration.between(instant(row, "blocked_from"), time.start()),
                Duration.between(time.end(), instant(row, "blocked_until")));
        return new Taken(
                busy,
                row.getString("state").equals("held"),
                row.getObject("client_id", UUID.class),
                row.getObject("service_id", UUID.class));
    }

    private static LocalHours hours(ResultSet row) throws SQLException {
        return new LocalHours(row.getObject("from_time", LocalTime.class), row.getObject("to_time", LocalTime.class));
    }

    /** The rules in a row of booking_rules; the defaults if the row has none. */
    static BookingRules rules(ResultSet row) throws SQLException {
        String grid = row.getString("grid");
        if (grid == null) {
            return BookingRules.DEFAULT;
        }
        return new BookingRules(
                row.getInt("interval_minutes"),
                row.getInt("buffer_before_minutes"),
                row.getInt("buffer_after_minutes"),
                row.getInt("notice_minutes"),
                row.getInt("horizon_days"),
                BookingRules.Grid.valueOf(grid.toUpperCase(Locale.ROOT)),
                BookingRules.Gaps.valueOf(row.getString("gaps").toUpperCase(Locale.ROOT)),
                number(row, "day_sessions"),
                number(row, "day_minutes"),
                number(row, "week_sessions"),
                number(row, "week_minutes"));
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Array ids(PreparedStatement query, Collection<UUID> ids) throws SQLException {
        return query.getConnection().createArrayOf("uuid", ids.toArray());
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement query) throws SQLException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            binding.to(query);
            var read = new ArrayList<T>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    read.add(reading.of(row));
                }
            }
            return read;
        } catch (SQLException failure) {
            throw new IllegalStateException("Slots could not be read.", failure);
        }
    }
}
