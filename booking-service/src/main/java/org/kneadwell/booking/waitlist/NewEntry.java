package org.kneadwell.booking.waitlist;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.availability.Weekday;
import org.kneadwell.kit.time.InOurTime;

/**
 * What somebody waits for. Dates and times are local to where the session takes place.
 *
 * @param therapistIds with whom; left out or empty: anybody who fits
 * @param serviceId which session; or else
 * @param serviceMinutes how long a session
 * @param from first date
 * @param to last date, included
 * @param days on which days of the week; left out or empty: any
 * @param fromTime not before that time of day; left out together with toTime: any
 * @param toTime over by that time of day
 */
record NewEntry(
        @Size(max = 20) @Nullable List<@NotNull UUID> therapistIds,
        @Nullable UUID serviceId,
        @Min(15) @Max(240) @Nullable Integer serviceMinutes,
        @NotNull @InOurTime LocalDate from,
        @NotNull @InOurTime LocalDate to,
        @Size(max = 7) @Nullable List<@NotNull Weekday> days,

        @Nullable @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "09:00")
        LocalTime fromTime,

        @Nullable @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "13:00")
        LocalTime toTime) {

    List<UUID> therapists() {
        return therapistIds == null
                ? List.of()
                : therapistIds.stream().distinct().sorted().toList();
    }

    List<Weekday> weekdays() {
        return days == null ? List.of() : days.stream().distinct().sorted().toList();
    }
}
