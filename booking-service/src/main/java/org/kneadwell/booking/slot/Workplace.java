package org.kneadwell.booking.slot;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a session can take place.
 *
 * @param room the room it takes; null when it needs none
 */
public record Workplace(
        UUID locationId,
        String name,
        String address,
        ZoneId zone,
        @Nullable Room room) {

    /** A room of the location. */
    public record Room(UUID id, String name) {}

    Workplace in(Room other) {
        return new Workplace(locationId, name, address, zone, other);
    }
}
