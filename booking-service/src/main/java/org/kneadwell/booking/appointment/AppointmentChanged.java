package org.kneadwell.booking.appointment;

import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * Tells the other features of this service of a change, inside the transaction of the change: what an observer cannot do
 * undoes it. A hold that runs out by itself changes nothing and tells nobody.
 *
 * @param before the time it had, if that is not the one it has
 * @param by whose doing it is; null when nobody's
 */
public record AppointmentChanged(
        Kind kind,
        AppointmentDetails appointment,
        @Nullable TimeSlot before,
        @Nullable Party by) {

    public enum Kind {
        HELD,
        LET_GO,
        /** Asked for; the therapist has yet to accept. */
        REQUESTED,
        /** Agreed, at once or by the therapist's acceptance. */
        BOOKED,
        DECLINED,
        RESCHEDULED,
        CANCELLED,
        /** A request nobody answered in time. */
        LAPSED,
        COMPLETED,
        NO_SHOW
    }
}
