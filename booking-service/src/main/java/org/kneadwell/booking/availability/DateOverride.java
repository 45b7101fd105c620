package org.kneadwell.booking.availability;

import java.time.LocalDate;
import java.util.List;
import org.kneadwell.booking.slot.engine.LocalHours;

/**
 * What holds on one date instead of the weekly hours.
 *
 * @param hours empty closes the date
 */
public record DateOverride(LocalDate date, List<LocalHours> hours) {

    public DateOverride {
        hours = List.copyOf(hours);
    }
}
