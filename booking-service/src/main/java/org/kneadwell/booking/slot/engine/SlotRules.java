package org.kneadwell.booking.slot.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a therapist wants a kind of session to be booked.
 *
 * @param length of the session
 * @param interval from one possible start to the next
 * @param bufferBefore kept free before the session; may reach outside the hours
 * @param bufferAfter kept free after the session; may reach outside the hours
 * @param minimumNotice from now to the earliest start
 * @param horizonDays how many days ahead a session may start, today being 0; null: no limit
 * @param grid where possible starts lie
 * @param gaps which of them are offered
 * @param caps how much a day or a week may hold
 */
public record SlotRules(
        Duration length,
        Duration interval,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration minimumNotice,
        @Nullable Integer horizonDays,
        Grid grid,
        Gaps gaps,
        Caps caps) {

    /** Where possible starts lie. */
    public enum Grid {
        /** Every interval from the start of each free window: nothing is lost behind a booking of odd length. */
        FROM_WINDOW_START,
        /** On multiples of the interval on the local clock, counted from midnight. */
        ON_THE_CLOCK
    }

    /** Which possible starts are offered. */
    public enum Gaps {
        ANY,
        /** On a day that has something booked, only the first and the last start of each free window, so that no unusable gap opens. */
        ONLY_AT_EDGES
    }

    /**
     * How much a local day or an ISO week (Monday to Sunday) may hold, the new session included. Null means no limit.
     *
     * @param dayMinutes minutes of session time, without buffers
     */
    public record Caps(
            @Nullable Integer daySessions,
            @Nullable Integer dayMinutes,
            @Nullable Integer weekSessions,
            @Nullable Integer weekMinutes) {

        public static final Caps NONE = new Caps(null, null, null, null);

        boolean none() {
            return daySessions == null && dayMinutes == null && weekSessions == null && weekMinutes == null;
        }
    }

    public SlotRules {
        requireMinutes("length", length, 1);
        requireMinutes("interval", interval, 1);
        requireMinutes("buffer before", bufferBefore, 0);
        requireMinutes("buffer after", bufferAfter, 0);
        requireMinutes("minimum notice", minimumNotice, 0);
        if (horizonDays != null && horizonDays < 0) {
            throw new IllegalArgumentException("A horizon is never negative.");
        }
    }

    private static void requireMinutes(String name, Duration value, int least) {
        if (value.toMinutes() < least || !value.equals(Duration.ofMinutes(value.toMinutes()))) {
            throw new IllegalArgumentException(
                    "The %s is %d or more whole minutes, not %s.".formatted(name, least, value));
        }
    }

    /** A session with nothing around it that may start every length from the start of a free window. */
    public static SlotRules forLength(Duration length) {
        return new SlotRules(
                length,
                length,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                null,
                Grid.FROM_WINDOW_START,
                Gaps.ANY,
                Caps.NONE);
    }

    public SlotRules every(Duration interval) {
        return new SlotRules(length, interval, bufferBefore, bufferAfter, minimumNotice, horizonDays, grid, gaps, caps);
    }

    public SlotRules withBuffers(Duration before, Duration after) {
        return new SlotRules(length, interval, before, after, minimumNotice, horizonDays, grid, gaps, caps);
    }

    public SlotRules withNotice(Duration notice) {
        return new SlotRules(length, interval, bufferBefore, bufferAfter, notice, horizonDays, grid, gaps, caps);
    }

    public SlotRules withHorizon(@Nullable Integer days) {
        return new SlotRules(length, interval, bufferBefore, bufferAfter, minimumNotice, days, grid, gaps, caps);
    }

    public SlotRules on(Grid grid) {
        return new SlotRules(length, interval, bufferBefore, bufferAfter, minimumNotice, horizonDays, grid, gaps, caps);
    }

    public SlotRules with(Gaps gaps) {
        return new SlotRules(length, interval, bufferBefore, bufferAfter, minimumNotice, horizonDays, grid, gaps, caps);
    }

    public SlotRules with(Caps caps) {
        return new SlotRules(length, interval, bufferBefore, bufferAfter, minimumNotice, horizonDays, grid, gaps, caps);
    }
}
