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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.Busy;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.slot.engine.WorkingHours;
import org.kneadwell.kit.language.Language;

/**
 * Reads what the engine needs, for many therapists at once: one query for each kind of thing, none per therapist. What changes
 * rarely is a {@link Timetable} and kept in memory; what is taken is read each time.
 */
@ApplicationScoped
class SlotData {

    private static final String OFFERS = """
            select t.id, t.account_id, t.name, t.email, t.mail_language, l.zone, s.id as service_id, s.name as service_name, s.minutes,
              s.price_amount, s.price_currency, s.needs_room, r.*
            from service s
              join therapist t on t.id = s.therapist_id
              join location l on l.id = t.location_id
              left join booking_rules r on r.therapist_id = t.id
            where t.id = any (?) and t.published_at is not null
            """;

    private static final String PUBLISHED = "select id from therapist where published_at is not null";

    /** What counts for a client is where the client is; for others, where the therapist works. */
    private static final String LICENSED = """
            select valid_from, valid_until from licence
            where therapist_id = ? and verified_at is not null and jurisdiction = coalesce(
              (select jurisdiction from client_profile where client_id = ?),
              (select l.jurisdiction from therapist t join location l on l.id = t.location_id where t.id = ?))
            """;

    private static final String WEEKLY = "select therapist_id, day, from_time, to_time, location_id from working_hours"
            + " where therapist_id = any (?) order by therapist_id, day, from_time";

    private static final String OVERRIDES = """
            select therapist_id, date, from_time, to_time, location_id from date_override
            where therapist_id = any (?) and date >= ? order by therapist_id, date, from_time
            """;

    private static final String TIME_OFF =
            "select therapist_id, start_at, end_at from time_off where therapist_id = any (?) and end_at > ?";

    /** The location a therapist was entered with, and those that are the base from a date on. */
    private static final String BASES = """
            select t.id, t.location_id, null::date as from_date from therapist t
            where t.id = any (?) and t.published_at is not null
            union all
            select b.therapist_id, b.location_id, b.from_date from therapist_base b where b.therapist_id = any (?)
            order by 1, 3 nulls first
            """;

    private static final String LOCATIONS = "select id, name, address, zone from location where id = any (?)";

    private static final String TRAVEL =
            "select therapist_id, one, other, minutes from travel_time where therapist_id = any (?)";

    private static final String ROOMS = """
            select id, location_id, name from room where location_id = any (?) and closed_at is null order by name, id
            """;

    /** Each half is served by an index that holds all it needs; the first condition of each bounds it from below. */
    private static final String TAKEN = """
            select id, therapist_id, start_at, end_at, blocked_from, blocked_until, state, client_id, service_id, location_id
            from appointment
            where therapist_id = any (?) and blocked_from > ? and blocked_from < ? and blocked_until > ?
              and state in ('held', 'pending', 'booked', 'completed', 'no_show')
              and (state not in ('held', 'pending') or expires_at > ?)
            union all
            select null, therapist_id, start_at, end_at, start_at, end_at, 'elsewhere', null, null, null
            from busy_elsewhere
            where therapist_id = any (?) and start_at > ? and start_at < ? and end_at > ?
            """;

    private static final String HELD_BY = """
            select id, blocked_from, blocked_until from appointment
            where client_id = ? and therapist_id = ? and service_id = ? and state = 'held' and expires_at > ?
            order by blocked_from
            """;

    private static final String ROOM_BUSY = """
            select id, room_id, start_at, end_at, blocked_from, blocked_until, state, client_id, service_id
            from appointment
            where room_id = any (?) and blocked_from > ? and blocked_from < ? and blocked_until > ?
              and state in ('held', 'pending', 'booked', 'completed', 'no_show')
              and (state not in ('held', 'pending') or expires_at > ?)
            """;

    /**
     * No appointment is longer than this with its buffers, and no row of busy time elsewhere is (busy_elsewhere_is_short), so
     * that one that reaches into a range begins in reach of it.
     */
    private static final Duration LONGEST = Duration.ofHours(32);

    private final DataSource database;

    SlotData(DataSource database) {
        this.database = database;
    }

