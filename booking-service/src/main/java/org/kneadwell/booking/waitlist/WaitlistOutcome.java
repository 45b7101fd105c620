package org.kneadwell.booking.waitlist;

import java.util.List;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** What can come of a client's wish about the waitlist. */
sealed interface WaitlistOutcome {

    record Joined(EntryView entry) implements WaitlistOutcome {}

    record Accepted(EntryView entry, UUID appointmentId) implements WaitlistOutcome {}

    record Declined(EntryView entry) implements WaitlistOutcome {}

    record Withdrawn() implements WaitlistOutcome {}

    /** Nothing here, or somebody else's. */
    record Unknown() implements WaitlistOutcome {}

    /** The input makes no sense. */
    record Nonsense(String code, String field, String sentence) implements WaitlistOutcome {}

    /** Not now, or not any more. */
    record Refused(String code, String sentence, List<TimeSlot> alternatives) implements WaitlistOutcome {}
}
