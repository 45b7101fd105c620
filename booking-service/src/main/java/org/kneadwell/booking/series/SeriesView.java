package org.kneadwell.booking.series;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentView.Person;
import org.kneadwell.booking.slot.engine.TimeSlot;

/**
 * A series as its client or its therapist sees it.
 *
 * @param zone where it takes place; show the times in it
 * @param start of the first occurrence as it was asked for, on the wall clock of the zone
 */
record SeriesView(
        UUID id,
        Person therapist,
        Session service,
        String zone,
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm") LocalDateTime start,
        Rhythm every,
        int times,
        Instant createdAt,
        List<Occurrence> occurrences) {

    /** The session that comes again. */
    @Schema(name = "SeriesSession")
    record Session(UUID id, String name) {}

    /**
     * One session of the series, and what came of it.
     *
     * @param number from 1, in the order asked for
     * @param state bookable (in a preview), refused, or the state of its appointment: booked, pending, cancelled, completed, no_show
     *     or expired
     * @param start when it is; of a refused one, when it was wanted
     * @param code of the problem, when it was refused or not changed
     * @param sentence why, for a person
     * @param alternatives the nearest slots to a start that was refused just now
     */
    record Occurrence(
            int number,
            @Schema(examples = "booked") String state,
            Instant start,
            @Nullable Instant end,
            @Nullable UUID appointmentId,
            @Nullable String code,
            @Nullable String sentence,
            List<TimeSlot> alternatives) {

        static Occurrence refused(
                int number, Instant wanted, String code, String sentence, List<TimeSlot> alternatives) {
            return new Occurrence(number, "refused", wanted, null, null, code, sentence, alternatives);
        }

        static Occurrence of(int number, String state, TimeSlot time, @Nullable UUID appointmentId) {
            return new Occurrence(number, state, time.start(), time.end(), appointmentId, null, null, List.of());
        }

        /** The same, with why it was not changed. */
        Occurrence unchanged(String why, String says, List<TimeSlot> others) {
            return new Occurrence(number, state, start, end, appointmentId, why, says, others);
        }
    }
}
