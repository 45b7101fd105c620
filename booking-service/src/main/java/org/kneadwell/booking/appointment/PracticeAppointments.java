package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.PracticeAppointment.PracticeService;
import org.kneadwell.booking.sql.Sql;

/**
 * Reads appointments for other systems. Only the columns that are told are read, all of one table: none of a client's, and none
 * that row-level security keeps. A hold is its client's business and is not among them.
 */
@ApplicationScoped
class PracticeAppointments {

    /** An appointment with the version its ETag is made of. */
    record Versioned(PracticeAppointment appointment, int version) {}

    private static final String STATE = "case when state = 'pending' and expires_at <= ? then 'expired' else state end";

    private static final String READ = "select id, version, " + STATE + " as state_now, " + """
            start_at, end_at, zone, therapist_id, therapist_name, service_id, service_name, service_minutes, location_id,
            location_name, location_address, room_name
            from appointment where client_name is not null
            """;

    /** How far the clocks of the world are from UTC, either way. */
    private static final int FAR_EAST = 14;

    private static final int FAR_WEST = 12;

    private final Sql sql;
    private final Clock clock;

    PracticeAppointments(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    Optional<Versioned> one(UUID id) {
        return sql.list(READ + " and id = ?", PracticeAppointments::versioned, clock.instant(), id).stream()
                .findFirst();
    }

    /** A page, and one more where there are more. */
    @Transactional
    List<PracticeAppointment> list(AppointmentQuery wanted) {
        var query = new StringBuilder(READ);
        var values = new ArrayList<@Nullable Object>();
        Instant now = clock.instant();
        values.add(now);
        query.append(" and ").append(STATE).append(" = any (?)");
        values.add(now);
        values.add(wanted.states(Set.of("pending", "booked", "cancelled", "completed", "no_show")));
        // The first bound lets the index be used; the second is exact in the place's own zone.
        if (wanted.from() != null) {
            query.append(" and start_at >= ? and cast(start_at at time zone zone as date) >= ?");
            values.add(wanted.from().atStartOfDay().minusHours(FAR_EAST).toInstant(ZoneOffset.UTC));
            values.add(wanted.from());
        }
        if (wanted.to() != null) {
            query.append(" and start_at < ? and cast(start_at at time zone zone as date) <= ?");
            values.add(
                    wanted.to().plusDays(1).atStartOfDay().plusHours(FAR_WEST).toInstant(ZoneOffset.UTC));
            values.add(wanted.to());
        }
        var after = wanted.after();
        if (after != null) {
            query.append(" and (start_at, id) > (?, ?)");
            values.add(after.start());
            values.add(after.id());
        }
        query.append(" order by start_at, id limit ?");
        values.add(wanted.limit() + 1);
        return sql.list(query.toString(), PracticeAppointments::versioned, values.toArray()).stream()
                .map(Versioned::appointment)
                .toList();
    }

    private static Versioned versioned(ResultSet row) throws SQLException {
        return new Versioned(
                new PracticeAppointment(
                        row.getObject("id", UUID.class),
                        row.getString("state_now"),
                        Objects.requireNonNull(Sql.instant(row, "start_at")),
                        Objects.requireNonNull(Sql.instant(row, "end_at")),
                        row.getString("zone"),
                        new AppointmentView.Person(
                                row.getObject("therapist_id", UUID.class), row.getString("therapist_name")),
                        new PracticeService(
                                row.getObject("service_id", UUID.class),
                                row.getString("service_name"),
                                row.getInt("service_minutes")),
                        new AppointmentView.Place(
                                row.getObject("location_id", UUID.class),
                                row.getString("location_name"),
                                row.getString("location_address"),
                                row.getString("room_name"))),
                row.getInt("version"));
    }
}
