package org.kneadwell.booking.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.post;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.client.Told;
import org.kneadwell.booking.waitlist.Rounds;
import org.kneadwell.kit.mail.MailOutbox;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

/** What clients and therapists read, through the API and a real SMTP server. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class AppointmentMailTest {

    private static final String TUESDAY_9 = "2026-03-03T14:00:00Z";
    private static final String FRIDAY_9 = "2026-03-06T14:00:00Z";
    private static final String FRIDAY_11 = "2026-03-06T16:00:00Z";
    private static final String CANARY = "canarysciatica";

    @Inject
    MailOutbox outbox;

    @Inject
    Rounds rounds;

    private Practice practice;
    private UUID cleo;
    private String therapist;

    @BeforeEach
    void aPracticeAndAnEmptyBox() throws Exception {
        practice = Practice.open();
        therapist = practice.therapistId + "@example.test";
        practice.store("update therapist set email = ? where id = ?", therapist, practice.therapistId);
        practice.store("delete from mail_queue");
        cleo = aClient();
        MailServer.server().purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void nobodyWaits() {
        practice.store("delete from waitlist_mark");
        practice.store("delete from waitlist_offer");
        practice.store("delete from waitlist_entry");
    }

    @Test
    void a_booking_is_confirmed_to_the_client_in_words_that_say_when_where_and_with_whom() throws Exception {
        String id = booked(FRIDAY_9, "en");
        outbox.sendDue();

        var mail = only(cleo + "@example.test");
        assertThat(mail.getSubject()).isEqualTo("Your appointment on Friday 6 March 2026");
        assertThat(mail.getFrom()[0]).hasToString("hello@kneadwell.example");
        assertThat(part(mail, "text/plain")).isEqualTo("""
                Hello %s,

                Your appointment is booked. We look forward to seeing you.

                When: Friday 6 March 2026, 09:00 to 10:00 (Eastern Standard Time, UTC-05:00)
                Length: 60 minutes
                With: Ada
                Where: Quiet Room, 1 Elm Street

                See, move or cancel it:
                http://localhost:8080/appointments/%s

                You can cancel or move it free of charge until Thursday 5 March 2026, 09:00 (Eastern Standard Time, UTC-05:00).

                The attached file puts the appointment into your calendar.

                Kneadwell""".formatted(name(cleo), id));
        assertThat(part(mail, "text/html"))
                .contains("<html lang=\"en\">", "Your appointment is booked.", "Quiet Room, 1 Elm Street")
                .contains("<a href=\"http://localhost:8080/appointments/" + id + "\"");
        assertThat(MailServer.sentTo(therapist))
                .as("intake tells the therapist, with the summary")
                .isEmpty();
    }

    @Test
    void the_entry_for_the_calendar_keeps_its_uid_and_counts_its_changes() throws Exception {
        String id = booked(FRIDAY_9, "en");
        outbox.sendDue();
        var first = entry(only(cleo + "@example.test"), "PUBLISH");
        assertThat(first.getUid().getValue()).isEqualTo(id + "@kneadwell");
        assertThat(first.getSequence().getValue()).isZero();
        assertThat(first.getDateStart().getValue().toInstant()).isEqualTo(FRIDAY_9);
        assertThat(first.getDateEnd().getValue().toInstant()).isEqualTo("2026-03-06T15:00:00Z");
        assertThat(first.getStatus().isConfirmed()).isTrue();

        move(Tokens.client(cleo), id, FRIDAY_11);
        var moved = entry(next(cleo), "PUBLISH");
        assertThat(moved.getUid().getValue()).isEqualTo(id + "@kneadwell");
        assertThat(moved.getSequence().getValue()).isEqualTo(1);
        assertThat(moved.getDateStart().getValue().toInstant()).isEqualTo(FRIDAY_11);

        cancel(Tokens.client(cleo), id);
        var cancelled = entry(next(cleo), "CANCEL");
        assertThat(cancelled.getUid().getValue()).isEqualTo(id + "@kneadwell");
        assertThat(cancelled.getSequence().getValue()).isEqualTo(2);
        assertThat(cancelled.getStatus().isCancelled()).isTrue();
    }

    @Test
    void whoever_reads_german_gets_german() throws Exception {
        String id = booked(FRIDAY_9, "de-CH, en;q=0.5");
        outbox.sendDue();

        var mail = only(cleo + "@example.test");
        assertThat(mail.getSubject()).isEqualTo("Ihr Termin am Freitag, 6. März 2026");
        assertThat(part(mail, "text/plain")).isEqualTo("""
                Guten Tag %s,

                Ihr Termin ist gebucht. Wir freuen uns auf Sie.

                Wann: Freitag, 6. März 2026, 09:00 bis 10:00 (Nordamerikanische Ostküsten-Normalzeit, UTC-05:00)
                Dauer: 60 Minuten
                Bei: Ada
                Wo: Quiet Room, 1 Elm Street

                Ansehen, verlegen oder absagen:
                http://localhost:8080/appointments/%s

                Bis Donnerstag, 5. März 2026, 09:00 (Nordamerikanische Ostküsten-Normalzeit, UTC-05:00) können Sie ihn kostenlos absagen oder verlegen.

                Mit der angehängten Datei kommt der Termin in Ihren Kalender.

                Kneadwell""".formatted(name(cleo), id));
        assertThat(part(mail, "text/html")).contains("<html lang=\"de\">", "Ihr Termin ist gebucht.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Your appointment is now on Friday 6 March 2026 | has moved, as you asked | Before: Friday 6 March 2026, 09:00 (Eastern Standard Time, UTC-05:00)
            de | Ihr Termin ist jetzt am Freitag, 6. März 2026 | verlegt, wie Sie es wollten | Bisher: Freitag, 6. März 2026, 09:00 (Nordamerikanische Ostküsten-Normalzeit, UTC-05:00)
            """)
    void a_change_says_the_time_before_and_the_time_now(String language, String subject, String words, String before)
            throws Exception {
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();
        move(Tokens.client(cleo), id, FRIDAY_11);

        var mail = next(cleo);
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(part(mail, "text/plain")).contains(words, before, "11:00 ");
        assertThat(part(mail, "text/html")).contains(words);
        var told = only(therapist);
        assertThat(told.getSubject()).isEqualTo("An appointment has moved to Friday 6 March 2026");
        assertThat(part(told, "text/plain"))
                .contains(name(cleo) + " has moved an appointment with you.", "http://localhost:8080/therapist\n");
    }

    @Test
    void a_therapist_who_moves_or_cancels_tells_the_client_and_gets_no_mail_about_it() throws Exception {
        String id = booked(FRIDAY_9, "en");
        outbox.sendDue();
        move(practice.asTherapist(), id, FRIDAY_11);
        assertThat(part(next(cleo), "text/plain")).contains("Ada had to move your appointment.");
        cancel(practice.asTherapist(), id);
        assertThat(part(next(cleo), "text/plain"))
                .contains("Ada had to cancel your appointment. You owe nothing.")
                .contains("http://localhost:8080/therapists/" + practice.therapistId);
        assertThat(MailServer.sentTo(therapist)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Cancelled: your appointment on Friday 6 March 2026 | so US$40.00 is due, as agreed when you booked.
            de | Abgesagt: Ihr Termin am Freitag, 6. März 2026 | deshalb sind 40,00 $ fällig, wie bei der Buchung vereinbart.
            """)
    void cancelling_late_says_what_is_due(String language, String subject, String words) throws Exception {
        rules(Map.of("lateFeePercent", 50));
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();
        assertThat(part(only(cleo + "@example.test"), "text/plain"))
                .contains(language.equals("en") ? "US$40.00" : "40,00");
        at("2026-03-05T20:00:00Z");
        MailServer.server().purgeEmailFromAllMailboxes();
        practice.store("delete from mail_queue where kind = 'REMINDER'");
        cancel(Tokens.client(cleo), id);

        var mail = next(cleo);
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(part(mail, "text/plain").replace('\u00a0', ' ')).contains(words);
        assertThat(only(therapist).getSubject()).isEqualTo("Cancelled: an appointment on Friday 6 March 2026");
    }

    @Test
    void cancelling_in_time_speaks_of_no_fee() throws Exception {
        rules(Map.of("lateFeePercent", 50));
        String id = booked(FRIDAY_9, "en");
        outbox.sendDue();
        cancel(Tokens.client(cleo), id);
        assertThat(part(next(cleo), "text/plain"))
                .contains("is cancelled, as you asked")
                .doesNotContain("$");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Your request for Friday 6 March 2026 | We have passed your request on to Ada | Ada has accepted your request
            de | Ihre Anfrage für Freitag, 6. März 2026 | Wir haben Ihre Anfrage an Ada weitergegeben | Ada hat Ihre Anfrage angenommen
            """)
    void a_request_is_acknowledged_put_to_the_therapist_and_answered(
            String language, String subject, String passedOn, String accepted) throws Exception {
        rules(Map.of("acceptance", "by_therapist"));
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();

        var mail = only(cleo + "@example.test");
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(part(mail, "text/plain")).contains(passedOn);
        assertThat(enclosures(mail)).as("nothing is agreed yet").isEmpty();
        var asked = only(therapist);
        assertThat(asked.getSubject()).isEqualTo("A request for Friday 6 March 2026");
        assertThat(part(asked, "text/plain"))
                .contains(name(cleo) + " asks for an appointment with you.")
                .contains("by Tuesday 3 March 2026, 03:00 (Eastern Standard Time, UTC-05:00)");

        post(practice.asTherapist(), "/appointments/" + id + "/acceptance").statusCode(200);
        var answer = next(cleo);
        assertThat(part(answer, "text/plain")).contains(accepted);
        assertThat(entry(answer, "PUBLISH").getStatus().isConfirmed()).isTrue();
        at("2026-03-05T14:00:00Z");
        assertThat(next(cleo).getSubject()).contains(language.equals("en") ? "reminder" : "Erinnerung");
    }

    @Test
    void a_therapist_who_reads_german_is_asked_and_told_in_german() throws Exception {
        practice.store("update therapist set mail_language = 'de' where id = ?", practice.therapistId);
        rules(Map.of("acceptance", "by_therapist"));
        String id = booked(FRIDAY_9, "en");
        outbox.sendDue();
        var asked = only(therapist);
        assertThat(asked.getSubject()).isEqualTo("Eine Anfrage für Freitag, 6. März 2026");
        assertThat(part(asked, "text/plain"))
                .contains("Guten Tag Ada,", name(cleo) + " fragt nach einem Termin bei Ihnen.", "Mit: " + name(cleo))
                .contains("bis Dienstag, 3. März 2026, 03:00");
        assertThat(part(asked, "text/html")).contains("lang=\"de\"", "Anfrage beantworten");
        assertThat(part(only(cleo + "@example.test"), "text/plain"))
                .as("the client goes on reading English")
                .contains("We have passed your request on");

        move(Tokens.client(cleo), id, FRIDAY_11);
        assertThat(next(practice.therapistId).getSubject())
                .isEqualTo("Eine Anfrage ist jetzt für Freitag, 6. März 2026");
        cancel(Tokens.client(cleo), id);
        var gone = next(practice.therapistId);
        assertThat(gone.getSubject()).isEqualTo("Zurückgezogen: eine Anfrage für Freitag, 6. März 2026");
        assertThat(part(gone, "text/plain"))
                .contains(name(cleo) + " hat eine Anfrage zurückgezogen.", "Die Zeit ist wieder frei.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Ada cannot take this appointment
            de | Ada kann diesen Termin nicht annehmen
            """)
    void a_request_that_is_declined_says_so_kindly_and_leads_to_other_times(String language, String words)
            throws Exception {
        rules(Map.of("acceptance", "by_therapist"));
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();
        post(practice.asTherapist(), "/appointments/" + id + "/decline", Map.of("reason", CANARY))
                .statusCode(200);
        var mail = next(cleo);
        assertThat(part(mail, "text/plain"))
                .contains(words, "http://localhost:8080/therapists/" + practice.therapistId)
                .doesNotContain(CANARY);
        assertThat(enclosures(mail)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Ada did not answer in time
            de | Ada hat nicht rechtzeitig geantwortet
            """)
    void a_request_nobody_answered_is_told_to_the_client(String language, String words) throws Exception {
        rules(Map.of("acceptance", "by_therapist"));
        booked(FRIDAY_9, language);
        outbox.sendDue();
        at("2026-03-03T08:00:00Z");
        practice.held(aClient(), FRIDAY_9);
        assertThat(part(next(cleo), "text/plain")).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | A reminder: your appointment on Sunday 8 March 2026 | 09:00 to 10:00 (Eastern Daylight Time, UTC-04:00)
            de | Zur Erinnerung: Ihr Termin am Sonntag, 8. März 2026 | 09:00 bis 10:00 (Nordamerikanische Ostküsten-Sommerzeit, UTC-04:00)
            """)
    void the_reminder_comes_at_the_same_hour_the_day_before_also_when_the_clock_goes_forward_in_between(
            String language, String subject, String when) throws Exception {
        booked("2026-03-08T13:00:00Z", language);
        outbox.sendDue();
        MailServer.server().purgeEmailFromAllMailboxes();
        at("2026-03-07T13:59:59.999Z");
        outbox.sendDue();
        assertThat(MailServer.sentTo(cleo + "@example.test")).isEmpty();
        at("2026-03-07T14:00:00Z");
        outbox.sendDue();
        outbox.sendDue();
        var mail = only(cleo + "@example.test");
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(part(mail, "text/plain")).contains(when);
        at("2026-03-07T20:00:00Z");
        outbox.sendDue();
        only(cleo + "@example.test");
    }

    @Test
    void a_moved_appointment_is_reminded_of_at_its_new_time_only() throws Exception {
        String id = booked(FRIDAY_9, "en");
        move(Tokens.client(cleo), id, "2026-03-09T13:00:00Z");
        outbox.sendDue();
        MailServer.server().purgeEmailFromAllMailboxes();
        at("2026-03-07T12:00:00Z");
        outbox.sendDue();
        assertThat(MailServer.sentTo(cleo + "@example.test")).isEmpty();
        at("2026-03-08T13:00:00Z");
        outbox.sendDue();
        assertThat(only(cleo + "@example.test").getSubject())
                .isEqualTo("A reminder: your appointment on Monday 9 March 2026");
    }

    @Test
    void nobody_is_reminded_of_what_was_cancelled_has_begun_or_was_booked_on_the_day_before() throws Exception {
        String cancelled = booked(FRIDAY_9, "en");
        cancel(Tokens.client(cleo), cancelled);
        booked(FRIDAY_11, "en");
        booked(TUESDAY_9, "en");
        assertThat(Practice.query("select due_at::text from booking.mail_queue where kind = 'REMINDER'"))
                .as("booked on Monday for Friday, twice, and on Monday 03:00 for Tuesday 09:00")
                .hasSize(3);
        at("2026-03-02T14:00:00.001Z");
        booked("2026-03-03T16:15:00Z", "en");
        at("2026-03-03T14:30:00Z");
        booked("2026-03-04T14:00:00Z", "en");
        assertThat(Practice.query("select due_at::text from booking.mail_queue where kind = 'REMINDER'"))
                .as("and one more, for Tuesday 11:15; booked on Tuesday 09:30 for Wednesday 09:00: none")
                .hasSize(4);
        outbox.sendDue();
        MailServer.server().purgeEmailFromAllMailboxes();

        at(FRIDAY_11);
        outbox.sendDue();
        assertThat(MailServer.server().getReceivedMessages()).isEmpty();
    }

    @Test
    void a_mail_server_that_is_down_at_the_booking_costs_no_booking_and_loses_no_mail() throws Exception {
        MailServer.server().stop();
        try {
            booked(FRIDAY_9, "en");
            outbox.sendDue();
        } finally {
            MailServer.restart();
        }
        Practice.after(Duration.ofMinutes(1));
        outbox.sendDue();
        Practice.after(Duration.ofMinutes(1));
        outbox.sendDue();
        only(cleo + "@example.test");
    }

    @Test
    void what_was_overtaken_while_the_mail_server_was_down_is_not_told() throws Exception {
        String id = booked(FRIDAY_9, "en");
        move(Tokens.client(cleo), id, FRIDAY_11);
        cancel(Tokens.client(cleo), id);
        outbox.sendDue();
        assertThat(only(cleo + "@example.test").getSubject()).startsWith("Cancelled");
        assertThat(only(therapist).getSubject()).startsWith("Cancelled");
    }

    @Test
    void two_senders_tell_each_thing_once() throws Exception {
        var clients = new ArrayList<UUID>();
        for (int day = 4; day <= 7; day++) {
            cleo = aClient();
            clients.add(cleo);
            booked("2026-03-0%dT14:00:00Z".formatted(day), "en");
        }
        try (var replicas = Executors.newFixedThreadPool(2)) {
            Callable<Void> replica = () -> {
                outbox.sendDue();
                return null;
            };
            for (var done : replicas.invokeAll(List.of(replica, replica))) {
                done.get();
            }
        }
        for (var client : clients) {
            only(client + "@example.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void no_mail_of_any_kind_says_anything_about_health_or_names_the_service(String language) throws Exception {
        practice.store("update service set name = ? where therapist_id = ?", CANARY, practice.therapistId);
        practice.store(
                "update therapist set bio = ?, mail_language = ? where id = ?", CANARY, language, practice.therapistId);
        rules(Map.of("lateFeePercent", 100));
        Told.shared()
                .assessed(
                        Told.wishes(
                                cleo,
                                3,
                                Set.of(MassageStyle.DEEP_TISSUE),
                                Set.of(Goal.TENSION_HEADACHE),
                                Set.of(BodyRegion.LOW_BACK),
                                LeftReason.TOO_INTENSE),
                        2);
        practice.region(cleo, "low_back", 3, 2);

        booked(FRIDAY_11, language);
        rounds.offer(practice, cleo, "2026-03-09", language);
        rules(Map.of("acceptance", "by_therapist"));
        String declined = booked(TUESDAY_9, language);
        booked("2026-03-07T18:00:00Z", language);
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();
        post(practice.asTherapist(), "/appointments/" + declined + "/decline", Map.of("reason", CANARY))
                .statusCode(200);
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance").statusCode(200);
        outbox.sendDue();
        // As long as the therapist accepts each booking, its client cannot move what is accepted.
        rules(Map.of("acceptance", "instant"));
        move(Tokens.client(cleo), id, "2026-03-06T19:15:00Z");
        outbox.sendDue();
        at("2026-03-05T19:00:00Z");
        // Whoever wants the time of a request nobody answered writes that down.
        practice.hold(aClient(), practice.hour, "2026-03-07T18:00:00Z").statusCode(201);
        outbox.sendDue();
        as(Tokens.client(cleo))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("reason", CANARY))
                .post("/api/booking/v1/appointments/" + id + "/cancellation")
                .then()
                .statusCode(200);
        outbox.sendDue();

        assertThat(Practice.query("select distinct kind from booking.mail_queue where sent_at is not null"))
                .as("a kind that is new is to be looked at here as well")
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::name).toList());
        var mails = MailServer.server().getReceivedMessages();
        assertThat(mails).hasSizeGreaterThanOrEqualTo(Kind.values().length);
        for (var mail : mails) {
            assertThat(GreenMailUtil.getWholeMessage(mail) + mail.getSubject() + MailServer.textOf(mail))
                    .doesNotContainIgnoringCase(
                            CANARY,
                            "headache",
                            "low_back",
                            "low back",
                            "deep_tissue",
                            "too_intense",
                            "ceiling",
                            "pressure");
        }
        assertThat(Practice.query("select facts::text from booking.mail_queue"))
                .noneMatch(facts -> facts.contains(CANARY) || facts.contains("@"));
    }

    /** What a therapist accepts one by one, its client cannot move once it is accepted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | You can cancel it free of charge until Friday 6 March 2026, 07:00 | See or cancel it: | move
            de | Bis Freitag, 6. März 2026, 07:00 (Nordamerikanische Ostküsten-Normalzeit, UTC-05:00) können Sie ihn kostenlos absagen. | Ansehen oder absagen: | verlegen
            """)
    void what_cannot_be_moved_is_not_said_to_be(String language, String words, String action, String never)
            throws Exception {
        // Free of charge until two hours before: the reminder comes earlier.
        rules(Map.of("acceptance", "by_therapist", "freeCancelHours", 2));
        String id = booked(FRIDAY_9, language);
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance").statusCode(200);
        assertThat(part(next(cleo), "text/plain")).contains(words, action).doesNotContain(never);
        post(Tokens.client(cleo), "/appointments/" + id + "/reschedule", Map.of("start", FRIDAY_11))
                .statusCode(409);

        move(practice.asTherapist(), id, FRIDAY_11);
        assertThat(part(next(cleo), "text/plain"))
                .contains(action)
                .doesNotContain("verlegen Sie", "oder verlegen", "move or");
        at("2026-03-05T16:00:00Z");
        assertThat(part(next(cleo), "text/plain"))
                .contains(language.equals("en") ? "You can cancel it free of charge until" : "kostenlos absagen.")
                .doesNotContain(never);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Your request is now for Friday 6 March 2026 | Your request has moved, as you asked. The time is kept for you until Ada has answered, at the longest until Tuesday 3 March 2026, 03:00 | We will write to you as soon as there is an answer. | attached | calendar
            de | Ihre Anfrage ist jetzt für Freitag, 6. März 2026 | Ihre Anfrage ist verlegt, wie Sie es wollten. Die Zeit bleibt für Sie frei, bis Ada geantwortet hat, längstens bis Dienstag, 3. März 2026, 03:00 | Sobald es eine Antwort gibt, schreiben wir Ihnen. | angehängt | Kalender
            """)
    void a_request_that_has_moved_is_still_one(
            String language, String subject, String words, String closing, String attached, String calendar)
            throws Exception {
        rules(Map.of("acceptance", "by_therapist"));
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();
        move(Tokens.client(cleo), id, FRIDAY_11);

        var mail = next(cleo);
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(part(mail, "text/plain")).contains(words, closing).doesNotContain(attached, calendar);
        assertThat(enclosures(mail)).isEmpty();
        var told = only(therapist);
        assertThat(told.getSubject()).isEqualTo("A request is now for Friday 6 March 2026");
        assertThat(part(told, "text/plain"))
                .contains(name(cleo) + " has moved a request.", "Please accept or decline it by Tuesday 3 March 2026");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Withdrawn: your request for Friday 6 March 2026 | Your request is withdrawn, as you asked. Nothing was booked, and nothing is owed. | attached | calendar
            de | Zurückgezogen: Ihre Anfrage für Freitag, 6. März 2026 | Ihre Anfrage ist zurückgezogen, wie Sie es wollten. Es wurde nichts gebucht, und es kostet nichts. | angehängt | Kalender
            """)
    void a_request_that_is_withdrawn_takes_out_no_entry(
            String language, String subject, String words, String attached, String calendar) throws Exception {
        rules(Map.of("acceptance", "by_therapist", "lateFeePercent", 50));
        String id = booked(FRIDAY_9, language);
        outbox.sendDue();
        cancel(Tokens.client(cleo), id);

        var mail = next(cleo);
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(part(mail, "text/plain")).contains(words).doesNotContain(attached, calendar);
        assertThat(enclosures(mail)).isEmpty();
        var told = only(therapist);
        assertThat(told.getSubject()).isEqualTo("Withdrawn: a request for Friday 6 March 2026");
        assertThat(part(told, "text/plain")).contains(name(cleo) + " has withdrawn a request.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | After that, cancelling uses up the session of your package that pays for it. | Cancelling it now uses up the session of your package that pays for it. | so the session of your package that paid for it is used up.
            de | Danach verbraucht eine Absage den Termin aus Ihrem Paket, mit dem er bezahlt ist. | Eine Absage verbraucht jetzt den Termin aus Ihrem Paket, mit dem er bezahlt ist. | deshalb ist der Termin aus Ihrem Paket, mit dem er bezahlt war, verbraucht.
            """)
    void a_session_of_a_package_is_lost_and_no_fee_is_due(String language, String booked, String reminded, String lost)
            throws Exception {
        rules(Map.of("lateFeePercent", 50));
        aPackageOfThree();
        String late = booked(FRIDAY_9, language);
        assertThat(part(next(cleo), "text/plain")).contains(booked).doesNotContain("$");
        String inTime = booked("2026-03-07T14:00:00Z", language);
        outbox.sendDue();
        cancel(Tokens.client(cleo), inTime);
        assertThat(part(next(cleo), "text/plain")).doesNotContain("$", "package", "Paket");
        at("2026-03-05T14:00:00Z");
        assertThat(part(next(cleo), "text/plain")).contains(reminded).doesNotContain("$");
        at("2026-03-05T20:00:00Z");
        cancel(Tokens.client(cleo), late);
        assertThat(part(next(cleo), "text/plain")).contains(lost).doesNotContain("$");
    }

    /** Bought, paid, and used without being asked. */
    private void aPackageOfThree() {
        String offered = post(
                        practice.asTherapist(),
                        "/therapists/" + practice.therapistId + "/packages",
                        Map.of(
                                "serviceId",
                                practice.hour,
                                "sessions",
                                3,
                                "price",
                                Map.of("amount", 210, "currency", "USD"),
                                "validityDays",
                                90))
                .statusCode(201)
                .extract()
                .path("id");
        String purchase = post(
                        Tokens.client(cleo),
                        "/package-purchases",
                        Map.of("packageId", offered, "useAutomatically", true))
                .statusCode(201)
                .extract()
                .path("id");
        post(
                        practice.asTherapist(),
                        "/package-purchases/" + purchase + "/payments",
                        Map.of("money", Map.of("amount", 210, "currency", "USD"), "method", "desk_cash"))
                .statusCode(201);
    }

    @Test
    void what_people_call_their_places_is_text_and_never_markup_or_a_header() throws Exception {
        practice.store(
                "update location set name = ? where id = (select location_id from therapist where id = ?)",
                "<b>Zoë's</b> & \"Co\"\r\n\r\nBcc: evil@example.test",
                practice.therapistId);
        practice.store("update therapist set name = ? where id = ?", "Ada\r\nSubject: evil", practice.therapistId);
        booked(FRIDAY_9, "en");
        outbox.sendDue();
        var mail = only(cleo + "@example.test");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(part(mail, "text/plain"))
                .contains(
                        "Where: <b>Zoë's</b> & \"Co\" Bcc: evil@example.test, 1 Elm Street\n",
                        "With: Ada Subject: evil\n");
        assertThat(part(mail, "text/html"))
                .contains("&lt;b&gt;Zoë&#39;s&lt;/b&gt; &amp; &quot;Co&quot;")
                .doesNotContain("<b>");
    }

    private String booked(String start, String language) {
        String hold = practice.held(cleo, start);
        return as(Tokens.client(cleo))
                .header("Idempotency-Key", UUID.randomUUID())
                .header("Accept-Language", language)
                .body(Map.of("holdId", hold))
                .post("/api/booking/v1/appointments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Changes some of the booking rules, the others being the defaults. */
    private void rules(Map<String, Object> changed) {
        String path = "/api/booking/v1/therapists/" + practice.therapistId + "/booking-rules";
        var before = as(practice.asTherapist()).get(path).then().statusCode(200).extract();
        var rules = new HashMap<String, Object>(before.jsonPath().getMap("$"));
        rules.putAll(changed);
        as(practice.asTherapist())
                .header("If-Match", before.header("ETag"))
                .body(rules)
                .put(path)
                .then()
                .statusCode(200);
    }

    private static void move(String token, String id, String start) {
        post(token, "/appointments/" + id + "/reschedule", Map.of("start", start))
                .statusCode(200);
    }

    private static void cancel(String token, String id) {
        post(token, "/appointments/" + id + "/cancellation", Map.of()).statusCode(200);
    }

    private static String name(UUID client) {
        return "Test " + client.toString().substring(0, 8);
    }

    /** The one mail to this client since the last look. */
    private MimeMessage next(UUID client) throws Exception {
        MailServer.server().purgeEmailFromAllMailboxes();
        outbox.sendDue();
        return only(client + "@example.test");
    }

    private static MimeMessage only(String address) {
        assertThat(MailServer.sentTo(address)).hasSize(1);
        return MailServer.sentTo(address).getFirst();
    }

    private static String part(MimeMessage mail, String type) throws Exception {
        for (var part : parts(mail)) {
            if (part.isMimeType(type) && part.getFileName() == null) {
                return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            }
        }
        throw new AssertionError("no part of type " + type);
    }

    private static List<Part> enclosures(MimeMessage mail) throws Exception {
        var found = new ArrayList<Part>();
        for (var part : parts(mail)) {
            if (part.getFileName() != null) {
                found.add(part);
            }
        }
        return found;
    }

    private static VEvent entry(MimeMessage mail, String method) throws Exception {
        var files = enclosures(mail);
        assertThat(files).hasSize(1);
        var file = files.getFirst();
        assertThat(file.getFileName()).isEqualTo("appointment.ics");
        assertThat(file.getContentType()).startsWith("text/calendar").contains("method=" + method);
        var calendar = Biweekly.parse(new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .first();
        assertThat(calendar.getMethod().getValue()).isEqualTo(method);
        assertThat(calendar.getEvents()).hasSize(1);
        return calendar.getEvents().getFirst();
    }

    private static List<Part> parts(Part part) throws Exception {
        var found = new ArrayList<Part>();
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                found.addAll(parts(parts.getBodyPart(i)));
            }
        } else {
            found.add(part);
        }
        return found;
    }
}
