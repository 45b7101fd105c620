package org.kneadwell.booking.appointment;

import java.time.Instant;
import java.util.UUID;

/**
 * An appointment as other systems see it: when, where, with whom and of what. Nothing says who comes, or anything about them.
 *
 * @param state pending, booked, cancelled, completed, no_show, or expired: a request nobody answered in time
 * @param zone where it takes place; show start and end in it
 */
record PracticeAppointment(
        UUID id,
        String state,
        Instant start,
        Instant end,
        String zone,
        AppointmentView.Person therapist,
        PracticeService service,
        AppointmentView.Place location) {

    record PracticeService(UUID id, String name, int minutes) {}
}
