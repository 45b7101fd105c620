package org.kneadwell.booking.slot;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The free slots of one session in some days.
 *
 * @param zone of the location the therapist is entered with; the dates asked for are its
 * @param locations where the slots are; show the times of a slot in the zone of its location
 * @param whyNone if there are none, which rules left nothing
 */
public record SlotList(String zone, List<FreeSlot> items, List<Place> locations, List<String> whyNone) {

    public record FreeSlot(Instant start, Instant end, UUID locationId) {}

    public record Place(UUID id, String name, String address, String zone) {

        static Place of(Workplace workplace) {
            return new Place(
                    workplace.locationId(),
                    workplace.name(),
                    workplace.address(),
                    workplace.zone().getId());
        }
    }
}
