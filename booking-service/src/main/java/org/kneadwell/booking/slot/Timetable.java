package org.kneadwell.booking.slot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.booking.slot.SlotData.Presence;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * What a published therapist has said about time and place, whatever is booked.
 *
 * @param presences hours, by where they are
 * @param travel how long from one location to another, where it is not as usual
 * @param offers by service
 */
record Timetable(
        List<Presence> presences, List<TimeSlot> timeOff, Map<Set<UUID>, Duration> travel, Map<UUID, Offer> offers) {

    Timetable {
        presences = List.copyOf(presences);
        timeOff = List.copyOf(timeOff);
        travel = Map.copyOf(travel);
        offers = Map.copyOf(offers);
    }
}
