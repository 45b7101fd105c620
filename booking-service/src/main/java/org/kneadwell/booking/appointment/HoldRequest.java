package org.kneadwell.booking.appointment;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A wish for one slot.
 *
 * @param start exactly as the list of slots shows it
 * @param end as the list shows it, for who wants to be sure of the length; may be left out
 * @param locationId where; may be left out
 */
public record HoldRequest(
        @NotNull UUID therapistId,
        @NotNull UUID serviceId,
        // Keeps the offset it was written with, which tells a local time that does not exist.
        @NotNull
        @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        @Schema(examples = "2026-03-10T14:00:00Z")
        OffsetDateTime start,

        @Nullable @Schema(examples = "2026-03-10T15:00:00Z") OffsetDateTime end,
        @Nullable UUID locationId) {}
