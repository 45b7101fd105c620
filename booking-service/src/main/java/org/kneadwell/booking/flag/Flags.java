package org.kneadwell.booking.flag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.Party;
import org.kneadwell.booking.appointment.Placement;
import org.kneadwell.booking.flag.Resolution.Outcome;
import org.kneadwell.booking.sql.Sql;

/** The flagged appointments, for coordinators. */
@ApplicationScoped
class Flags {

    private static final String READ = """
            select f.*, a.state as appointment_state, a.start_at, a.end_at, a.zone, a.client_id,
              a.client_name, a.therapist_id, a.therapist_name
            from appointment_flag f join appointment a on a.id = f.appointment_id
            """;

    private final Bookings bookings;
    private final Sql sql;
    private final Clock clock;

    Flags(Bookings bookings, Sql sql, Clock clock) {
        this.bookings = bookings;
        this.sql = sql;
        this.clock = clock;
    }

    /** @param after the last one of the page before */
    @Transactional
    List<FlagView> list(boolean open, @Nullable UUID after, int limit) {
        return sql.list(
                READ + " where f.resolved_at is " + (open ? "null" : "not null")
                        + " and (cast(? as uuid) is null or f.id > cast(? as uuid)) order by f.id limit ?",
                Flags::view,
                after,
                after,
                limit);
    }

    /** Does what the coordinator decided, and says who did. */
    @Transactional
    FlagOutcome resolve(UUID id, UUID coordinator, Resolution wanted) {
        Optional<FlagView> found = find(id);
        if (found.isEmpty()) {
            return new FlagOutcome.Unknown();
        }
        if (found.get().resolvedAt() != null) {
            return new FlagOutcome.ResolvedAlready();
        }
        if (wanted.outcome() == Outcome.REBOOKED && wanted.start() == null) {
            return new FlagOutcome.StartMissing();
        }
        if (wanted.outcome() != Outcome.REBOOKED && wanted.start() != null) {
            return new FlagOutcome.StartNotAsked();
        }
        // Moving it to where it is changes nothing, so the day would still be one that no licence covers.
        if (found.get().appointment().start().equals(wanted.start())) {
            return new FlagOutcome.StartUnchanged();
        }
        UUID appointment = found.get().appointment().id();
        // The appointment before the flag: its change resolves the flag, and locks in this order too.
        switch (wanted.outcome()) {
            case KEPT -> {}
            case CANCELLED -> {
                if (!bookings.cancel(appointment, Party.COORDINATOR, "No licence covers this day any more.")) {
                    return new FlagOutcome.TooLate();
                }
            }
            case REBOOKED -> {
                Instant start = Objects.requireNonNull(wanted.start());
                if (bookings.move(appointment, null, start, Party.COORDINATOR) instanceof Placement.NotPlaced why) {
                    return new FlagOutcome.NotMoved(why);
                }
            }
        }
        int resolved = sql.update(
                """
                update appointment_flag set resolved_at = ?, outcome = ?, resolved_by = ?, note = ?
                where id = ? and (resolved_at is null or (resolved_by is null and outcome = ? and outcome <> 'kept'))
                """,
                clock.instant(),
                wanted.outcome().key(),
                coordinator,
                wanted.note(),
                id,
                wanted.outcome().key());
        return resolved == 0 ? new FlagOutcome.ResolvedAlready() : new FlagOutcome.Resolved(find(id).orElseThrow());
    }

    private Optional<FlagView> find(UUID id) {
        return sql.list(READ + " where f.id = ?", Flags::view, id).stream().findFirst();
    }

    private static FlagView view(ResultSet row) throws SQLException {
        Instant resolvedAt = Sql.instant(row, "resolved_at");
        return new FlagView(
                row.getObject("id", UUID.class),
                row.getString("reason"),
                resolvedAt == null ? "open" : "resolved",
                new FlagView.FlaggedAppointment(
                        row.getObject("appointment_id", UUID.class),
                        row.getString("appointment_state"),
                        Objects.requireNonNull(Sql.instant(row, "start_at")),
                        Objects.requireNonNull(Sql.instant(row, "end_at")),
                        row.getString("zone")),
                new FlagView.Person(row.getObject("client_id", UUID.class), row.getString("client_name")),
                new FlagView.Person(row.getObject("therapist_id", UUID.class), row.getString("therapist_name")),
                row.getObject("day", LocalDate.class),
                row.getString("jurisdiction"),
                Objects.requireNonNull(Sql.instant(row, "raised_at")),
                resolvedAt,
                row.getString("outcome"),
                resolvedAt != null && row.getObject("resolved_by") == null,
                row.getString("note"));
    }
}
