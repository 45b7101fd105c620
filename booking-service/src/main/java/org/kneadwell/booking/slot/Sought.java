package org.kneadwell.booking.slot;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A therapist whose earliest free time is asked for.
 *
 * @param serviceId the kind of session; null: there is none, and so no time for it
 * @param days the days that count, where the session takes place
 */
public record Sought(UUID therapistId, @Nullable UUID serviceId, List<Days> days) {}
