package org.kneadwell.booking.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.booking.figures.FiguresView.Cancellations;
import org.kneadwell.booking.figures.FiguresView.FigureLine;
import org.kneadwell.booking.figures.FiguresView.FigureName;
import org.kneadwell.booking.slot.WorkingMinutes;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.time.Period;

/** Counts appointments and working time. */
@ApplicationScoped
class Figures {

    /**
     * The first bounds are those of the whole world's dates and let the index be used; the dates of the appointment's own zone are
     * exact. What somebody only thought about (holds, requests nobody answered) is not counted.
     */
    private static final String COUNTS = """
            select a.therapist_id, a.location_id,
              coalesce(sum(extract(epoch from a.end_at - a.start_at) / 60) filter (where a.state <> 'cancelled'), 0) as minutes,
              count(*) filter (where a.state <> 'cancelled') as sessions,
              count(*) filter (where a.state = 'no_show') as no_shows,
              count(*) filter (where a.state = 'cancelled') as cancelled,
              count(*) filter (where a.state = 'cancelled' and a.closed_by = 'client' and a.closed_at > a.free_until) as late,
              count(*) filter (where a.state = 'cancelled' and a.closed_by = 'client') as by_client,
              count(*) filter (where a.state = 'cancelled' and a.closed_by = 'therapist') as by_therapist,
              count(*) filter (where a.state = 'cancelled' and a.closed_by = 'coordinator') as by_coordinator
            from appointment a
            where a.start_at >= (cast(? as date) - interval '14 hours') at time zone 'UTC'
              and a.start_at < (cast(? as date) + interval '36 hours') at time zone 'UTC'
              and cast(a.start_at at time zone a.zone as date) between ? and ?
              and a.state in ('booked', 'completed', 'no_show', 'cancelled')
            group by a.therapist_id, a.location_id""";

    private static final Cancellations NONE = new Cancellations(0, 0, 0, 0, 0);

    private record Key(UUID therapistId, UUID locationId) {}

    private record Counts(long minutes, long sessions, long noShows, Cancellations cancelled) {

        static final Counts ZERO = new Counts(0, 0, 0, NONE);
    }

    private final Sql sql;
    private final WorkingMinutes working;
    private final Clock clock;

    Figures(Sql sql, WorkingMinutes working, Clock clock) {
        this.sql = sql;
        this.working = working;
        this.clock = clock;
    }

    @Transactional
    FiguresView of(Period period) {
        Map<UUID, String> names = new HashMap<>();
        sql.list(
                "select id, name from therapist",
                row -> names.put(row.getObject("id", UUID.class), row.getString("name")));
        Map<Key, Counts> counts = new HashMap<>();
        sql.list(
                COUNTS,
                row -> counts.put(
                        new Key(row.getObject("therapist_id", UUID.class), row.getObject("location_id", UUID.class)),
                        counts(row)),
                period.from(),
                period.to(),
                period.from(),
                period.to());
        Map<Key, Long> worked = new HashMap<>();
        working.between(period.from(), period.to())
                .forEach(one -> worked.merge(new Key(one.therapistId(), one.locationId()), one.minutes(), Long::sum));
        return new FiguresView(period.from(), period.to(), lines(names, counts, worked));
    }

    @Transactional
    OpenRequests openRequests() {
        return sql.list(
                        "select count(*) as n, min(expires_at) as next from appointment where state = 'pending' and expires_at > ?",
                        row -> new OpenRequests(row.getLong("n"), Sql.instant(row, "next")),
                        clock.instant())
                .getFirst();
    }

    private List<FigureLine> lines(Map<UUID, String> names, Map<Key, Counts> counts, Map<Key, Long> worked) {
        Map<UUID, String> places = new HashMap<>();
        sql.list(
                "select id, name from location",
                row -> places.put(row.getObject("id", UUID.class), row.getString("name")));
        var keys = new ArrayList<Key>();
        worked.forEach((key, minutes) -> {
            if (minutes > 0 || counts.containsKey(key)) {
                keys.add(key);
            }
        });
        counts.keySet().stream().filter(key -> !worked.containsKey(key)).forEach(keys::add);
        return keys.stream()
                .map(key -> line(
                        new FigureName(key.therapistId, names.getOrDefault(key.therapistId, "")),
                        new FigureName(key.locationId, places.getOrDefault(key.locationId, "")),
                        worked.getOrDefault(key, 0L),
                        counts.getOrDefault(key, Counts.ZERO)))
                .sorted(Comparator.comparing(
                                (FigureLine line) -> line.therapist().name())
                        .thenComparing(line -> line.therapist().id())
                        .thenComparing(line -> line.location().name())
                        .thenComparing(line -> line.location().id()))
                .toList();
    }

    private static FigureLine line(FigureName therapist, FigureName location, long minutes, Counts counts) {
        return new FigureLine(
                therapist, location, minutes, counts.minutes, counts.sessions, counts.noShows, counts.cancelled);
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("minutes"),
                row.getLong("sessions"),
                row.getLong("no_shows"),
                new Cancellations(
                        row.getLong("cancelled"),
                        row.getLong("late"),
                        row.getLong("by_client"),
                        row.getLong("by_therapist"),
                        row.getLong("by_coordinator")));
    }
}
