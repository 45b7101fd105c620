package org.kneadwell.booking.slot.engine;

/**
 * One rule's part in there being no slot.
 *
 * @param rule the rule
 * @param all whether it took everything the rules before it had left, or only some of it
 * @param sentence the same for a person
 */
public record WhyNone(Rule rule, boolean all, String sentence) {

    /** The rules in the order in which they are applied. */
    public enum Rule {
        WORKING_HOURS,
        /** No piece of open time is long enough. */
        LENGTH,
        /** One is, but no start on the grid lies in the range. */
        GRID,
        TIME_OFF,
        TAKEN,
        GAPS,
        CAPS,
        PAST,
        NOTICE,
        HORIZON
    }
}
