package org.kneadwell.booking.slot.engine;

/** Whether one requested start is a slot. */
public sealed interface SlotDecision {

    /** It is one of those the list would show. */
    record Offered(TimeSlot slot) implements SlotDecision {}

    /** It is not; why is the first rule that refuses it. */
    record Refused(Refusal why, String sentence) implements SlotDecision {}

    /** The rules a single start can break, first match wins. */
    enum Refusal {
        IN_THE_PAST,
        TOO_SOON,
        TOO_FAR_AHEAD,
        OUTSIDE_WORKING_HOURS,
        /** It overlaps something booked. */
        TAKEN,
        /** It comes nearer to something booked than the buffers, or the way between two places, allow. */
        INSIDE_A_BUFFER,
        OFF_THE_GRID,
        LEAVES_A_GAP,
        DAY_OR_WEEK_FULL
    }
}