    /** Hours at one place. */
    record Presence(Workplace place, WorkingHours hours) {}

    /** What takes a therapist's time: in calendars elsewhere, and here. */
    record TakenTime(List<Busy> elsewhere, List<Taken> here) {

        static final TakenTime NONE = new TakenTime(List.of(), List.of());
    }

    /** A therapist's time, as far as it was asked for. */
    record Agenda(Timetable timetable, TakenTime taken) {

        /**
         * Everything that keeps the therapist from a session at one place: sessions elsewhere with the way there and back. But not
         * what is no obstacle to whoever asks.
         */
        List<Busy> busyAt(UUID locationId, Offer offer, Asker asker) {
            var ways = new Travel(offer.terms().travel(), timetable.travel());
            var busy = new ArrayList<>(taken.elsewhere);
            for (Taken time : taken.here) {
                if (!asker.ignores(time.id, time.held, time.clientId, time.serviceId, offer)) {
                    busy.add(time.from(locationId, ways));
                }
            }
            return busy;
        }
    }

    /** Time of a session that blocks, where it is, and whose it is if it is only held. */
    record Taken(UUID id, Busy busy, boolean held, UUID clientId, UUID serviceId, UUID locationId) {

        Busy from(UUID other, Travel travel) {
            Duration way = travel.between(locationId, other);
            return way.isZero()
                    ? busy
                    : Busy.session(
                            busy.time(),
                            busy.bufferBefore().plus(way),
                            busy.bufferAfter().plus(way));
        }
    }

    /** How long a therapist is on the way from one location to another. */
    record Travel(Duration otherwise, Map<Set<UUID>, Duration> known) {

        Duration between(UUID one, UUID other) {
            return one.equals(other) ? Duration.ZERO : known.getOrDefault(Set.of(one, other), otherwise);
        }
    }

    /**
     * Who asks.
     *
     * @param clientId who looks at a list, in which a client's own holds on the session looked for hide nothing; null: nobody's
     * @param vacated what leaves its time if this is decided: the holds that are replaced, the appointment that moves
     */
    record Asker(@Nullable UUID clientId, Set<UUID> vacated) {

        boolean ignores(UUID id, boolean held, UUID holder, UUID serviceId, Offer wanted) {
            return vacated.contains(id) || (held && holder.equals(clientId) && serviceId.equals(wanted.serviceId()));
        }
    }

    /** Rooms of a location with what takes them; none of it counts as the therapist's own sessions. */
    record RoomAgenda(Workplace.Room room, List<RoomTaken> taken) {

        List<Busy> busyBut(Asker asker, Offer offer) {
            return taken.stream()
                    .filter(time -> !asker.ignores(time.id, time.held, time.clientId, time.serviceId, offer))
                    .map(RoomTaken::busy)
                    .toList();
        }
    }

    record RoomTaken(UUID id, Busy busy, boolean held, UUID clientId, UUID serviceId) {}

