package org.kneadwell.booking.session;

import java.time.Instant;

/** What can come of a therapist's step in a session. */
sealed interface SessionOutcome {

    record Done(SessionView session, int version) implements SessionOutcome {}

    record CheckedIn(SessionView.Made checkIn) implements SessionOutcome {}

    record NoShowRecorded() implements SessionOutcome {}

    /** It was not this therapist's appointment, or none that was agreed. */
    record Unknown() implements SessionOutcome {}

    /** @param from when it may begin */
    record TooEarly(Instant from) implements SessionOutcome {}

    /** The appointment's day is over; what took place can no longer be recorded as it happens. */
    record TooLate() implements SessionOutcome {}

    /** @param state of the appointment */
    record NotBooked(String state) implements SessionOutcome {}

    /** A session cannot begin twice, nor can a client who came be a no-show. */
    record BegunAlready() implements SessionOutcome {}

    /** No session is going on. */
    record NotGoingOn() implements SessionOutcome {}

    /** The client's plan is suspended or forbids any pressure. */
    record ClientNotCleared() implements SessionOutcome {}
}
