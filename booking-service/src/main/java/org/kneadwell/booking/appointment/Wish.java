package org.kneadwell.booking.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param locationId null: wherever the therapist works at that time
 */
public record Wish(
        UUID therapistId, UUID serviceId, @Nullable UUID locationId, Instant start) {}
