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

    /** Not while the plan is suspended or allows no pressure at all. A client this service knows nothing of may be. */
    boolean mayBeTreated(UUID clientId) {
        Needs needs = needs(clientId);
        return needs == null || (needs.ceiling > 0 && !needs.suspended);
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
        Needs needs = needs(clientId);
        int start = needs == null ? START_UNSAID : Math.min(START_UNSAID, needs.ceiling);
        return new RegionAim(null, start < Intensity.MIN ? null : Intensity.of(start));
    }

    private record Needs(int ceiling, boolean suspended) {}

    private @Nullable Needs needs(UUID clientId) {
        String sql = "select ceiling, plan_suspended from client_needs where client_id = ? and assessed_at is not null";
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, clientId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Needs(row.getInt("ceiling"), row.getBoolean("plan_suspended")) : null;
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
