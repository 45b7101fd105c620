package org.kneadwell.booking.series;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.time.InOurTime;

/**
 * Another time for one occurrence, or for it and all that follow.
 *
 * @param number of the occurrence, from 1
 * @param date its new date; those that follow move by as many days. Left out: the dates stay
 * @param time the new time on the wall clock. Left out: the times stay
 */
record SeriesChange(
        @Min(1) @Max(12) int number,
        @NotNull Scope scope,
        @InOurTime @Nullable LocalDate date,

        @Nullable @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "10:30")
        LocalTime time) {

    /** How much of a series is meant. */
    @Schema(name = "SeriesScope")
    enum Scope {
        @JsonProperty("one")
        ONE,
        @JsonProperty("following")
        FOLLOWING
    }

    /**
     * Giving up one occurrence, or it and all that follow.
     *
     * @param reason for the therapist; may be left out
     */
    @Schema(name = "SeriesCancellation")
    record Cancellation(
            @Min(1) @Max(12) int number,
            @NotNull Scope scope,
            @Size(max = 500) @Nullable String reason) {}
}
