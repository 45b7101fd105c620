package org.kneadwell.booking.payment;

/** What can come of taking back a line of the ledger. */
public enum ReversalOutcome {
    DONE,
    /** Only what somebody recorded by hand, and the late fee, can be taken back. */
    NOT_REVERSIBLE,
    REVERSED_ALREADY,
    /** It was given back in the meantime. */
    REFUNDED_ALREADY
}
