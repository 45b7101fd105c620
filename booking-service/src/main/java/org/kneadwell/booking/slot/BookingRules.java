package org.kneadwell.booking.slot;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.SlotRules;
import org.kneadwell.booking.slot.engine.SlotRules.Caps;

/**
 * How a therapist's time may be booked, whatever the session.
 *
 * @param intervalMinutes from one possible start to the next
 * @param bufferBeforeMinutes kept free before a session
 * @param bufferAfterMinutes kept free after a session
 * @param noticeMinutes from now to the earliest start
 * @param horizonDays how many days ahead a session may start
 * @param grid whether starts are counted from the start of each free window or lie on the clock
 * @param gaps whether a day with bookings offers all starts or only those that open no gap
 * @param daySessions at most so many sessions on one local day; null: no limit
 * @param dayMinutes at most so many minutes of sessions on one local day
 * @param weekSessions at most so many sessions from Monday to Sunday
 * @param weekMinutes at most so many minutes of sessions from Monday to Sunday
 */
public record BookingRules(
        @Min(5) @Max(480) int intervalMinutes,
        @Min(0) @Max(240) int bufferBeforeMinutes,
        @Min(0) @Max(240) int bufferAfterMinutes,
        @Min(0) @Max(43200) int noticeMinutes,
        @Min(1) @Max(730) int horizonDays,
        @NotNull Grid grid,
        @NotNull Gaps gaps,
        @Min(1) @Max(100) @Nullable Integer daySessions,
        @Min(1) @Max(1440) @Nullable Integer dayMinutes,
        @Min(1) @Max(500) @Nullable Integer weekSessions,
        @Min(1) @Max(10080) @Nullable Integer weekMinutes) {

    /** Where possible starts lie. */
    public enum Grid {
        @JsonProperty("from_window_start")
        FROM_WINDOW_START,
        @JsonProperty("on_the_clock")
        ON_THE_CLOCK;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which of them are offered on a day that has bookings. */
    public enum Gaps {
        @JsonProperty("any")
        ANY,
        @JsonProperty("only_at_edges")
        ONLY_AT_EDGES;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For a therapist who has said nothing: every half hour, a quarter of an hour to turn the room over, two hours' notice. */
    static final BookingRules DEFAULT =
            new BookingRules(30, 0, 15, 120, 60, Grid.FROM_WINDOW_START, Gaps.ANY, null, null, null, null);

    SlotRules forLength(Duration length) {
        return new SlotRules(
                length,
                Duration.ofMinutes(intervalMinutes),
                Duration.ofMinutes(bufferBeforeMinutes),
                Duration.ofMinutes(bufferAfterMinutes),
                Duration.ofMinutes(noticeMinutes),
                horizonDays,
                SlotRules.Grid.valueOf(grid.name()),
                SlotRules.Gaps.valueOf(gaps.name()),
                new Caps(daySessions, dayMinutes, weekSessions, weekMinutes));
    }
}
