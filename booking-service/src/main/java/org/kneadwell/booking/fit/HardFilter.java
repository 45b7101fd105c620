package org.kneadwell.booking.fit;

/** What a therapist must meet before anything is scored. The names are those a client sees. */
public enum HardFilter {
    /** A licence valid in the client's jurisdiction on the day of the session. */
    H1,
    /** At least one eligible style. */
    H2,
    /** The therapist's lightest work is within the ceiling. */
    H3,
    /** Gentle only, or cleared: the therapist adapts the pressure. */
    H4,
    /** The therapist talks about pressure. */
    H5,
    /** The client has not blocked the therapist. */
    H6
}
