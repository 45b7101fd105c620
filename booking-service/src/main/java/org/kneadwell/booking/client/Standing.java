package org.kneadwell.booking.client;

/** Whether a client may book at all. */
public sealed interface Standing {

    /** Nothing was assessed yet, or the client has not said where it is. */
    record IntakeNeeded(String reason) implements Standing {}

    /** The intake's result, or something reported since, stands against any session. */
    record NotBookable(String reason) implements Standing {}

    record Bookable(MatchingClient client) implements Standing {}
}
