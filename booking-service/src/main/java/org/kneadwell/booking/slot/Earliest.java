package org.kneadwell.booking.slot;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * The earliest free time of one therapist.
 *
 * @param slot null when there is none
 * @param zone where the slot is; null when there is none
 */
public record Earliest(
        UUID therapistId,
        @Nullable UUID serviceId,
        @Nullable TimeSlot slot,
        @Nullable ZoneId zone) {}
