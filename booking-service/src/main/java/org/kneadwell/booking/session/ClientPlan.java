package org.kneadwell.booking.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** What this service knows of a client's pressure plan: results, never the answers behind them. */
@ApplicationScoped
class ClientPlan {

    /** Where to begin in a region the client has given no number for, if the ceiling allows it. */
    private static final int START_UNSAID = 3;

    private final DataSource database;

    ClientPlan(DataSource database) {
        this.database = database;
    }

    /**
     * Not while the plan is suspended, a reported sign has not been cleared, or no pressure at all is allowed. A client this
     * service knows nothing of may be.
     */
    boolean mayBeTreated(UUID clientId) {
        // A report stops sessions at once, also before the plan is suspended because of it and when no intake is known.
        String sql = """
                select (n.assessed_at is null or n.ceiling > 0)
                    and not coalesce(n.plan_suspended, false)
                    and not coalesce(a.reported_at > coalesce(n.resumed_at, '-infinity'::timestamptz), false)
                from (select cast(? as uuid) as id) c
                    left join client_needs n on n.client_id = c.id
                    left join client_alarm a on a.client_id = c.id
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, clientId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("A plan could not be read.", failure);
        }
    }

    Map<BodyRegion, RegionAim> regions(UUID clientId) {
        String sql = "select region, target, start from client_region where client_id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, clientId);
            var regions = new EnumMap<BodyRegion, RegionAim>(BodyRegion.class);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    regions.put(
                            BodyRegion.valueOf(row.getString("region").toUpperCase(Locale.ROOT)),
                            new RegionAim(intensity(row, "target"), intensity(row, "start")));
                }
            }
            return regions;
        } catch (SQLException failure) {
            throw new IllegalStateException("A plan could not be read.", failure);
        }
    }

    /** What holds for a region the plan does not mention: ask, and begin low. */
    RegionAim ifUnsaid(UUID clientId) {
        Integer ceiling = ceiling(clientId);
        int start = ceiling == null ? START_UNSAID : Math.min(START_UNSAID, ceiling);
        return new RegionAim(null, start < Intensity.MIN ? null : Intensity.of(start));
    }

    private @Nullable Integer ceiling(UUID clientId) {
        String sql = "select ceiling from client_needs where client_id = ? and assessed_at is not null";
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, clientId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt("ceiling") : null;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("A plan could not be read.", failure);
        }
    }

    private static @Nullable Intensity intensity(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : Intensity.of(value);
    }
}
