package org.kneadwell.booking.calendar;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** Appointments to write into calendars, and entries as a library that did not write them reads them. */
final class Entries {

    private final UUID id = UUID.randomUUID();
    private String state = "booked";
    private int sequence;
    private String language = "en";
    private String therapist = "Ada";
    private ZoneId zone = ZoneId.of("America/New_York");
    private TimeSlot time = TimeSlot.of(Instant.parse("2026-03-03T14:00:00Z"), Duration.ofHours(1));

    private Entries() {}

    /** Cleo Okafor's with Ada, on Tuesday at 09:00 in New York, for deep tissue. */
    static Entries aBookedAppointment() {
        return new Entries();
    }

    Entries at(ZoneId zone, Instant start, int minutes) {
        this.zone = zone;
        time = TimeSlot.of(start, Duration.ofMinutes(minutes));
        return this;
    }

    Entries state(String state) {
        this.state = state;
        return this;
    }

    Entries changed(int times) {
        sequence = times;
        return this;
    }

    Entries in(String language) {
        this.language = language;
        return this;
    }

    Entries by(String therapist) {
        this.therapist = therapist;
        return this;
    }

    AppointmentDetails it() {
        return new AppointmentDetails(
                id,
                state,
                sequence,
                UUID.randomUUID(),
                "Cleo Okafor",
                "cleo@example.test",
                language,
                UUID.randomUUID(),
                UUID.randomUUID(),
                therapist,
                UUID.randomUUID(),
                "Deep tissue",
                new BigDecimal("93.17"),
                "USD",
                UUID.randomUUID(),
                "Quiet Room",
                "1 Elm Street; Door B",
                "Upstairs",
                zone,
                time,
                true,
                null,
                null,
                false,
                null);
    }

    record Read(String uid, String summary, String status, int sequence, Instant start, Instant end) {}

    /** By ical4j, which is not what writes them. */
    static List<Read> readByAnother(String ics) throws Exception {
        var found = new ArrayList<Read>();
        var calendar = new CalendarBuilder().build(new StringReader(ics));
        for (var component : calendar.getComponents("VEVENT")) {
            var event = (VEvent) component;
            found.add(new Read(
                    event.getUid().orElseThrow().getValue(),
                    event.getSummary().getValue(),
                    event.getStatus().getValue(),
                    event.getSequence().getSequenceNo(),
                    instant(event.<Temporal>getDateTimeStart().getDate()),
                    instant(event.<Temporal>getDateTimeEnd().getDate())));
        }
        return found;
    }

    private static Instant instant(Temporal time) {
        return time instanceof OffsetDateTime offset ? offset.toInstant() : Instant.from(time);
    }
}
