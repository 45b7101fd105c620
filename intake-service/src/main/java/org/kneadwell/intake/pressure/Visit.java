package org.kneadwell.intake.pressure;

import java.time.Instant;

/**
 * What about a visit matters for where it begins.
 *
 * @param firstVisit whether the client has not yet completed a session with this therapist
 * @param startLighter whether the client asked to begin lighter
 * @param lastNormal whether the last follow-up was NORMAL, or there was none
 * @param tolerance what the client said about today
 */
public record Visit(Instant at, boolean firstVisit, boolean startLighter, boolean lastNormal, Tolerance tolerance) {

    /** A first visit about which nothing else is known: the careful assumption. */
    public static Visit first(Instant at, boolean startLighter, boolean lastNormal) {
        return new Visit(at, true, startLighter, lastNormal, Tolerance.SAME);
    }
}
