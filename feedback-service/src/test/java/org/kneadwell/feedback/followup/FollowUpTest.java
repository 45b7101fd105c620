package org.kneadwell.feedback.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.feedback.followup.Sessions.Session;
import org.kneadwell.kit.mail.MailOutbox;
import org.kneadwell.testkit.AuthorizationWalk;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.OpenApiDocument;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class FollowUpTest {

    private static final String BASE = "/api/feedback/v1";
    private static final SettableClock CLOCK = SettableClock.shared();

    @Inject
    Sessions sessions;

    @Inject
    FollowUpClock followUpClock;

    @Inject
    MailOutbox mails;

    private UUID cleo;
    private UUID ada;
    private Session session;

    @BeforeEach
    void aSessionJustEnded() throws Exception {
        tick();
        MailServer.server().purgeEmailFromAllMailboxes();
        cleo = UUID.randomUUID();
        ada = UUID.randomUUID();
        session = sessions.aSessionEnded(cleo, ada, CLOCK.instant());
    }

    // ------------------------------------------------------------ asking

    @Test
    void a_client_is_invited_at_48_hours_reminded_at_60_and_no_longer_asked_at_72() throws Exception {
        at(Duration.ofHours(48).minusSeconds(1));
        state().body("state", equalTo("scheduled"));
        assertThat(mailsToCleo()).isEmpty();

        at(48);
        state().body("state", equalTo("invited"));
        assertThat(subjectsToCleo()).containsExactly("How did your session feel afterwards?");

        at(60);
        state().body("state", equalTo("reminded"));
        at(Duration.ofHours(72).minusSeconds(1));
        state().body("state", equalTo("reminded"));

        at(72);
        state().body("state", equalTo("missed"));
        at(500);
        assertThat(subjectsToCleo())
                .containsExactly(
                        "How did your session feel afterwards?", "A reminder: how did your session feel afterwards?");
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited", "follow-up-missed");
        assertThat(Sessions.eventsOf(cleo))
                .as("a missed follow-up changes nothing")
                .isEmpty();
        as(cleo).get(BASE + "/plan").then().statusCode(404);
    }

    @Test
    void a_coordinator_sees_how_many_answered_and_nothing_else() {
        var day = CLOCK.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var asked = "/figures?from=" + day + "&to=" + day;
        var line = "items.find { it.therapistId == '" + ada + "' }";
        sessions.aSessionEnded(UUID.randomUUID(), ada, CLOCK.instant());
        sessions.aSessionEnded(UUID.randomUUID(), ada, CLOCK.instant());
        figures(asked).body(line, nullValue());

        at(48);
        answer(Map.of());
        figures(asked)
                .body(line + ".invited", equalTo(3))
                .body(line + ".answered", equalTo(1))
                .body(line + ".missed", equalTo(0))
                .body(line + ".therapistName", equalTo("Ada Example"))
                .body(line + ".size()", equalTo(5));
        at(72);
        figures(asked).body(line + ".answered", equalTo(1)).body(line + ".missed", equalTo(2));
        figures("/figures?from=" + day.plusDays(1) + "&to=" + day.plusDays(2)).body(line, nullValue());
        given().auth()
                .oauth2(Tokens.coordinator(UUID.randomUUID()))
                .get(BASE + "/figures?from=" + day + "&to=" + day.plusDays(400))
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse figures(String path) {
        return given().auth()
                .oauth2(Tokens.coordinator(UUID.randomUUID()))
                .get(BASE + path)
                .then()
                .statusCode(200);
    }

    @Test
    void whoever_reads_german_is_written_to_in_german() throws Exception {
        as(cleo).header("Accept-Language", "de-CH, en;q=0.5")
                .get(BASE + "/follow-ups")
                .then()
                .statusCode(200);
        at(48);
        assertThat(subjectsToCleo()).containsExactly("Wie ging es Ihnen nach Ihrem Termin?");
        assertThat(MailServer.textOf(mailsToCleo().getFirst()))
                .contains("Guten Tag Cleo Example", "Hier antworten", "/follow-ups/" + session.followUp())
                .doesNotContain("Hello");
        as(cleo).header("Accept-Language", "en").get(BASE + "/follow-ups/" + session.followUp());
        at(60);
        assertThat(subjectsToCleo()).last().isEqualTo("A reminder: how did your session feel afterwards?");
    }

    @Test
    void the_invitation_says_where_to_answer_as_text_and_as_html_and_nothing_of_health() throws Exception {
        at(48);
        var mail = mailsToCleo().getFirst();
        String link = "http://localhost:8080/follow-ups/" + session.followUp();
        assertThat(GreenMailUtil.getWholeMessage(mail).replace("=\r\n", "").replace("=3D", "="))
                .contains("multipart/alternative")
                .contains("text/plain")
                .contains("text/html")
                .contains("Hello Cleo Example")
                .contains("\r\n" + link + "\r\n")
                .contains("<a href=\"" + link + "\">")
                .doesNotContainIgnoringCase("low back")
                .doesNotContainIgnoringCase("low_back");
        assertThat(mail.getFrom()[0]).hasToString("hello@kneadwell.example");
    }

    @Test
    void a_clock_that_jumps_72_hours_closes_without_a_mail() throws Exception {
        at(72);
        state().body("state", equalTo("missed"));
        assertThat(mailsToCleo()).isEmpty();
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-missed");
    }

    @Test
    void a_clock_that_jumps_past_the_reminder_invites_and_does_not_remind_as_well() throws Exception {
        at(61);
        at(65);
        state().body("state", equalTo("invited"));
        assertThat(mailsToCleo()).hasSize(1);
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited");
    }

    @Test
    void replicas_that_look_at_the_same_time_take_each_step_once() throws Exception {
        var others = java.util.stream.IntStream.range(0, 5)
                .mapToObj(i -> sessions.aSessionEnded(UUID.randomUUID(), ada, session.end()))
                .toList();
        CLOCK.set(session.end().plus(Duration.ofHours(48)));
        try (var replicas = Executors.newFixedThreadPool(4)) {
            Callable<Void> replica = () -> {
                tick();
                return null;
            };
            for (var done : replicas.invokeAll(List.of(replica, replica, replica, replica))) {
                done.get();
            }
        }
        for (var one : others) {
            assertThat(Sessions.eventsOf(one.followUp())).containsExactly("follow-up-invited");
            assertThat(mailsTo(one.client())).hasSize(1);
        }
        assertThat(mailsToCleo()).hasSize(1);
    }

    @Test
    void a_mail_server_that_is_down_loses_and_doubles_nothing() throws Exception {
        MailServer.server().stop();
        at(48);
        at(Duration.ofHours(48).plusSeconds(6));
        state().body("state", equalTo("invited"));
        assertThat(mailRow("INVITATION")).containsEntry("attempts", 2).containsEntry("sent_at", null);

        MailServer.restart();
        at(Duration.ofHours(48).plusMinutes(20));
        at(Duration.ofHours(48).plusMinutes(40));
        assertThat(mailsToCleo()).hasSize(1);
        assertThat(mailRow("INVITATION")).containsEntry("attempts", 3).containsEntry("dropped_at", null);
        assertThat(mailsToCleo().getFirst().getMessageID())
                .isEqualTo("<" + mailRow("INVITATION").get("id") + "@feedback.kneadwell.example>");
    }

    @Test
    void an_invitation_that_could_not_be_sent_before_the_answer_is_dropped() throws Exception {
        MailServer.server().stop();
        at(48);
        answer(Map.of()).statusCode(201);
        MailServer.restart();
        at(49);
        assertThat(mailsToCleo()).isEmpty();
        assertThat(mailRow("INVITATION").get("dropped_at")).isNotNull();
    }

    // ------------------------------------------------------------ answering

    @Test
    void what_an_answer_means_is_said_in_german_when_that_is_wanted() {
        at(50);
        as(cleo).header("Accept-Language", "de-CH;q=0.9, en;q=0.5")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body(Map.of("hoursToEnd", 36, "improved", List.of("sleep"))))
                .post(BASE + "/follow-ups/" + session.followUp() + "/answers")
                .then()
                .statusCode(201)
                .header("Content-Language", "de")
                .header("Vary", containsString("Accept-Language"))
                .body("headline", equalTo("Das liegt im Rahmen des Üblichen."))
                .body("advice[1]", startsWith("Ruhiges Gehen"))
                .body("next.sentence", startsWith("Es scheint geholfen zu haben."));
        // What was stored is worded when it is read.
        as(cleo).header("Accept-Language", "de")
                .get(BASE + "/plan")
                .then()
                .header("Content-Language", "de")
                .body("sentence", startsWith("Es scheint geholfen zu haben."));
        as(cleo).header("Accept-Language", "de;q=much")
                .get(BASE + "/plan")
                .then()
                .statusCode(200)
                .header("Content-Language", "en")
                .body("sentence", startsWith("It seems to have helped."));
    }

    @Test
    void an_ordinary_answer_leads_to_a_series_S21() {
        at(50);
        answer(Map.of("hoursToEnd", 36, "improved", List.of("sleep")))
                .statusCode(201)
                .body("outcome", equalTo("normal"))
                .body("headline", equalTo("This is within the ordinary."))
                .body("next.stage", equalTo("series"))
                .body("next.sessions", equalTo(3))
                .body("next.everyDays", equalTo(7))
                .body("next.anotherTherapist", equalTo(false))
                .body("urgent", equalTo(false))
                .body("askAgainAt", nullValue())
                .body("selfCare", nullValue());
        state().body("state", equalTo("answered")).body("answers", hasSize(1));
        as(cleo).get(BASE + "/plan").then().statusCode(200).body("stage", equalTo("series"));
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited", "follow-up-answered");
        assertThat(Sessions.eventsOf(cleo)).containsExactly("plan-suggested");
        assertThat(Sessions.payloadsOf(session.followUp(), "follow-up-answered").getFirst())
                .contains("\"outcome\":\"normal\"", "\"consecutiveNormal\":1", "\"hoursAfter\":50");
    }

    @Test
    void soreness_at_60_hours_lowers_and_is_asked_again_a_day_later_S25() throws Exception {
        at(60);
        answer(Map.of("soreness", 5, "regions", List.of(Map.of("region", "low_back", "soreness", 5))))
                .statusCode(201)
                .body("outcome", equalTo("prolonged"))
                .body(
                        "askAgainAt",
                        equalTo(session.end().plus(Duration.ofHours(84)).toString()))
                .body("next.sessions", equalTo(0));
        assertThat(Sessions.payloadsOf(session.followUp(), "follow-up-answered").getFirst())
                .contains("{\"region\":\"low_back\",\"stillSore\":true,\"lowersTarget\":true}");

        at(83);
        state().body("state", equalTo("ask_again"));
        at(84);
        state().body("state", equalTo("invited"));
        assertThat(subjectsToCleo()).last().isEqualTo("How is it today?");

        answer(Map.of("soreness", 4)).statusCode(201).body("outcome", equalTo("prolonged"));
        assertThat(Sessions.payloadsOf(session.followUp(), "follow-up-answered").getLast())
                .as("one session lowers a region once")
                .contains("\"region\":\"low_back\",\"stillSore\":true,\"lowersTarget\":false");

        at(108);
        answer(Map.of("soreness", 0))
                .statusCode(201)
                .body("outcome", equalTo("prolonged"))
                .body("askAgainAt", nullValue());
        state().body("state", equalTo("answered")).body("answers", hasSize(3));
    }

    @Test
    void asking_again_that_stays_without_answer_changes_nothing() {
        at(60);
        answer(Map.of("soreness", 5)).statusCode(201);
        at(84);
        at(108);
        state().body("state", equalTo("answered"));
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited", "follow-up-answered");
    }

    @Test
    void an_early_report_of_soreness_is_kept_and_asked_again_at_48_hours() throws Exception {
        at(20);
        answer(Map.of("soreness", 3))
                .statusCode(201)
                .body("outcome", equalTo("normal"))
                .body(
                        "askAgainAt",
                        equalTo(session.end().plus(Duration.ofHours(48)).toString()))
                .body("next", nullValue());
        state().body("state", equalTo("ask_again"));
        assertThat(Sessions.eventsOf(session.followUp())).isEmpty();
        at(48);
        state().body("state", equalTo("invited"));
        assertThat(mailsToCleo()).hasSize(1);
        answer(Map.of("soreness", 0, "hoursToEnd", 30, "improved", List.of("range")))
                .body("outcome", equalTo("normal"));
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited", "follow-up-answered");
    }

    @Test
    void a_second_final_answer_and_a_late_one_are_refused() {
        at(50);
        answer(Map.of()).statusCode(201);
        answer(Map.of()).statusCode(409).body("code", equalTo("already-answered"));

        var other = sessions.aSessionEnded(cleo, ada, CLOCK.instant());
        session = other;
        CLOCK.set(other.end().plus(Duration.ofHours(72)));
        // The job has not looked yet; the time is over all the same.
        answer(Map.of()).statusCode(409).body("code", equalTo("follow-up-closed"));
        assertThat(Sessions.rows("select 1 from feedback.answer where follow_up_id = '" + other.followUp() + "'"))
                .isEmpty();
    }

    @Test
    void the_same_answer_sent_twice_counts_once() {
        at(50);
        var key = UUID.randomUUID().toString();
        var body = body(Map.of("improved", List.of("pain")));
        String first = post("/answers", key, body).statusCode(201).extract().asString();
        post("/answers", key, body)
                .statusCode(201)
                .body(
                        "answerId",
                        equalTo(io.restassured.path.json.JsonPath.from(first).getString("answerId")));
        post("/answers", key, body(Map.of("painRating", 9)))
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        post("/answers", null, body).statusCode(400).body("code", equalTo("idempotency-key-missing"));
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited", "follow-up-answered");
    }

    @Test
    void two_too_intense_sessions_or_one_ugly_word_propose_another_therapist() {
        at(50);
        answer(Map.of("complaint", "too_intense"))
                .body("outcome", equalTo("overdone"))
                .body("next.anotherTherapist", equalTo(false));
        session = sessions.aSessionEnded(cleo, ada, CLOCK.instant());
        at(50);
        answer(Map.of("complaint", "too_intense")).body("next.anotherTherapist", equalTo(true));

        session = sessions.aSessionEnded(cleo, UUID.randomUUID(), CLOCK.instant());
        at(50);
        answer(Map.of("words", List.of("electric")))
                .body("outcome", equalTo("overdone"))
                .body("next.anotherTherapist", equalTo(true));
        assertThat(Sessions.payloadsOf(session.followUp(), "follow-up-answered").getFirst())
                .contains("\"uglyWord\":true");
    }

    @Test
    void not_intense_enough_is_normal_and_told_on_S23() {
        at(50);
        answer(Map.of("hoursToEnd", 30, "complaint", "not_intense_enough")).body("outcome", equalTo("normal"));
        assertThat(Sessions.payloadsOf(session.followUp(), "follow-up-answered").getFirst())
                .contains("\"complaint\":\"not_intense_enough\"");
    }

    @Test
    void self_massage_is_shown_to_who_asked_for_it_and_has_no_flag() {
        sessions.anIntake(cleo, false, 7, true);
        at(50);
        answer(Map.of()).body("selfCare", hasSize(5)).body("selfCare[0]", containsString("low back, hips"));

        session = sessions.aSessionEnded(cleo, ada, CLOCK.instant());
        sessions.anIntake(cleo, true, 3, true);
        at(50);
        answer(Map.of()).statusCode(201).body("selfCare", nullValue());
    }

    @Test
    void self_care_can_be_looked_up_before_the_first_session_and_until_an_answer_that_is_not_normal() {
        selfCare(cleo).body("items", hasSize(0));
        sessions.anIntake(cleo, false, 7, true);
        selfCare(cleo).body("items", hasSize(5)).body("items[0]", containsString("low back"));
        at(50);
        answer(Map.of()).body("outcome", equalTo("normal"));
        selfCare(cleo).body("items", hasSize(5)).body("items[0]", containsString("low back, hips"));

        session = sessions.aSessionEnded(cleo, ada, CLOCK.instant());
        at(50);
        answer(Map.of("complaint", "too_intense")).body("outcome", equalTo("overdone"));
        selfCare(cleo).body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"true, 7, true", "false, 3, true", "false, 7, false"})
    void self_care_is_not_shown_after_a_flag_to_gentle_work_or_unasked(boolean flag, int ceiling, boolean wanted) {
        sessions.anIntake(cleo, flag, ceiling, wanted);
        selfCare(cleo).body("items", hasSize(0));
    }

    private static ValidatableResponse selfCare(UUID client) {
        return as(client).get(BASE + "/self-care").then().statusCode(200);
    }

    @Test
    void change_over_time_is_labelled_as_change() {
        at(50);
        answer(Map.of("painRating", 6)).statusCode(201);
        as(cleo).get(BASE + "/outcomes")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("change", nullValue());
        session = sessions.aSessionEnded(cleo, ada, CLOCK.instant());
        at(50);
        answer(Map.of("painRating", 4, "globalChange", 3)).statusCode(201);
        as(cleo).get(BASE + "/outcomes")
                .then()
                .body("items.painRating", contains(6, 4))
                .body("change.painBetter", equalTo(true))
                .body("change.percentFall", equalTo(33))
                .body("change.globallyBetter", equalTo(true))
                .body("change.caution", containsString("do not show that massage was the cause"));
    }

    // ------------------------------------------------------------ signs

    @Test
    void a_fever_at_20_hours_is_heard_before_the_window_S28() throws Exception {
        at(20);
        signs(List.of("fever"))
                .statusCode(201)
                .body("outcome", equalTo("doctor"))
                .body("urgent", equalTo(false))
                .body("headline", equalTo("Please call a doctor before any more massage."));
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("adverse-sign-reported");
        assertThat(Sessions.payloadsOf(session.followUp(), "adverse-sign-reported")
                        .getFirst())
                .contains("\"outcome\":\"doctor\"")
                .doesNotContain("fever");
        tick();
        assertThat(mailsToAddress("ada+" + ada + "@example.test")).hasSize(1);
        assertThat(mailsToAddress("safety@kneadwell.example")).isEmpty();
        at(48);
        assertThat(mailsToCleo())
                .as("nobody asks how sore somebody is who was sent to a doctor")
                .isEmpty();

        signs(List.of("fever", "bladder_bowel_change")).body("outcome", equalTo("urgent"));
    }

    @Test
    void a_therapist_who_reads_german_is_told_in_german() throws Exception {
        var bea = UUID.randomUUID();
        session = sessions.aSessionEnded(cleo, bea, UUID.randomUUID(), session.end(), "de");
        at(20);
        signs(List.of("fever")).statusCode(201);
        tick();
        var mail = mailsToAddress("ada+" + bea + "@example.test").getFirst();
        assertThat(mail.getSubject()).isEqualTo("Bitte sehen Sie sich eine Rückmeldung an");
        assertThat(MailServer.textOf(mail))
                .contains("Cleo Example hat uns nach einem Termin bei Ihnen geschrieben.", "<html lang=\"de\">")
                .contains("http://localhost:8080/therapist/appointments/" + session.appointment() + "/summary")
                .doesNotContainIgnoringCase("fever", "Fieber", "wrote to us");
    }

    @Test
    void an_urgent_sign_is_unmissable_and_alerts_the_safety_contact_without_saying_what() throws Exception {
        at(20);
        signs(List.of("dark_urine"))
                .statusCode(201)
                .body("urgent", equalTo(true))
                .body("headline", equalTo("Please get urgent medical care now."))
                .body("advice[0]", containsString("local emergency number"))
                .body("advice", not(contains(startsWith("Drink"))))
                .body("next.sessions", equalTo(0));
        tick();
        var alerts = mailsToAddress("safety@kneadwell.example");
        assertThat(alerts).hasSize(1);
        assertThat(GreenMailUtil.getWholeMessage(alerts.getFirst()))
                .contains("Cleo Example")
                .doesNotContainIgnoringCase("urine")
                .doesNotContainIgnoringCase("urgent");
        assertThat(mailsToAddress("ada+" + ada + "@example.test")).hasSize(1);
    }

    @Test
    void signs_are_heard_after_the_answer_and_after_the_end() {
        at(50);
        answer(Map.of()).statusCode(201);
        signs(List.of("worsening_swelling")).statusCode(201).body("outcome", equalTo("doctor"));
        at(24 * 7);
        signs(List.of("new_pain")).statusCode(201).body("outcome", equalTo("doctor"));
        assertThat(Sessions.eventsOf(session.followUp()))
                .containsExactly(
                        "follow-up-invited", "follow-up-answered", "adverse-sign-reported", "adverse-sign-reported");
    }

    @Test
    void a_sign_that_asks_for_nothing_yet_is_kept_and_nothing_changes() {
        at(30);
        signs(List.of("new_pain"))
                .statusCode(201)
                .body("outcome", nullValue())
                .body("headline", equalTo("Thank you, we have kept this."))
                .body("advice[0]", containsString("seven days"));
        assertThat(Sessions.eventsOf(session.followUp())).isEmpty();
        state().body("state", equalTo("scheduled"));
        at(72);
        state().body("answers", hasSize(1));
    }

    @Test
    void signs_within_an_answer_send_both_events() {
        at(50);
        answer(Map.of("signs", List.of("persisting_numbness"))).body("outcome", equalTo("doctor"));
        assertThat(Sessions.eventsOf(session.followUp()))
                .containsExactly("follow-up-invited", "follow-up-answered", "adverse-sign-reported");
        assertThat(Sessions.eventsOf(cleo))
                .as("nothing is planned for somebody who needs a doctor")
                .isEmpty();
    }

    // ------------------------------------------------------------ who sees what

    @Test
    void the_therapist_sees_target_against_reported_but_no_private_text_and_no_signs() {
        at(50);
        answer(Map.of(
                        "soreness",
                        0,
                        "regions",
                        List.of(Map.of("region", "low_back", "soreness", 0)),
                        "words",
                        List.of("relieving"),
                        "signs",
                        List.of("malaise"),
                        "note",
                        "only for me",
                        "notePrivate",
                        true))
                .statusCode(201);
        String seen = given().auth()
                .oauth2(Tokens.therapist(session.therapistAccount()))
                .get(BASE + "/appointments/" + session.appointment() + "/follow-up")
                .then()
                .statusCode(200)
                .body("client.name", equalTo("Cleo Example"))
                .body("answers[0].outcome", equalTo("overdone"))
                .body("answers[0].regions[0].target", equalTo(5))
                .body("answers[0].regions[0].soreness", equalTo(0))
                .body("answers[0].words", contains("relieving"))
                .extract()
                .asString();
        assertThat(seen).doesNotContain("only for me", "malaise", "signs");
        state().body("answers[0].note", equalTo("only for me")).body("answers[0].signs", contains("malaise"));
    }

    @Test
    void what_is_somebody_elses_answers_as_what_does_not_exist() {
        at(50);
        var stranger = UUID.randomUUID();
        var walk = new AuthorizationWalk("feedback");
        var followUp = Map.of("id", session.followUp().toString());
        var asStranger = Tokens.client(stranger);
        walk.assertSameAsMissing("getFollowUp", asStranger, followUp, Map.of());
        walk.assertSameAsMissing("answerFollowUp", asStranger, followUp, body(Map.of()));
        walk.assertSameAsMissing("reportAdverseSigns", asStranger, followUp, Map.of("signs", List.of("fever")));
        walk.assertSameAsMissing(
                "getAppointmentFollowUp",
                Tokens.therapist(UUID.randomUUID()),
                Map.of("appointmentId", session.appointment().toString()),
                Map.of());
        walk.assertAllWereTried(
                Set.of("getFollowUp", "answerFollowUp", "reportAdverseSigns", "getAppointmentFollowUp"),
                // Coordinators look after the events of all.
                Set.of(
                        "replayAggregate",
                        "discardDeadLetter",
                        "replayDeadLetter",
                        "replayDeadLetterAcrossGap",
                        "replaySubscription",
                        "acceptEventSource"));
        as(stranger).get(BASE + "/follow-ups").then().statusCode(200).body("items", hasSize(0));
        as(stranger).get(BASE + "/outcomes").then().statusCode(200).body("items", hasSize(0));
        assertThat(Sessions.eventsOf(session.followUp())).containsExactly("follow-up-invited");
    }

    @Test
    void reading_what_is_ones_own_changes_nothing() {
        sessions.anIntake(cleo, false, 7, true);
        at(50);
        answer(Map.of("note", "It was good.")).statusCode(201);
        var days = Map.of("from", "2026-03-01", "to", "2026-03-31");
        new AuthorizationWalk("feedback")
                .assertThatReadsChangeNothing(
                        PostgresResource.database(),
                        List.of(
                                Tokens.client(cleo),
                                Tokens.therapist(session.therapistAccount()),
                                Tokens.of(UUID.randomUUID(), "coordinator")),
                        Map.of(
                                "getFollowUp", Map.of("id", session.followUp().toString()),
                                "getAppointmentFollowUp",
                                        Map.of(
                                                "appointmentId",
                                                session.appointment().toString()),
                                "getFollowUpFigures", days),
                        Map.of(),
                        Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/follow-ups",
                "/follow-ups/X",
                "/outcomes",
                "/plan",
                "/self-care",
                "/appointments/Y/follow-up",
                "/appointment-follow-ups"
            })
    void without_the_right_token_nothing_is_shown(String path) {
        String real = BASE
                + path.replace("X", session.followUp().toString())
                        .replace("Y", session.appointment().toString());
        boolean therapists = path.startsWith("/appointment");
        String role = therapists ? "therapist" : "client";
        given().get(real).then().statusCode(401).contentType(containsString("problem+json"));
        for (String bad : List.of(
                Tokens.expired(cleo, role),
                Tokens.wrongAudience(cleo, role),
                Tokens.wrongIssuer(cleo, role),
                Tokens.wrongKey(cleo, role),
                Tokens.algNone(cleo, role),
                Tokens.hs256Confusion(cleo, role),
                "nonsense")) {
            given().auth().oauth2(bad).get(real).then().statusCode(401);
        }
        for (String other : List.of(
                Tokens.coordinator(cleo),
                Tokens.integrator(cleo),
                therapists ? Tokens.client(cleo) : Tokens.therapist(cleo))) {
            given().auth().oauth2(other).get(real).then().statusCode(403).contentType(containsString("problem+json"));
        }
    }

    @Test
    void the_list_is_the_callers_own_newest_first_page_by_page() {
        var second = sessions.aSessionEnded(cleo, ada, session.end().plusSeconds(60));
        var third = sessions.aSessionEnded(cleo, ada, session.end().plusSeconds(120));
        var page = as(cleo).get(BASE + "/follow-ups?limit=2")
                .then()
                .statusCode(200)
                .extract();
        assertThat(page.jsonPath().getList("items.id"))
                .isEqualTo(
                        List.of(third.followUp().toString(), second.followUp().toString()));
        assertThat(page.header("Link")).contains("rel=\"next\"");
        as(cleo).get(BASE + "/follow-ups?limit=2&cursor=" + page.jsonPath().getString("next"))
                .then()
                .body("items.id", contains(session.followUp().toString()))
                .body("next", nullValue());
        as(cleo).get(BASE + "/follow-ups?state=missed").then().body("items", hasSize(0));
        as(cleo).get(BASE + "/follow-ups?state=nonsense").then().statusCode(400);
        as(cleo).get(BASE + "/follow-ups?cursor=nonsense").then().statusCode(400);
        as(cleo).get(BASE + "/follow-ups?limit=101").then().statusCode(oneOf(400, 422));
    }

    // ------------------------------------------------------------ bad input

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "malformed; {\"soreness\": ",
                "not an object; [1]",
                "unknown field; +surprise=1",
                "wrong type; soreness=\"five\"",
                "soreness above 10; soreness=11",
                "soreness below 0; soreness=-1",
                "no soreness; soreness=null",
                "no trend; trend=null",
                "unknown trend; trend=\"sideways\"",
                "unknown word; words=[\"yummy\"]",
                "unknown sign; signs=[\"spots\"]",
                "null sign; signs=[null]",
                "unknown region; regions=[{\"region\":\"tail\",\"soreness\":1}]",
                "region soreness 11; regions=[{\"region\":\"hips\",\"soreness\":11}]",
                "global change 6; globalChange=6",
                "pain rating 11; painRating=11",
                "negative hours; hoursToEnd=-1",
                "ended in the future; hoursToEnd=52",
                "ended while sore; soreness=2,hoursToEnd=3",
                "ended before it began; hoursToStart=9,hoursToEnd=3",
                "a number with a fraction; soreness=2.5"
            })
    void a_bad_answer_is_refused_and_leaves_nothing(String name, String change) {
        at(50);
        String body = change.startsWith("{") || change.startsWith("[") ? change : changed(change);
        String answer = as(cleo).header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post(BASE + "/follow-ups/" + session.followUp() + "/answers")
                .then()
                .statusCode(oneOf(400, 422))
                .contentType(containsString("application/problem+json"))
                .body("code", notNullValue())
                .body("title", notNullValue())
                .extract()
                .asString();
        assertThat(answer).doesNotContain("Exception", "org.kneadwell.feedback", "jackson", "select ");
        assertThat(Sessions.rows("select 1 from feedback.answer where follow_up_id = '" + session.followUp() + "'"))
                .isEmpty();
        state().body("state", equalTo("invited"));
    }

    @Test
    void odd_requests_are_answered_with_problems() {
        as(cleo).get(BASE + "/follow-ups/not-a-uuid")
                .then()
                .statusCode(oneOf(400, 404))
                .contentType(containsString("problem+json"));
        as(cleo).get(BASE + "/nowhere").then().statusCode(404).contentType(containsString("problem+json"));
        as(cleo).delete(BASE + "/follow-ups").then().statusCode(405).contentType(containsString("problem+json"));
        as(cleo).header("Idempotency-Key", "x")
                .contentType(ContentType.TEXT)
                .body("hello")
                .post(BASE + "/follow-ups/" + session.followUp() + "/answers")
                .then()
                .statusCode(415)
                .contentType(containsString("problem+json"));
        as(cleo).header("Idempotency-Key", "y")
                .contentType(ContentType.JSON)
                .body("{\"note\":\"" + "x".repeat(300 * 1024) + "\"}")
                .post(BASE + "/follow-ups/" + session.followUp() + "/answers")
                .then()
                .statusCode(413);
        post("/adverse-signs", UUID.randomUUID().toString(), Map.of("signs", List.of()))
                .statusCode(oneOf(400, 422));
        post("/answers", UUID.randomUUID().toString(), body(Map.of("note", "x".repeat(2001))))
                .statusCode(oneOf(400, 422));
    }

    @Test
    void the_committed_api_document_is_the_one_served() {
        OpenApiDocument.assertUpToDate("feedback");
    }

    // ------------------------------------------------------------ prose

    private void at(int hours) {
        at(Duration.ofHours(hours));
    }

    private void at(Duration sinceEnd) {
        CLOCK.set(session.end().plus(sinceEnd));
        tick();
    }

    private ValidatableResponse state() {
        return as(cleo).get(BASE + "/follow-ups/" + session.followUp()).then().statusCode(200);
    }

    private ValidatableResponse answer(Map<String, Object> changes) {
        return post("/answers", UUID.randomUUID().toString(), body(changes));
    }

    private ValidatableResponse signs(List<String> signs) {
        return post("/adverse-signs", UUID.randomUUID().toString(), Map.of("signs", signs));
    }

    private ValidatableResponse post(String path, String key, Map<String, Object> body) {
        var request = as(cleo).contentType(ContentType.JSON).body(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post(BASE + "/follow-ups/" + session.followUp() + path).then();
    }

    private ValidatableResponse post(UUID client, String path, Map<String, Object> body) {
        return as(client)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post(BASE + "/follow-ups/" + session.followUp() + path)
                .then();
    }

    private static RequestSpecification as(UUID client) {
        return given().auth().oauth2(Tokens.client(client));
    }

    /** Nothing wrong at all. */
    private static Map<String, Object> body(Map<String, Object> changes) {
        var body = new HashMap<String, Object>(Map.of(
                "soreness",
                0,
                "trend",
                "better",
                "bruising",
                "none",
                "headache",
                false,
                "fatigue",
                false,
                "complaint",
                "none",
                "painRating",
                4,
                "globalChange",
                0));
        body.putAll(changes);
        return body;
    }

    private static String changed(String changes) {
        try {
            var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
            var body = mapper.valueToTree(body(Map.of())).deepCopy();
            for (String change : changes.split(",(?=[a-zA-Z]+=)", -1)) {
                var parts = change.replaceFirst("^\\+", "").split("=", 2);
                ((com.fasterxml.jackson.databind.node.ObjectNode) body).set(parts[0], mapper.readTree(parts[1]));
            }
            return mapper.writeValueAsString(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tick() {
        followUpClock.tick();
        mails.sendDue();
    }

    private Map<String, Object> mailRow(String kind) {
        return Sessions.rows(
                        "select id::text, attempts, sent_at, dropped_at from feedback.mail_queue where subject_id = '"
                                + session.followUp() + "' and kind = '" + kind + "'")
                .getFirst();
    }

    private List<MimeMessage> mailsToCleo() {
        return mailsTo(cleo);
    }

    private List<String> subjectsToCleo() throws MessagingException {
        var subjects = new java.util.ArrayList<String>();
        for (var mail : mailsToCleo()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    private static List<MimeMessage> mailsTo(UUID client) {
        return mailsToAddress("cleo+" + client + "@example.test");
    }

    private static List<MimeMessage> mailsToAddress(String address) {
        return MailServer.sentTo(address);
    }
}
