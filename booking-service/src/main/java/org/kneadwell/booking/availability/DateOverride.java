package org.kneadwell.booking.availability;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.LocalHours;

/**
 * What holds on one date instead of the weekly hours.
 *
 * @param hours empty closes the date
 */
public record DateOverride(LocalDate date, List<Piece> hours) {

    /** @param locationId where; null: at the therapist's base */
    public record Piece(LocalHours hours, @Nullable UUID locationId) {}

    public DateOverride {
        hours = List.copyOf(hours);
    }
}
