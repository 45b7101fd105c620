package org.kneadwell.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.AppointmentRescheduled;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.kit.mail.MailOutbox;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.DeliveryGuard;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.testkit.AuthorizationWalk;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.OpenApiDocument;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.SpokenTexts;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Intensity;

/** The service as its callers meet it, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class IntakeServiceTest {

    static final String API = "/api/intake/v1";

    private static final List<String> SUMMARIES = List.of("getSummary", "getSummaryPage", "getSummaryPdf");

    /** Coordinators look after events; the questionnaire is the same for all. */
    private static final Set<String> FOR_EVERYBODY_WITH_THE_ROLE = Set.of(
            "replayAggregate",
            "discardDeadLetter",
            "replayDeadLetter",
            "replayDeadLetterAcrossGap",
            "replaySubscription",
            "acceptEventSource",
            "getQuestionnaire");

    @Inject
    jakarta.enterprise.inject.Instance<EventHandler<?>> handlers;

    @Inject
    DeliveryGuard guard;

    @Inject
    EntityManager entities;

    @Inject
    ClientScope scope;

    @Inject
    MailOutbox mails;

    final UUID client = UUID.randomUUID();
    final UUID therapist = UUID.randomUUID();

    @Test
    void a_client_submits_an_intake_and_reads_what_it_means() {
        var submitted = submit(healthy());
        submitted
                .statusCode(201)
                .body("outcome", equalTo("ok"))
                .body("ceiling", equalTo(7))
                .body("bookable", equalTo(true))
                .body("excludedStyles", hasSize(0))
                .body("ruleSetVersion", equalTo("2026.1"))
                .body("headline", equalTo("You can book a massage."))
                .body("plan.regions.find { it.region == 'low_back' }.target", equalTo(5))
                .body("plan.regions.find { it.region == 'low_back' }.band.low", equalTo(4))
                .body("plan.regions.find { it.region == 'low_back' }.band.high", equalTo(5))
                .body("plan.regions.find { it.region == 'low_back' }.start", equalTo(3))
                .body("plan.regions.find { it.region == 'hips' }.ask", equalTo(true))
                .body("plan.regions.find { it.region == 'hips' }.target", nullValue())
                .body("notes", hasItem(containsString("not a diagnosis")));
        String id = submitted.extract().path("id");

        as(client).get(API + "/assessments/" + id).then().statusCode(200).body("id", equalTo(id));
        as(client).get(API + "/assessments/current").then().statusCode(200).body("id", equalTo(id));
        as(client)
                .get(API + "/pressure-plan/history")
                .then()
                .statusCode(200)
                .body("items.sentence", contains("Low back is at 5: as you said."))
                .body("items[0].causeId", equalTo(id));
        assertThat(outboxTypes()).containsExactly("intake.intake-assessed.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "de-CH;q=0.9, en;q=0.5", "fr, de-DE;q=0.2"})
    void what_is_asked_is_asked_in_german_when_that_is_wanted(String wanted) {
        as(client)
                .header("Accept-Language", wanted)
                .get(API + "/questionnaires/current")
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .header("Vary", containsString("Accept-Language"))
                .body("title", equalTo("Ihre Angaben"))
                .body("steps[0].questions[0].text", equalTo("Sind Sie 18 Jahre oder älter?"));
        as(client)
                .header("Accept-Language", wanted)
                .get(API + "/questionnaires/2026.1")
                .then()
                .body("title", equalTo("Ihre Angaben"));
        as(client).get(API + "/questionnaires/2026.1.de").then().statusCode(404);
        as(client)
                .header("Accept-Language", wanted)
                .get(API + "/consent-texts/current")
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body("version", equalTo("2026.1"))
                .body("text", startsWith("Ihre Antworten betreffen Ihre Gesundheit."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "de;q=0", "de;q=much", "???", ", ,"})
    void anything_else_is_answered_in_english(String wanted) {
        as(client)
                .header("Accept-Language", wanted)
                .get(API + "/questionnaires/current")
                .then()
                .statusCode(200)
                .header("Content-Language", "en")
                .header("Vary", containsString("Accept-Language"))
                .body("title", equalTo("Your intake"));
    }

    @Test
    void the_language_in_which_consent_was_read_is_kept() {
        var text = as(client).get(API + "/consent-texts/current").then().extract();
        as(client)
                .header("Accept-Language", "de")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(Map.of("version", text.path("version"), "purposes", text.path("purposes.key")))
                .post(API + "/consents")
                .then()
                .statusCode(201);
        as(client).get(API + "/consents").then().body("items.language", contains("de"));
    }

    @Test
    void the_same_answers_are_explained_in_either_language() {
        var answers = healthy();
        answers.put("medications", List.of("blood_thinner"));
        String id = submit(answers).statusCode(201).extract().path("id");
        var appointment = booked();
        as(client)
                .header("Accept-Language", "de")
                .get(API + "/assessments/" + id)
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body("headline", equalTo("Sie können eine sanfte Massage buchen."))
                .body("understood", hasItem(startsWith("Hier haben Sie Beschwerden: unterer Rücken")))
                .body("reasons[0].title", equalTo("Ein Blutverdünner"))
                .body("reasons[0].text", equalTo("Der Druck beträgt höchstens 3 von 10."))
                .body("reasons[0].source", startsWith("Bedingung und Rat"))
                .body("advice[0].text", startsWith("Fragen Sie ärztlich nach."))
                .body("notes", hasItem(startsWith("Dies ist keine Diagnose.")))
                .body(
                        "plan.regions.find { it.region == 'low_back' }.ceilingReason",
                        equalTo("Ein Blutverdünner: höchstens 3."));
        as(client)
                .header("Accept-Language", "de")
                .get(API + "/assessments/" + id + "/explanation")
                .then()
                .body("rules[0].appliesWhen", equalTo("`medications` ist blood_thinner"));
        as(client)
                .get(API + "/assessments/" + id)
                .then()
                .header("Content-Language", "en")
                .body("reasons[0].title", equalTo("A blood thinner"));
        as(client)
                .header("Accept-Language", "de")
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "lower_today", "intensityToday", Map.of("low_back", 2)))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body("advice", hasItem(startsWith("Fragen Sie ärztlich nach.")));
        as(client)
                .header("Accept-Language", "de")
                .get(API + "/pressure-plan/history?region=low_back")
                .then()
                .body(
                        "items.sentence",
                        contains(
                                "Unterer Rücken 3 → 2: Ihre Zahl für heute.",
                                "Unterer Rücken bei 3: mehr ist hier nicht richtig; Ihre Angabe bleibt erhalten."));
        as(client)
                .get(API + "/pressure-plan/history?region=low_back")
                .then()
                .body("items[0].sentence", equalTo("Low back 3 → 2: your number for today."));
    }

    @Test
    void the_summary_is_read_in_german_as_data_page_and_pdf() throws IOException {
        var answers = healthy();
        answers.put("medications", List.of("blood_thinner"));
        submit(answers).statusCode(201);
        var path = API + "/appointments/" + booked() + "/summary";
        asTherapist(therapist)
                .header("Accept-Language", "de")
                .get(path)
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body("ceilingReasons", contains("Ein Blutverdünner: höchstens 3."))
                .body("safetyNotes", hasItem(startsWith("Ein Blutverdünner. Der Person wurde gesagt: Fragen Sie")))
                .body(
                        "checkInPlan[2]",
                        equalTo("Zwei oder mehr unter dem Ziel: eins mehr anbieten, mit Einverständnis."));
        asTherapist(therapist)
                .header("Accept-Language", "de")
                .get(path + ".html")
                .then()
                .body(containsString("<html lang=\"de\">"))
                .body(containsString("Übersicht zum Termin: Cleo Sand"))
                .body(containsString("Leichter beginnen: ja"));
        var pdf = asTherapist(therapist)
                .header("Accept-Language", "de")
                .get(path + ".pdf")
                .then()
                .header("Content-Language", "de")
                .extract()
                .asByteArray();
        try (var document = Loader.loadPDF(pdf)) {
            var words = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(words)
                    .contains("Übersicht zum Termin: Cleo Sand", "unterer Rücken", "Dies ist keine Diagnose")
                    .contains("nur sanfte Behandlung", "Tiefe Gewebemassage", "Rückfragen");
            assertThat(SpokenTexts.leftInEnglish(words)).isFalse();
        }
    }

    @Test
    void an_assessment_is_explained_by_its_stored_rules() {
        var answers = healthy();
        answers.put("medications", List.of("blood_thinner"));
        String id = submit(answers)
                .statusCode(201)
                .body("outcome", equalTo("gentle_only"))
                .extract()
                .path("id");
        as(client)
                .get(API + "/assessments/" + id + "/explanation")
                .then()
                .statusCode(200)
                .body("ruleSetVersion", equalTo("2026.1"))
                .body("reviewedByClinician", equalTo(false))
                .body("rules.ruleId", contains("blood_thinner"))
                .body("rules[0].appliesWhen", equalTo("`medications` is blood_thinner"));
    }

    @Test
    void nothing_is_kept_before_consent() {
        as(client)
                .header("Idempotency-Key", key())
                .post(API + "/drafts")
                .then()
                .statusCode(403)
                .body("code", equalTo("consent-required"));
        as(client).get(API + "/consent").then().statusCode(200).body("given", equalTo(false));
    }

    @Test
    void withdrawn_consent_stops_the_use_of_the_answers() {
        submit(healthy()).statusCode(201);
        as(client).post(API + "/consents/withdrawal").then().statusCode(204);
        as(client).get(API + "/consent").then().body("given", equalTo(false));
        as(client).header("Idempotency-Key", key()).post(API + "/drafts").then().statusCode(403);
    }

    @Test
    void an_incomplete_safety_section_is_refused_with_the_open_questions_and_keeps_the_draft() {
        var draft = draft();
        save(draft, Map.of("adult", true, "neuro", List.of("weakness"))).statusCode(200);
        as(client)
                .header("Idempotency-Key", key())
                .post(API + "/drafts/" + draft + "/submission")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("incomplete-safety-section"))
                .body("violations.field", hasItems("urgent_signs", "weakness_explained", "conditions", "sensitised"))
                .body("violations.field", not(hasItem("adult")));
        as(client)
                .get(API + "/drafts/current")
                .then()
                .statusCode(200)
                .body("answers.adult", equalTo(true))
                .body("unansweredSafety", hasItem("weakness_explained"));
        as(client).get(API + "/assessments/current").then().statusCode(404);
        assertThat(outboxTypes()).isEmpty();
    }

    @Test
    void the_same_submission_sent_twice_acts_once() {
        var draft = draft();
        save(draft, healthy()).statusCode(200);
        var key = key();
        String first = submission(draft, key).statusCode(201).extract().path("id");
        submission(draft, key).statusCode(201).body("id", equalTo(first));
        submission(draft, key()).statusCode(409).body("code", equalTo("draft-submitted"));
        as(client).post(API + "/drafts/" + draft + "/submission").then().statusCode(400);
        assertThat(outboxTypes()).containsExactly("intake.intake-assessed.v1");
    }

    @Test
    void a_stale_change_of_a_draft_is_refused() {
        var draft = draft();
        var body = Map.of("answers", Map.of("adult", true));
        var etag = as(client).get(API + "/drafts/" + draft).header("ETag");
        as(client)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(428);
        as(client)
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(body)
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(200);
        as(client)
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(body)
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(412);
        save(draft, withNull("adult")).statusCode(200).body("answers.adult", nullValue());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"answers":{"no_such_question":true}}                                            | answers.no_such_question
            {"answers":{"adult":"yes"}}                                                      | answers.adult
            {"answers":{"baseline_pain":11}}                                                 | answers.baseline_pain
            {"answers":{"baseline_pain":2.5}}                                                | answers.baseline_pain
            {"answers":{"intensity_target":{"low_back":11}}}                                 | answers.intensity_target
            {"answers":{"intensity_target":{"low_back":0}}}                                  | answers.intensity_target
            {"answers":{"intensity_target":{"tail":5}}}                                      | answers.intensity_target
            {"answers":{"pressure_word":{"low_back":"brutal"}}}                              | answers.pressure_word
            {"answers":{"pain_regions":["tail"]}}                                            | answers.pain_regions
            {"answers":{"pain_regions":"low_back"}}                                          | answers.pain_regions
            {"answers":{"conditions":["none","pregnancy"]}}                                  | answers.conditions
            {"answers":{"surgery":{"date":"2099-01-01","site":"hips"}}}                      | answers.surgery
            {"answers":{"surgery":{"date":"yesterday","site":"hips"}}}                       | answers.surgery
            {"answers":{"surgery":{"date":"2026-01-01"}}}                                    | answers.surgery
            """)
    void an_answer_that_makes_no_sense_is_refused_and_nothing_is_kept(String body, String field) {
        var draft = draft();
        as(client)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body(body)
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations.field", contains(field));
        as(client).get(API + "/drafts/" + draft).then().body("answers.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"answers\":", "{\"answers\":{},\"more\":1}", "{\"answers\":[]}", "{}", "null", "[1]", ""})
    void a_body_of_the_wrong_shape_is_a_problem(String body) {
        var draft = draft();
        as(client)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body(body)
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 422))
                .contentType("application/problem+json");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        var draft = draft();
        as(client)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body("{\"answers\":{\"diagnosis\":\"" + "x".repeat(300_000) + "\"}}")
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(413);
    }

    @Test
    void what_is_somebody_elses_answers_as_what_does_not_exist() {
        String assessment = submit(healthy()).statusCode(201).extract().path("id");
        var draft = Map.of("id", draft());
        var appointment = Map.of("appointmentId", booked().toString());
        var another = UUID.randomUUID();
        consent(another);
        var anotherClient = Tokens.client(another);
        var anotherTherapist = Tokens.therapist(UUID.randomUUID());
        var walk = new AuthorizationWalk("intake");
        for (var operation : List.of("getAssessment", "explainAssessment")) {
            walk.assertSameAsMissing(operation, anotherClient, Map.of("id", assessment), Map.of());
        }
        walk.assertSameAsMissing("getDraft", anotherClient, draft, Map.of());
        walk.assertSameAsMissing("saveDraft", anotherClient, draft, Map.of("answers", Map.of("adult", true)));
        walk.assertSameAsMissing("submitDraft", anotherClient, draft, Map.of());
        walk.assertSameAsMissing("getTodayCheck", anotherClient, appointment, Map.of());
        walk.assertSameAsMissing("putTodayCheck", anotherClient, appointment, Map.of("tolerance", "same"));
        for (var operation : SUMMARIES) {
            walk.assertSameAsMissing(operation, anotherTherapist, appointment, Map.of());
        }
        // Her own therapist, 31 days after the session.
        SettableClock.shared().advance(Duration.ofDays(1 + 31));
        for (var operation : SUMMARIES) {
            walk.assertSameAsMissing(operation, Tokens.therapist(therapist), appointment, Map.of());
        }
        walk.assertAllWereTried(
                Set.of(
                        "getAssessment",
                        "explainAssessment",
                        "getDraft",
                        "saveDraft",
                        "submitDraft",
                        "getTodayCheck",
                        "putTodayCheck",
                        "getSummary",
                        "getSummaryPage",
                        "getSummaryPdf"),
                FOR_EVERYBODY_WITH_THE_ROLE);
    }

    @Test
    void reading_what_is_ones_own_changes_nothing() {
        var answers = healthy();
        answers.put("conditions", List.of("clot_history"));
        String assessment = submit(answers).statusCode(201).extract().path("id");
        var today = today().toString();
        clearance(Map.of(
                        "conditions",
                        List.of("clot_history"),
                        "clinician",
                        "Dr Ahn",
                        "notedOn",
                        today,
                        "validFrom",
                        today,
                        "validUntil",
                        today))
                .statusCode(201);
        var appointment = Map.of("appointmentId", booked().toString());
        as(client)
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "same", "note", "Rather quiet today."))
                .put(API + "/appointments/" + appointment.get("appointmentId") + "/today-check")
                .then()
                .statusCode(200);
        var draft = Map.of("id", draft());

        new AuthorizationWalk("intake")
                .assertThatReadsChangeNothing(
                        PostgresResource.database(),
                        List.of(
                                Tokens.client(client),
                                Tokens.therapist(therapist),
                                Tokens.of(UUID.randomUUID(), "coordinator")),
                        Map.of(
                                "getAssessment", Map.of("id", assessment),
                                "explainAssessment", Map.of("id", assessment),
                                "getDraft", draft,
                                "getTodayCheck", appointment,
                                "getSummary", appointment,
                                "getSummaryPage", appointment,
                                "getSummaryPdf", appointment,
                                "getQuestionnaire", Map.of("version", "2026.1")),
                        Map.of(),
                        // Whoever is erased has nothing else to read.
                        Set.of("getErasure"));
    }

    @Test
    void the_wrong_role_and_a_bad_token_are_turned_away() {
        for (var path :
                List.of("/assessments/current", "/drafts/current", "/pressure-plan", "/clearances", "/consent")) {
            given().auth()
                    .oauth2(Tokens.therapist(therapist))
                    .get(API + path)
                    .then()
                    .statusCode(403);
            given().auth()
                    .oauth2(Tokens.coordinator(therapist))
                    .get(API + path)
                    .then()
                    .statusCode(403);
            given().get(API + path).then().statusCode(401);
            given().auth()
                    .oauth2(Tokens.expired(client, "client"))
                    .get(API + path)
                    .then()
                    .statusCode(401);
            given().auth()
                    .oauth2(Tokens.wrongAudience(client, "client"))
                    .get(API + path)
                    .then()
                    .statusCode(401);
            given().auth()
                    .oauth2(Tokens.wrongKey(client, "client"))
                    .get(API + path)
                    .then()
                    .statusCode(401);
        }
        var appointment = booked();
        as(client).get(API + "/appointments/" + appointment + "/summary").then().statusCode(403);
    }

    @Test
    void a_note_clears_until_it_ends() {
        var answers = healthy();
        answers.put("conditions", List.of("clot_history"));
        answers.put("pressure_word", Map.of("low_back", "medium", "lower_legs", "medium"));
        submit(answers)
                .statusCode(201)
                .body("outcome", equalTo("clearance"))
                .body("bookable", equalTo(false))
                .body("ceiling", equalTo(0));

        var today = today();
        clearance(Map.of(
                        "conditions",
                        List.of("clot_history"),
                        "clinician",
                        "Dr Ahn",
                        "notedOn",
                        today.toString(),
                        "validFrom",
                        today.toString(),
                        "validUntil",
                        today.plusDays(3).toString()))
                .statusCode(201)
                .body("coversToday", equalTo(true));
        as(client)
                .get(API + "/assessments/current")
                .then()
                .body("outcome", equalTo("gentle_only"))
                .body("ceiling", equalTo(3))
                .body("bookableUntil", equalTo(today.plusDays(3).toString()))
                .body("plan.regions.find { it.region == 'low_back' }.target", equalTo(3))
                .body("plan.regions.find { it.region == 'lower_legs' }.ceiling", equalTo(0));

        SettableClock.shared().advance(Duration.ofDays(4));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(outboxTypes())
                        .containsExactly(
                                "intake.intake-assessed.v1",
                                "intake.clearance-recorded.v1",
                                "intake.intake-assessed.v1",
                                "intake.clearance-expired.v1",
                                "intake.intake-assessed.v1"));
        as(client).get(API + "/assessments/current").then().body("outcome", equalTo("clearance"));
    }

    @ParameterizedTest
    @CsvSource({
        "no_such_rule, 0, 0, 5, conditions[0]",
        "bladder_bowel_change, 0, 0, 5, conditions[0]",
        "pregnancy, 1, 1, 5, notedOn",
        "pregnancy, 0, 5, 3, validUntil",
        "pregnancy, -9, -9, -1, validUntil"
    })
    void a_note_that_makes_no_sense_is_refused(String rule, int noted, int from, int until, String field) {
        var today = today();
        clearance(Map.of(
                        "conditions",
                        List.of(rule),
                        "clinician",
                        "Dr Ahn",
                        "notedOn",
                        today.plusDays(noted).toString(),
                        "validFrom",
                        today.plusDays(from).toString(),
                        "validUntil",
                        today.plusDays(until).toString()))
                .statusCode(422)
                .body("violations.field", hasItem(field));
    }

    @Test
    void todays_number_replaces_the_stored_one_and_never_passes_the_ceiling() {
        var answers = healthy();
        answers.put("bruises_easily", true);
        submit(answers).statusCode(201).body("ceiling", equalTo(4));
        var appointment = booked();
        as(client)
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "higher_today", "intensityToday", Map.of("low_back", 9)))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(200)
                .body("plan.regions.find { it.region == 'low_back' }.target", equalTo(4));
        as(client)
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "lower_today", "intensityToday", Map.of("low_back", 3)))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(200);
        as(client)
                .get(API + "/pressure-plan/history?causeId=" + appointment)
                .then()
                .body("items.sentence", contains("Low back 4 → 3: your number for today."));
        as(UUID.randomUUID())
                .get(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(404);
        as(client)
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "same", "intensityToday", Map.of("low_back", 12)))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(422);
    }

    @Test
    void a_new_sign_today_stops_the_visit() {
        submit(healthy()).statusCode(201);
        var appointment = booked();
        as(client)
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "same", "newSigns", List.of("fever_infection")))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("see_doctor"))
                .body("plan.ceiling", equalTo(0));
        as(client).get(API + "/assessments/current").then().body("bookable", equalTo(false));
    }

    @Test
    void a_follow_up_changes_the_plan_with_its_sentence() {
        submit(healthy()).statusCode(201);
        var appointment = booked();
        var followUp = UUID.randomUUID();
        deliver(new SessionCompleted(
                appointment,
                client,
                therapist,
                now(),
                List.of(new SessionCompleted.WorkedRegion(BodyRegion.LOW_BACK, Intensity.of(5), Intensity.of(5)))));
        deliver(answered(followUp, appointment, FollowUpClass.PROLONGED, Complaint.NONE, 60, true));
        as(client)
                .get(API + "/pressure-plan?therapistId=" + therapist)
                .then()
                .statusCode(200)
                .body("regions.find { it.region == 'low_back' }.target", equalTo(4))
                .body("regions.find { it.region == 'low_back' }.band.low", equalTo(3))
                .body("regions.find { it.region == 'low_back' }.start", equalTo(2))
                .body("regions.find { it.region == 'low_back' }.preference.word", equalTo("medium"))
                .body(
                        "regions.find { it.region == 'low_back' }.lastChange.sentence",
                        equalTo("Low back 5 → 4: still sore at 60 h."));
        // Asked again a day later and still sore: the same follow-up does not lower twice.
        deliver(answered(followUp, appointment, FollowUpClass.PROLONGED, Complaint.NONE, 84, true));
        as(client)
                .get(API + "/pressure-plan/history?causeId=" + followUp)
                .then()
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("follow_up"));
        assertThat(outboxTypes()).contains("intake.pressure-plan-changed.v1");

        // A later NORMAL answer confirms what was comfortable, and saying the same again keeps what was learned.
        deliver(answered(UUID.randomUUID(), appointment, FollowUpClass.NORMAL, Complaint.NONE, 50, false));
        submit(healthy())
                .statusCode(201)
                .body("plan.regions.find { it.region == 'low_back' }.target", equalTo(4))
                .body("plan.regions.find { it.region == 'low_back' }.observed", equalTo(5));
    }

    @ParameterizedTest
    @CsvSource({"DOCTOR, see_doctor, follow_up_doctor", "URGENT, urgent_care, follow_up_urgent"})
    void a_serious_sign_suspends_the_plan_until_a_note_clears_it(FollowUpClass sign, String outcome, String rule) {
        submit(healthy()).statusCode(201);
        var appointment = booked();
        deliver(new AdverseSignReported(UUID.randomUUID(), appointment, client, therapist, now(), sign));
        as(client)
                .get(API + "/assessments/current")
                .then()
                .body("outcome", equalTo(outcome))
                .body("bookable", equalTo(false))
                .body("plan.suspended", equalTo(true))
                .body("reasons.ruleId", contains(rule));
        SettableClock.shared().advance(Duration.ofMinutes(1));
        var today = today();
        clearance(Map.of(
                        "conditions",
                        List.of(rule),
                        "clinician",
                        "Dr Ahn",
                        "notedOn",
                        today.toString(),
                        "validFrom",
                        today.toString(),
                        "validUntil",
                        today.plusDays(30).toString()))
                .statusCode(201);
        as(client)
                .get(API + "/assessments/current")
                .then()
                .body("outcome", equalTo("ok"))
                .body("plan.suspended", equalTo(false))
                .body("plan.regions.find { it.region == 'low_back' }.target", equalTo(3));
    }

    @Test
    void the_summary_is_for_the_therapist_of_the_appointment_and_thirty_days_after() throws IOException {
        var answers = healthy();
        answers.put("medications", List.of("blood_thinner"));
        submit(answers).statusCode(201);
        var appointment = booked();
        var path = API + "/appointments/" + appointment + "/summary";
        asTherapist(therapist)
                .get(path)
                .then()
                .statusCode(200)
                .body("client.name", equalTo("Cleo Sand"))
                .body("outcome", equalTo("gentle_only"))
                .body("ceiling", equalTo(3))
                .body("regions.find { it.region == 'low_back' }.target", equalTo(3))
                .body("related.find { it.region == 'hamstrings' }.ask", equalTo(true))
                .body("exclusions", hasItem("deep_tissue"))
                .body("wishes.startLighter", equalTo(true))
                .body("notDiagnosis", containsString("not a diagnosis"));
        asTherapist(therapist).get(path + ".html").then().statusCode(200).body(containsString("Cleo Sand"));
        var pdf = asTherapist(therapist)
                .get(path + ".pdf")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Session summary: Cleo Sand", "low back", "This is not a diagnosis", "gentle_only");
        }

        asTherapist(UUID.randomUUID()).get(path).then().statusCode(404);
        asTherapist(UUID.randomUUID()).get(path + ".pdf").then().statusCode(404);
        asTherapist(therapist)
                .get(API + "/appointments/" + UUID.randomUUID() + "/summary")
                .then()
                .statusCode(404);
        SettableClock.shared().advance(Duration.ofDays(33));
        asTherapist(therapist).get(path).then().statusCode(404);

        var another = booked();
        asTherapist(therapist)
                .get(API + "/appointments/" + another + "/summary")
                .then()
                .statusCode(200);
        deliver(new AppointmentCancelled(another, client, therapist, now(), "client"));
        asTherapist(therapist)
                .get(API + "/appointments/" + another + "/summary")
                .then()
                .statusCode(404);
    }

    @Test
    void what_a_client_wrote_is_text_in_the_summarys_page_and_document() throws IOException {
        submit(healthy()).statusCode(201);
        var appointment = UUID.randomUUID();
        deliver(bookedEvent(appointment, "Cleo <b>Sand</b>", therapist + "@example.test"));
        as(client)
                .contentType(ContentType.JSON)
                .body(Map.of("tolerance", "same", "note", "<script>alert('x')</script> & <img src=x onerror=\"y\">"))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(200);
        var path = API + "/appointments/" + appointment + "/summary";

        var page = asTherapist(therapist)
                .get(path + ".html")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .extract()
                .asString();
        assertThat(page)
                .contains(
                        "Cleo &lt;b&gt;Sand&lt;/b&gt;", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;img")
                .doesNotContain("<script", "<img", "<b>");

        var pdf = asTherapist(therapist)
                .get(path + ".pdf")
                .then()
                .statusCode(200)
                .header("Content-Disposition", "inline; filename=\"summary.pdf\"")
                .extract()
                .asByteArray();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains("Cleo <b>Sand</b>", "<script>alert('x')</script> & <img src=x onerror=\"y\">");
        }
    }

    @Test
    void the_therapist_is_told_by_mail_with_a_link_and_nothing_about_health() {
        var answers = healthy();
        answers.put("medications", List.of("blood_thinner"));
        submit(answers).statusCode(201);
        var appointment = booked();
        assertThat(MailServer.textOf(mailToTheTherapist()))
                .contains("http://localhost:8080/therapist/appointments/" + appointment + "/summary")
                .contains("<html")
                .doesNotContainIgnoringCase("blood", "gentle", "low back", "pressure");
    }

    @Test
    void a_mail_without_a_usable_address_holds_up_no_other_and_is_parked() {
        submit(healthy()).statusCode(201);
        var unreachable = UUID.randomUUID();
        deliver(bookedEvent(unreachable, "nobody at nowhere"));
        booked();
        assertThat(MailServer.textOf(mailToTheTherapist())).contains("/therapist/appointments/");
        assertThat(mailsAbout(unreachable, "parked_at is not null and next_at is null"))
                .isEqualTo(1);
    }

    @Test
    void an_appointment_cancelled_before_its_mail_could_be_sent_sends_none() {
        submit(healthy()).statusCode(201);
        var appointment = UUID.randomUUID();
        deliver(bookedEvent(appointment));
        deliver(new AppointmentCancelled(appointment, client, therapist, now(), "client"));
        mails.sendDue();
        assertThat(MailServer.sentTo(therapist + "@example.test")).isEmpty();
        assertThat(mailsAbout(appointment, "dropped_at is not null")).isEqualTo(1);
    }

    private MimeMessage mailToTheTherapist() {
        mails.sendDue();
        mails.sendDue();
        assertThat(MailServer.sentTo(therapist + "@example.test")).hasSize(1);
        return MailServer.sentTo(therapist + "@example.test").getFirst();
    }

    private long mailsAbout(UUID appointment, String state) {
        return QuarkusTransaction.requiringNew()
                .call(() -> (Long)
                        entities.createNativeQuery("select count(*) from mail_queue where subject_id = ?1 and " + state)
                                .setParameter(1, appointment)
                                .getSingleResult());
    }

    /** From Lisbon to half past midnight in Auckland, when it is the day before in Lisbon. */
    @Test
    void a_move_to_another_zone_is_told_in_that_zone_and_one_from_before_zones_were_told_stays_in_its_own() {
        submit(healthy()).statusCode(201);
        var appointment = UUID.randomUUID();
        var booked = bookedEvent(appointment);
        deliver(booked);
        var start = LocalDate.ofInstant(booked.start(), ZoneId.of("Europe/Lisbon"))
                .plusDays(2)
                .atTime(0, 30)
                .atZone(ZoneId.of("Pacific/Auckland"));
        deliver(new AppointmentRescheduled(
                appointment,
                client,
                therapist,
                booked.start(),
                start.toInstant(),
                start.toInstant().plusSeconds(3600),
                ZoneId.of("Pacific/Auckland")));
        assertThat(MailServer.textOf(mailToTheTherapist()))
                .contains(start.format(DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH))
                        + ", 00:30 (Pacific/Auckland)");
        startsAt(appointment, start.toOffsetDateTime());

        deliver(new AppointmentRescheduled(
                appointment,
                client,
                therapist,
                start.toInstant(),
                start.toInstant().plusSeconds(7200),
                start.toInstant().plusSeconds(10800),
                null));
        startsAt(appointment, start.plusHours(2).toOffsetDateTime());
    }

    private void startsAt(UUID appointment, OffsetDateTime start) {
        var told = asTherapist(therapist)
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("start");
        assertThat(OffsetDateTime.parse(told)).isEqualTo(start);
        assertThat(OffsetDateTime.parse(told).getOffset()).isEqualTo(start.getOffset());
    }

    @Test
    void an_event_delivered_twice_books_once() {
        submit(healthy()).statusCode(201);
        var appointment = UUID.randomUUID();
        deliver(bookedEvent(appointment));
        deliver(bookedEvent(appointment));
        asTherapist(therapist)
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(200);
    }

    @Test
    void the_history_of_a_plan_cannot_be_rewritten() {
        submit(healthy()).statusCode(201);
        for (String statement : List.of(
                "update plan_change set region = 'neck' where client_id = ?1",
                "update plan_change set sealed = 'x' where client_id = ?1",
                "delete from plan_change where client_id = ?1")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                            .run(() -> {
                                scope.enter(client);
                                entities.createNativeQuery(statement)
                                        .setParameter(1, client)
                                        .executeUpdate();
                            }))
                    .as(statement)
                    .hasStackTraceContaining("append-only");
        }
    }

    @Test
    void the_committed_api_document_is_up_to_date() {
        OpenApiDocument.assertUpToDate("intake");
    }

    // --- prose

    private Map<String, Object> healthy() {
        var answers = new LinkedHashMap<String, Object>();
        answers.put("adult", true);
        answers.put("pain_regions", List.of("low_back"));
        answers.put("focus_areas", List.of("low_back", "hips"));
        answers.put("duration", "4_12w");
        answers.put("cause_known", true);
        answers.put("urgent_signs", List.of("none"));
        answers.put("neuro", List.of("none"));
        answers.put("recent_signs", List.of("none"));
        answers.put("conditions", List.of("none"));
        answers.put("medications", List.of("none"));
        answers.put("history", List.of("none"));
        answers.put("bruises_easily", false);
        answers.put("sensitised", false);
        answers.put("past_bad_experience", List.of("none"));
        answers.put("pressure_word", Map.of("low_back", "medium"));
        answers.put("start_lighter", true);
        answers.put("goals", List.of("tightness_low_back_hips", "relax_stress"));
        return answers;
    }

    private ValidatableResponse submit(Map<String, Object> answers) {
        var draft = draft();
        save(draft, answers).statusCode(200);
        return submission(draft, key());
    }

    private static void consent(UUID account) {
        as(account)
                .header("Idempotency-Key", key())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "version", "2026.1", "purposes", List.of("safety_check", "therapist_summary", "follow_up")))
                .post(API + "/consents")
                .then()
                .statusCode(201);
    }

    private String draft() {
        consent(client);
        return as(client)
                .header("Idempotency-Key", key())
                .post(API + "/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse save(String draft, Map<String, Object> answers) {
        var etag = as(client).get(API + "/drafts/" + draft).header("ETag");
        return as(client)
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(Map.of("answers", answers))
                .patch(API + "/drafts/" + draft)
                .then();
    }

    private static Map<String, Object> withNull(String key) {
        var answers = new LinkedHashMap<String, Object>();
        answers.put(key, null);
        return answers;
    }

    private ValidatableResponse submission(String draft, String key) {
        return as(client)
                .header("Idempotency-Key", key)
                .post(API + "/drafts/" + draft + "/submission")
                .then();
    }

    private ValidatableResponse clearance(Map<String, Object> note) {
        return as(client)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key())
                .body(note)
                .post(API + "/clearances")
                .then();
    }

    private UUID booked() {
        var appointment = UUID.randomUUID();
        deliver(bookedEvent(appointment));
        return appointment;
    }

    private AppointmentBooked bookedEvent(UUID appointment) {
        return bookedEvent(appointment, therapist + "@example.test");
    }

    private AppointmentBooked bookedEvent(UUID appointment, String therapistEmail) {
        return bookedEvent(appointment, "Cleo Sand", therapistEmail);
    }

    private AppointmentBooked bookedEvent(UUID appointment, String clientName, String therapistEmail) {
        var start = now().plus(Duration.ofDays(1));
        return new AppointmentBooked(
                appointment,
                client,
                clientName,
                "cleo@example.test",
                therapist,
                therapist,
                "Ada",
                therapistEmail,
                "Massage",
                start,
                start.plus(Duration.ofHours(1)),
                ZoneId.of("Europe/Lisbon"),
                true);
    }

    private FollowUpAnswered answered(
            UUID followUp, UUID appointment, FollowUpClass outcome, Complaint complaint, int hours, boolean sore) {
        return new FollowUpAnswered(
                followUp,
                appointment,
                client,
                therapist,
                now(),
                hours,
                outcome,
                complaint,
                false,
                outcome == FollowUpClass.NORMAL ? 1 : 0,
                List.of(new FollowUpAnswered.RegionFinding(BodyRegion.LOW_BACK, sore, sore)));
    }

    /** Hands the event to its handler in a transaction, as the engine does. */
    @SuppressWarnings("unchecked")
    private void deliver(Event event) {
        var type = EventTypes.of(event.getClass());
        var handler = (EventHandler<Event>) handlers.stream()
                .filter(candidate -> candidate.type().equals(type))
                .findFirst()
                .orElseThrow();
        var delivery = new Delivery(
                UUID.randomUUID(),
                EventTypes.aggregateOf(event.getClass()),
                event.aggregateId().toString(),
                1,
                type,
                now());
        QuarkusTransaction.requiringNew().run(() -> {
            if (guard.admits(event, delivery)) {
                handler.on(event, delivery);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private List<String> outboxTypes() {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(
                                "select type from outbox where aggregateid = ?1 order by seq", String.class)
                        .setParameter(1, client.toString())
                        .getResultList());
    }

    private static RequestSpecification as(UUID account) {
        return given().auth().oauth2(Tokens.client(account));
    }

    private static RequestSpecification asTherapist(UUID account) {
        return given().auth().oauth2(Tokens.therapist(account));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Instant now() {
        return SettableClock.shared().instant();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
