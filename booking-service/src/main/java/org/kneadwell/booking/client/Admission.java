package org.kneadwell.booking.client;

/** Whether a client may have a session with a therapist on a day. */
public sealed interface Admission {

    /** @param firstVisit whether the client has not completed a session with this therapist yet */
    record Admitted(boolean firstVisit) implements Admission {}

    record Refused(Refusal why) implements Admission {}
}
