package org.kneadwell.booking.availability;

import java.time.DayOfWeek;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.LocalHours;

/**
 * A piece of open time that comes back every week; a day with none is closed.
 *
 * @param locationId where; null: at the therapist's base
 */
public record WeeklyHours(
        DayOfWeek day, LocalHours hours, @Nullable UUID locationId) {}
