package org.kneadwell.booking.slot;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
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
 * @param travelMinutes on the way between two locations, where no travel time is given for them; 30 if left out
 * @param acceptance whether a booking stands at once or when the therapist accepts it; at once if left out
 * @param answerHours how long the therapist has to accept; 24 if left out
 * @param freeCancelHours how long before the start a client may cancel free of charge; 24 if left out
 * @param lateFeePercent what a later cancellation costs, in percent of the price; nothing if left out
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
        @Min(1) @Max(10080) @Nullable Integer weekMinutes,
        @Min(0) @Max(600) @Nullable Integer travelMinutes,
        @Nullable Acceptance acceptance,
        @Min(1) @Max(168) @Nullable Integer answerHours,
        @Min(0) @Max(336) @Nullable Integer freeCancelHours,
        @Min(0) @Max(100) @Nullable Integer lateFeePercent) {

    public BookingRules {
        travelMinutes = travelMinutes == null ? Integer.valueOf(30) : travelMinutes;
        acceptance = acceptance == null ? Acceptance.INSTANT : acceptance;
        answerHours = answerHours == null ? Integer.valueOf(24) : answerHours;
        freeCancelHours = freeCancelHours == null ? Integer.valueOf(24) : freeCancelHours;
        lateFeePercent = lateFeePercent == null ? Integer.valueOf(0) : lateFeePercent;
    }

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

    /** When a booking stands. */
    public enum Acceptance {
        @JsonProperty("instant")
        INSTANT,
        @JsonProperty("by_therapist")
        BY_THERAPIST;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For a therapist who has said nothing: every half hour, a quarter of an hour to turn the room over, two hours' notice. */
    static final BookingRules DEFAULT = new BookingRules(
            30, 0, 15, 120, 60, Grid.FROM_WINDOW_START, Gaps.ANY, null, null, null, null, null, null, null, null, null);

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

    BookingTerms terms() {
        return new BookingTerms(
                Duration.ofMinutes(given(travelMinutes)),
                acceptance == Acceptance.BY_THERAPIST,
                Duration.ofHours(given(answerHours)),
                Duration.ofHours(given(freeCancelHours)),
                given(lateFeePercent));
    }

    private static int given(@Nullable Integer filledIn) {
        return Objects.requireNonNull(filledIn, "the constructor fills it in");
    }
}
