package org.kneadwell.booking.series;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A wish for several sessions at the same time on the wall clock.
 *
 * @param locationId where; may be left out: wherever the therapist works at those times
 * @param start of the first one, on the wall clock of the therapist's zone; a time that a clock change skips moves forward, one that
 *     comes twice is the earlier
 * @param every from one to the next: every week, every two or every four
 * @param times how many, the first included
 * @param replacements starts to take for single occurrences instead, as the alternatives of a preview show them
 * @param allOrNothing whether nothing is to be booked unless everything can be
 */
record NewSeries(
        @NotNull UUID therapistId,
        @NotNull UUID serviceId,
        @Nullable UUID locationId,

        @NotNull
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm")
        @Schema(
                type = SchemaType.STRING,
                examples = "2026-03-10T09:00",
                pattern = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$")
        LocalDateTime start,

        @NotNull @Schema(examples = "P1W") Rhythm every,

        @Min(2) @Max(12) int times,

        @Size(max = 12) @Nullable List<@NotNull @Valid Replacement> replacements,

        @Nullable Boolean allOrNothing) {

    /**
     * Another start for one occurrence.
     *
     * @param number of the occurrence, from 1
     */
    record Replacement(
            @Min(1) @Max(12) int number,

            // Keeps the offset it was written with, which tells a local time that does not exist.
            @NotNull
            @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            @Schema(examples = "2026-03-11T14:00:00Z")
            OffsetDateTime start) {}

    List<Replacement> replaced() {
        return Objects.requireNonNullElse(replacements, List.of());
    }

    boolean wholeOnly() {
        return Boolean.TRUE.equals(allOrNothing);
    }
}
