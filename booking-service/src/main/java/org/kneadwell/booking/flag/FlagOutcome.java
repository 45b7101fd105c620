package org.kneadwell.booking.flag;

import org.kneadwell.booking.appointment.Placement;

/** What can come of resolving a flag. */
sealed interface FlagOutcome {

    record Resolved(FlagView flag) implements FlagOutcome {}

    record Unknown() implements FlagOutcome {}

    record ResolvedAlready() implements FlagOutcome {}

    /** With another time there has to be one, and without there must not be. */
    record StartMissing() implements FlagOutcome {}

    record StartNotAsked() implements FlagOutcome {}

    /** Another time is wanted, and this is the one it has. */
    record StartUnchanged() implements FlagOutcome {}

    record TooLate() implements FlagOutcome {}

    record NotMoved(Placement.NotPlaced why) implements FlagOutcome {}
}
