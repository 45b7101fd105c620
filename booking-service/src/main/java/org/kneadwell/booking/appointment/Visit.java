package org.kneadwell.booking.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * An agreed appointment as the session needs it.
 *
 * @param state booked, cancelled, completed or no_show
 * @param startedAt when its session began
 */
public record Visit(
        UUID id,
        UUID clientId,
        UUID therapistId,
        TimeSlot time,
        String state,
        @Nullable Instant startedAt) {

    public boolean booked() {
        return state.equals("booked");
    }

    static Visit of(Appointment appointment, Instant now) {
        return new Visit(
                appointment.id(),
                appointment.clientId(),
                appointment.therapistId(),
                appointment.time(),
                appointment.state(now).key(),
                appointment.sessionStartedAt());
    }
}
