package org.kneadwell.booking.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** What this service knows of a client's pressure plan: results, never the answers behind them. */
@ApplicationScoped
class ClientPlan {

    /** Where to begin in a region the client has given no number for, if the ceiling allows it. */
    private static final int START_UNSAID = 3;

    private final Sql sql;

    ClientPlan(Sql sql) {
        this.sql = sql;
    }

    /**
     * Not while the plan is suspended, a reported sign has not been cleared, or no pressure at all is allowed. A client this
     * service knows nothing of may be.
     */
    boolean mayBeTreated(UUID clientId) {
        // A report stops sessions at once, also before the plan is suspended because of it and when no intake is known.
        return sql.list("""
                        select (n.assessed_at is null or n.ceiling > 0)
                            and not coalesce(n.plan_suspended, false)
                            and not coalesce(a.reported_at > coalesce(n.resumed_at, '-infinity'::timestamptz), false)
                        from (select cast(? as uuid) as id) c
                            left join client_needs n on n.client_id = c.id
                            left join client_alarm a on a.client_id = c.id
                        """, row -> row.getBoolean(1), clientId).getFirst();
    }

    Map<BodyRegion, RegionAim> regions(UUID clientId) {
        var regions = new EnumMap<BodyRegion, RegionAim>(BodyRegion.class);
        sql.list(
                        "select region, target, start from client_region where client_id = ?",
                        row -> Map.entry(
                                BodyRegion.valueOf(row.getString("region").toUpperCase(Locale.ROOT)),
                                new RegionAim(intensity(row, "target"), intensity(row, "start"))),
                        clientId)
                .forEach(region -> regions.put(region.getKey(), region.getValue()));
        return regions;
    }

    /** What holds for a region the plan does not mention: ask, and begin low. */
    RegionAim ifUnsaid(UUID clientId) {
        int start = sql
                .list(
                        "select ceiling from client_needs where client_id = ? and assessed_at is not null",
                        row -> row.getInt("ceiling"),
                        clientId)
                .stream()
                .mapToInt(ceiling -> Math.min(START_UNSAID, ceiling))
                .findFirst()
                .orElse(START_UNSAID);
        return new RegionAim(null, start < Intensity.MIN ? null : Intensity.of(start));
    }

    private static @Nullable Intensity intensity(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : Intensity.of(value);
    }
}