    private Map<UUID, Map<UUID, Offer>> offers(Collection<UUID> therapistIds) {
        Map<UUID, Map<UUID, Offer>> offers = new HashMap<>();
        read(
                        OFFERS,
                        query -> query.setArray(1, ids(query, therapistIds)),
                        row -> new Offer(
                                row.getObject("id", UUID.class),
                                row.getObject("account_id", UUID.class),
                                row.getString("name"),
                                row.getString("email"),
                                Language.of(row.getString("mail_language")),
                                ZoneId.of(row.getString("zone")),
                                row.getObject("service_id", UUID.class),
                                row.getString("service_name"),
                                row.getBigDecimal("price_amount"),
                                row.getString("price_currency"),
                                row.getBoolean("needs_room"),
                                rules(row).forLength(Duration.ofMinutes(row.getInt("minutes"))),
                                rules(row).terms()))
                .forEach(offer -> offers.computeIfAbsent(offer.therapistId(), _ -> new HashMap<>())
                        .put(offer.serviceId(), offer));
        return offers;
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

    /** A client's hold with its buffers. */
    record OwnHold(UUID id, TimeSlot blocked) {}

    /** What a client holds of one session, by time. */
    List<OwnHold> heldBy(UUID clientId, Offer offer, Instant now) {
        return read(
                HELD_BY,
                query -> {
                    query.setObject(1, clientId);
                    query.setObject(2, offer.therapistId());
                    query.setObject(3, offer.serviceId());
                    query.setObject(4, utc(now));
                },
                row -> new OwnHold(
                        row.getObject("id", UUID.class),
                        new TimeSlot(instant(row, "blocked_from"), instant(row, "blocked_until"))));
    }

    List<UUID> published() {
        return read(PUBLISHED, _ -> {}, row -> row.getObject("id", UUID.class));
    }

    /**
     * The timetables of those of the therapists that are published.
     *
     * @param since what was over before is left out
     */
    Map<UUID, Timetable> timetables(Collection<UUID> therapistIds, Instant since) {
        Map<UUID, PresenceBuilder> builders = new HashMap<>();
        Set<UUID> locationIds = new HashSet<>();
        read(
                BASES,
                query -> {
                    query.setArray(1, ids(query, therapistIds));
                    query.setArray(2, ids(query, therapistIds));
                },
                row -> {
                    UUID location = row.getObject("location_id", UUID.class);
                    builders.computeIfAbsent(row.getObject("id", UUID.class), _ -> new PresenceBuilder())
                            .base(row.getObject("from_date", LocalDate.class), location);
                    return locationIds.add(location);
                });
        read(WEEKLY, query -> query.setArray(1, ids(query, therapistIds)), row -> {
            UUID location = row.getObject("location_id", UUID.class);
            builder(builders, row).weekly(location, DayOfWeek.of(row.getInt("day")), hours(row));
            return location != null && locationIds.add(location);
        });
        read(
                OVERRIDES,
                query -> {
                    query.setArray(1, ids(query, therapistIds));
                    query.setObject(
                            2, LocalDate.ofInstant(since, ZoneOffset.UTC).minusDays(2));
                },
                row -> {
                    UUID location = row.getObject("location_id", UUID.class);
                    // A closed date is one row without hours.
                    builder(builders, row)
                            .override(
                                    location,
                                    row.getObject("date", LocalDate.class),
                                    row.getObject("from_time") == null ? null : hours(row));
                    return location != null && locationIds.add(location);
                });
        Map<UUID, List<TimeSlot>> timeOff = new HashMap<>();
        read(
                TIME_OFF,
                query -> {
                    query.setArray(1, ids(query, therapistIds));
                    query.setObject(2, utc(since));
                },
                row -> timeOff.computeIfAbsent(row.getObject("therapist_id", UUID.class), _ -> new ArrayList<>())
                        .add(new TimeSlot(instant(row, "start_at"), instant(row, "end_at"))));
        Map<UUID, Workplace> places = new HashMap<>();
        read(LOCATIONS, query -> query.setArray(1, ids(query, locationIds)), row -> {
            var place = new Workplace(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    row.getString("address"),
                    ZoneId.of(row.getString("zone")),
                    null);
            return places.put(place.locationId(), place);
        });
        Map<UUID, Map<Set<UUID>, Duration>> travel = new HashMap<>();
        read(
                TRAVEL,
                query -> query.setArray(1, ids(query, therapistIds)),
                row -> travel.computeIfAbsent(row.getObject("therapist_id", UUID.class), _ -> new HashMap<>())
                        .put(
                                Set.of(row.getObject("one", UUID.class), row.getObject("other", UUID.class)),
                                Duration.ofMinutes(row.getInt("minutes"))));
        Map<UUID, Map<UUID, Offer>> offers = offers(therapistIds);

        Map<UUID, Timetable> timetables = new HashMap<>();
        builders.forEach((id, builder) -> {
            // Changed while it was read: then it is read once more.
            if (builder.hasBase()) {
                timetables.put(
                        id,
                        new Timetable(
                                builder.presences(places),
                                timeOff.getOrDefault(id, List.of()),
                                travel.getOrDefault(id, Map.of()),
                                offers.getOrDefault(id, Map.of())));
            }
        });
        return timetables;
    }

    /** What takes time of these therapists in a range; those with nothing are left out. */
    Map<UUID, TakenTime> taken(Collection<UUID> therapistIds, Instant from, Instant to, Instant now) {
        Map<UUID, TakenTime> taken = new HashMap<>();
        read(
                TAKEN,
                query -> {
                    range(query, therapistIds, from, to, now);
                    query.setArray(6, ids(query, therapistIds));
                    query.setObject(7, utc(from.minus(LONGEST)));
                    query.setObject(8, utc(to));
                    query.setObject(9, utc(from));
                },
                row -> {
                    var time = taken.computeIfAbsent(
                            row.getObject("therapist_id", UUID.class),
                            _ -> new TakenTime(new ArrayList<>(), new ArrayList<>()));
                    return row.getObject("id") == null
                            ? time.elsewhere.add(
                                    Busy.elsewhere(new TimeSlot(instant(row, "start_at"), instant(row, "end_at"))))
                            : time.here.add(taken(row));
                });
        return taken;
    }

    /** The rooms of locations, by location, in the order in which they are taken. */
    Map<UUID, List<RoomAgenda>> rooms(Collection<UUID> locationIds, Instant from, Instant to, Instant now) {
        Map<UUID, List<Workplace.Room>> rooms = new HashMap<>();
        read(
                ROOMS,
                query -> query.setArray(1, ids(query, locationIds)),
                row -> rooms.computeIfAbsent(row.getObject("location_id", UUID.class), _ -> new ArrayList<>())
                        .add(new Workplace.Room(row.getObject("id", UUID.class), row.getString("name"))));
        List<UUID> roomIds = rooms.values().stream()
                .flatMap(List::stream)
                .map(Workplace.Room::id)
                .toList();
        Map<UUID, List<RoomTaken>> taken = new HashMap<>();
        read(
                ROOM_BUSY,
                query -> range(query, roomIds, from, to, now),
                row -> taken.computeIfAbsent(row.getObject("room_id", UUID.class), _ -> new ArrayList<>())
                        .add(new RoomTaken(
                                row.getObject("id", UUID.class),
                                busy(row, false),
                                row.getString("state").equals("held"),
                                row.getObject("client_id", UUID.class),
                                row.getObject("service_id", UUID.class))));
        Map<UUID, List<RoomAgenda>> agendas = new HashMap<>();
        rooms.forEach((location, all) -> agendas.put(
                location,
                all.stream()
                        .map(room -> new RoomAgenda(room, taken.getOrDefault(room.id(), List.of())))
                        .toList()));
        return agendas;
    }

    private static void range(PreparedStatement query, Collection<UUID> ids, Instant from, Instant to, Instant now)
            throws SQLException {
        query.setArray(1, ids(query, ids));
        query.setObject(2, utc(from.minus(LONGEST)));
        query.setObject(3, utc(to));
        query.setObject(4, utc(from));
        query.setObject(5, utc(now));
    }

    private static PresenceBuilder builder(Map<UUID, PresenceBuilder> builders, ResultSet row) throws SQLException {
        return builders.computeIfAbsent(row.getObject("therapist_id", UUID.class), _ -> new PresenceBuilder());
    }

    private static Taken taken(ResultSet row) throws SQLException {
        return new Taken(
                row.getObject("id", UUID.class),
                busy(row, true),
                row.getString("state").equals("held"),
                row.getObject("client_id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getObject("location_id", UUID.class));
    }

    private static Busy busy(ResultSet row, boolean session) throws SQLException {
        var time = new TimeSlot(instant(row, "start_at"), instant(row, "end_at"));
        return new Busy(
                time,
                Duration.between(instant(row, "blocked_from"), time.start()),
                Duration.between(time.end(), instant(row, "blocked_until")),
                session);
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
                number(row, "week_minutes"),
                row.getInt("travel_minutes"),
                BookingRules.Acceptance.valueOf(row.getString("acceptance").toUpperCase(Locale.ROOT)),
                row.getInt("answer_hours"),
                row.getInt("free_cancel_hours"),
                row.getInt("late_fee_percent"));
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
