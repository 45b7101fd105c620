package org.kneadwell.booking.appointment;

import java.util.List;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** What came of asking for time on behalf of another feature. */
public sealed interface Placement {

    /** The time is held, asked for or booked. */
    record Placed(AppointmentDetails appointment) implements Placement {}

    /**
     * It is not.
     *
     * @param code of the problem, such as {@code slot-taken}
     * @param alternatives the nearest slots, possibly none
     */
    record NotPlaced(String code, String sentence, List<TimeSlot> alternatives) implements Placement {}
}
