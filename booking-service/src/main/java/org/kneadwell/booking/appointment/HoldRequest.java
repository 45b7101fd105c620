package org.kneadwell.booking.appointment;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A wish for one slot.
 *
 * @param start exactly as the list of slots shows it
 */
public record HoldRequest(
        @NotNull UUID therapistId,
        @NotNull UUID serviceId,
        @NotNull @Schema(examples = "2026-03-10T14:00:00Z") Instant start) {}
