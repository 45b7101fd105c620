package org.kneadwell.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.calendar.Entries.aBookedAppointment;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.calendar.AppointmentCalendar.For;
import org.kneadwell.booking.calendar.AppointmentCalendar.Method;

class AppointmentCalendarTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final AppointmentCalendar calendar =
            new AppointmentCalendar(Clock.fixed(NOW, ZoneOffset.UTC), "hello@kneadwell.example");

    private static VEvent read(String ics) {
        var calendars = Biweekly.parse(ics).all();
        assertThat(calendars).hasSize(1);
        assertThat(calendars.getFirst().getEvents()).hasSize(1);
        return calendars.getFirst().getEvents().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        // Lord Howe moves by half an hour, on 2026-04-05 back and on 2026-10-04 forward.
        "Australia/Lord_Howe, 2026-04-04T10:00, 2026-04-03T23:00:00Z",
        "Australia/Lord_Howe, 2026-04-05T10:00, 2026-04-04T23:30:00Z",
        "Australia/Lord_Howe, 2026-10-03T10:00, 2026-10-02T23:30:00Z",
        "Australia/Lord_Howe, 2026-10-04T10:00, 2026-10-03T23:00:00Z",
        "America/New_York, 2026-03-07T09:00, 2026-03-07T14:00:00Z",
        "America/New_York, 2026-03-08T09:00, 2026-03-08T13:00:00Z",
        "America/New_York, 2026-11-01T09:00, 2026-11-01T14:00:00Z",
        "Asia/Kathmandu, 2026-03-08T09:00, 2026-03-08T03:15:00Z",
        "Africa/Cairo, 2026-04-24T09:00, 2026-04-24T06:00:00Z",
    })
    void the_time_read_back_is_the_time_of_the_appointment(String zone, LocalDateTime local, Instant start)
            throws Exception {
        assertThat(local.atZone(ZoneId.of(zone)).toInstant()).isEqualTo(start);
        var ics =
                calendar.ics(aBookedAppointment().at(ZoneId.of(zone), start, 60).it(), Method.PUBLISH);

        var entry = read(ics);
        assertThat(entry.getDateStart().getValue().toInstant()).isEqualTo(start);
        assertThat(entry.getDateEnd().getValue().toInstant()).isEqualTo(start.plusSeconds(3600));
        var again = Entries.readByAnother(ics).getFirst();
        assertThat(again.start()).isEqualTo(start);
        assertThat(again.end()).isEqualTo(start.plusSeconds(3600));
    }

    @Test
    void an_entry_is_known_by_its_appointment_and_by_how_often_it_changed() {
        var appointment = aBookedAppointment().changed(3).it();

        var ics = calendar.ics(appointment, Method.PUBLISH);
        var entry = read(ics);

        assertThat(entry.getUid().getValue()).isEqualTo(appointment.id() + "@kneadwell");
        assertThat(entry.getSequence().getValue()).isEqualTo(3);
        assertThat(entry.getDateTimeStamp().getValue().toInstant()).isEqualTo(NOW);
        assertThat(Biweekly.parse(ics).first().getMethod().getValue()).isEqualTo("PUBLISH");
        assertThat(Biweekly.parse(ics)
                        .first()
                        .validate(biweekly.ICalVersion.V2_0)
                        .getWarnings())
                .isEmpty();
    }

    @Test
    void the_client_reads_with_whom_and_where_in_their_own_language() {
        var english = read(calendar.ics(aBookedAppointment().it(), Method.PUBLISH));
        var german = read(calendar.ics(aBookedAppointment().in("de-AT").it(), Method.PUBLISH));

        assertThat(english.getSummary().getValue()).isEqualTo("Massage appointment with Ada");
        assertThat(german.getSummary().getValue()).isEqualTo("Massagetermin bei Ada");
        assertThat(english.getLocation().getValue()).isEqualTo("Quiet Room, Upstairs, 1 Elm Street; Door B");
        assertThat(english.getOrganizer().getEmail()).isEqualTo("hello@kneadwell.example");
    }

    @Test
    void a_therapist_reads_that_somebody_comes_and_a_name_only_when_asked_for() {
        var plain = read(AppointmentCalendar.feed(List.of(aBookedAppointment().it()), For.THERAPIST, false, NOW));
        var named = read(AppointmentCalendar.feed(List.of(aBookedAppointment().it()), For.THERAPIST, true, NOW));

        assertThat(plain.getSummary().getValue()).isEqualTo("Appointment");
        assertThat(named.getSummary().getValue()).isEqualTo("Appointment with Cleo O.");
        assertThat(AppointmentCalendar.feed(List.of(aBookedAppointment().it()), For.THERAPIST, false, NOW))
                .doesNotContain("Cleo")
                .doesNotContain("cleo@");
    }

    @ParameterizedTest
    @CsvSource({"Cleo, Cleo", "Cleo Okafor, Cleo O.", "'  Cleo  Maria   Okafor ', Cleo O.", "Åsa 𝒵ed, Åsa 𝒵."})
    void a_name_is_shortened_to_a_first_name_and_an_initial(String name, String shown) {
        assertThat(AppointmentCalendar.firstNameAndInitial(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "pending, TENTATIVE",
        "booked, CONFIRMED",
        "completed, CONFIRMED",
        "no_show, CONFIRMED",
        "cancelled, CANCELLED",
        "expired, CANCELLED"
    })
    void the_state_is_told_as_calendars_know_it(String state, String status) {
        var entry = read(calendar.ics(aBookedAppointment().state(state).it(), Method.PUBLISH));

        assertThat(entry.getStatus().getValue()).isEqualTo(status);
    }

    @Test
    void a_cancelling_mail_takes_the_entry_back() {
        var ics = calendar.ics(aBookedAppointment().changed(1).it(), Method.CANCEL);

        assertThat(read(ics).getStatus().isCancelled()).isTrue();
        assertThat(read(ics).getSequence().getValue()).isEqualTo(1);
        assertThat(Biweekly.parse(ics).first().getMethod().getValue()).isEqualTo("CANCEL");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void no_calendar_is_asked_to_answer(Method method) {
        var ics = calendar.ics(aBookedAppointment().it(), method);

        assertThat(read(ics).getAttendees()).isEmpty();
        assertThat(ics).doesNotContain("RSVP").doesNotContain("cleo@");
    }

    @Test
    void no_entry_says_what_was_booked_or_what_it_costs() {
        var appointment = aBookedAppointment().it();
        for (var method : Method.values()) {
            assertThat(calendar.ics(appointment, method))
                    .doesNotContain("Deep tissue")
                    .doesNotContain("93.17");
        }
        for (var reader : For.values()) {
            assertThat(AppointmentCalendar.feed(List.of(appointment), reader, true, NOW))
                    .doesNotContain("Deep tissue")
                    .doesNotContain("93.17");
        }
    }

    @Test
    void a_name_cannot_bring_lines_of_its_own() {
        var name = "Ada\r\nDTSTART:19700101T000000Z\nX-EVIL:1\rATTACH:x\u2028\u0000\u0007y,;\\z";
        AppointmentDetails appointment = aBookedAppointment().by(name).it();

        var ics = calendar.ics(appointment, Method.PUBLISH);

        assertThat(ics.replace("\r\n ", "").lines())
                .noneMatch(line -> line.startsWith("X-EVIL") || line.startsWith("ATTACH"));
        assertThat(read(ics).getDateStart().getValue().toInstant())
                .isEqualTo(appointment.time().start());
        assertThat(read(ics).getSummary().getValue())
                .isEqualTo("Massage appointment with Ada DTSTART:19700101T000000Z X-EVIL:1 ATTACH:x y,;\\z");
    }

    @Test
    void long_lines_are_folded_within_75_bytes() throws Exception {
        var name = "Ådá Ñandú 山田 ".repeat(12).strip();
        var ics = calendar.ics(aBookedAppointment().by(name).it(), Method.PUBLISH);

        assertThat(ics.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        assertThat(read(ics).getSummary().getValue()).isEqualTo("Massage appointment with " + name);
        assertThat(Entries.readByAnother(ics).getFirst().summary()).isEqualTo("Massage appointment with " + name);
    }
}
