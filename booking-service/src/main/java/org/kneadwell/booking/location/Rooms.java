package org.kneadwell.booking.location;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.id.Ids;

/** The rooms of locations. */
@ApplicationScoped
class Rooms {

    record RoomView(UUID id, String name) {}

    /** What can come of adding a room. */
    sealed interface Adding {

        record Added(RoomView room) implements Adding {}

        record Exists() implements Adding {}

        record NoSuchLocation() implements Adding {}
    }

    private final Sql sql;
    private final Locations locations;
    private final Clock clock;

    Rooms(Sql sql, Locations locations, Clock clock) {
        this.sql = sql;
        this.locations = locations;
        this.clock = clock;
    }

    /** @return empty for an unknown location */
    @Transactional
    Optional<List<RoomView>> of(UUID locationId) {
        return locations.byId(List.of(locationId)).isEmpty()
                ? Optional.empty()
                : Optional.of(sql.list(
                        "select id, name from room where location_id = ? and closed_at is null order by name, id",
                        row -> new RoomView(row.getObject("id", UUID.class), row.getString("name")),
                        locationId));
    }

    @Transactional
    Adding add(UUID locationId, String name) {
        if (locations.byId(List.of(locationId)).isEmpty()) {
            return new Adding.NoSuchLocation();
        }
        var room = new RoomView(Ids.next(), name);
        int added = sql.update(
                "insert into room (id, version, location_id, name, created_at) values (?, 0, ?, ?, ?)"
                        + " on conflict (location_id, name) where closed_at is null do nothing",
                room.id,
                locationId,
                name,
                clock.instant());
        return added == 1 ? new Adding.Added(room) : new Adding.Exists();
    }

    /** @return whether it was open there */
    @Transactional
    boolean close(UUID locationId, UUID roomId) {
        return sql.update(
                        "update room set closed_at = ?, version = version + 1"
                                + " where id = ? and location_id = ? and closed_at is null",
                        clock.instant(),
                        roomId,
                        locationId)
                > 0;
    }
}
