package org.kneadwell.booking.slot;

import java.util.List;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * The free slots of one session in some days.
 *
 * @param zone where it takes place; show the times in it
 * @param whyNone if there are none, which rules left nothing
 */
public record SlotList(String zone, List<TimeSlot> items, List<String> whyNone) {}
