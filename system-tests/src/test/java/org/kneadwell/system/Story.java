package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

/**
 * The whole story over HTTP, through the gateway and Keycloak, as one client and one therapist live it: intake, triage,
 * match, hold, booking, summary, session, follow-up, changed pressure, and the next search.
 */
final class Story {

    private static final String INTAKE = "/api/intake/v1";
    private static final String BOOKING = "/api/booking/v1";
    private static final String FEEDBACK = "/api/feedback/v1";
    private static final String PASSWORD = "kneadwell-demo";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RunningPlatform.Platform platform;
    private final URI gateway;
    private final Runnable trouble;

    /**
     * @param trouble something that goes wrong in the middle, between the hold and the booking; afterwards the platform
     *     must be whole again
     */
    Story(RunningPlatform.Platform platform, Runnable trouble) {
        this.platform = platform;
        this.gateway = platform.gateway();
        this.trouble = trouble;
    }

    void live() {
        Person cleo = Person.signedIn(gateway, "cleo", PASSWORD);
        assertThat(cleo.get("/session").expect(200).path("roles").toString()).contains("client");

        JsonNode assessment = fillInTheIntake(cleo);
        assertThat(assessment.path("outcome").asText()).isEqualTo("ok");
        assertThat(assessment.path("ceiling").asInt()).isEqualTo(7);
        assertThat(region(assessment.path("plan"), "low_back").path("target").asInt())
                .isEqualTo(5);

        saysWhere(cleo);
        JsonNode matches = eventually(
                        () -> cleo.get(BOOKING + "/matches?limit=100"),
                        answer -> answer.status() == 200
                                && find(answer.body(), "Ada").has("fit"))
                .body();
        JsonNode ada = find(matches, "Ada");
        assertThat(ada.path("parts"))
                .hasSize(9)
                .allSatisfy(part -> assertThat(part.path("reason").asText()).isNotBlank());
        assertThat(matches.path("notMatched").toString()).contains("\"H1\"");

        JsonNode appointment = book(cleo, ada.path("therapist"));
        String appointmentId = appointment.path("id").asText();
        assertThat(mailsTo("ada@", appointmentId)).hasSize(1);

        Person therapist = Person.signedIn(gateway, "ada", PASSWORD);
        Instant start = Instant.parse(appointment.path("start").asText());
        readTheSummary(therapist, appointmentId);
        moveTimeTo(cleo, start.plusSeconds(60));
        runTheSession(therapist, appointmentId);

        String followUpId = followUp(cleo, appointmentId);
        moveTime(cleo, Duration.ofHours(48).plusMinutes(5));
        assertThat(mailsTo("cleo@", followUpId)).hasSize(1);
        moveTime(cleo, Duration.ofHours(12));
        answerTheFollowUp(cleo, followUpId);
        seeWhatChanged(cleo, followUpId, assessment);

        searchAgain(cleo);
        nothingIsLostOrDoubled(cleo, therapist, appointmentId, followUpId);
        takesHerData(cleo, appointmentId, followUpId);
    }

    private JsonNode fillInTheIntake(Person cleo) {
        JsonNode texts = cleo.get(INTAKE + "/consent-texts/current").expect(200);
        assertThat(cleo.post(INTAKE + "/drafts", Map.of()).status())
                .as("no answer before consent")
                .isIn(201, 403);
        List<String> purposes = StreamSupport.stream(texts.path("purposes").spliterator(), false)
                .map(purpose -> purpose.path("key").asText())
                .toList();
        cleo.post(INTAKE + "/consents", Map.of("version", texts.path("version"), "purposes", purposes))
                .expect(201);

        JsonNode questionnaire = cleo.get(INTAKE + "/questionnaires/current").expect(200);
        Person.Answer draft = cleo.post(INTAKE + "/drafts", Map.of());
        String path = INTAKE + "/drafts/" + draft.expect(201).path("id").asText();
        String etag = draft.etag().orElseThrow();

        Map<String, Object> wishes = Map.of(
                "pain_regions", List.of("low_back"),
                "focus_areas", List.of("low_back"),
                "intensity_target", Map.of("low_back", 5),
                "duration", "4_12w",
                "goals", List.of("tightness_low_back_hips"));
        JsonNode refused = cleo.post(path + "/submission", Map.of()).expect(422);
        assertThat(refused.path("code").asText()).isEqualTo("incomplete-safety-section");
        assertThat(refused.path("violations")).isNotEmpty();

        for (JsonNode step : questionnaire.path("steps")) {
            Map<String, Object> answers = IntakeAnswers.ofStep(step, wishes);
            if (!answers.isEmpty()) {
                Person.Answer saved = cleo.patch(path, Map.of("answers", answers), etag);
                saved.expect(200);
                etag = saved.etag().orElseThrow();
            }
        }
        String key = UUID.randomUUID().toString();
        JsonNode assessment = cleo.post(path + "/submission", Map.of(), key).expect(201);
        assertThat(cleo.post(path + "/submission", Map.of(), key).expect(201)).isEqualTo(assessment);
        return assessment;
    }

    private static void saysWhere(Person client) {
        if (client.get(BOOKING + "/me/profile").status() == 404) {
            client.put(BOOKING + "/me/profile", Map.of("jurisdiction", "R1", "timeZone", "UTC"))
                    .expect(200);
        }
    }

    private JsonNode book(Person cleo, JsonNode therapist) {
        String therapistId = therapist.path("id").asText();
        String serviceId = therapist.path("services").path(0).path("id").asText();
        LocalDate from = now(cleo).atZone(ZoneOffset.UTC).toLocalDate();
        JsonNode slots = cleo.get("%s/therapists/%s/slots?serviceId=%s&from=%s&to=%s"
                        .formatted(BOOKING, therapistId, serviceId, from.plusDays(1), from.plusDays(14)))
                .expect(200);
        String start = slots.path("items").path(0).path("start").asText();
        assertThat(start).isNotBlank();

        Map<String, Object> wanted = Map.of("therapistId", therapistId, "serviceId", serviceId, "start", start);
        String hold =
                cleo.post(BOOKING + "/holds", wanted).expect(201).path("id").asText();

        trouble.run();

        String key = UUID.randomUUID().toString();
        JsonNode booked = eventually(
                        () -> cleo.post(BOOKING + "/appointments", Map.of("holdId", hold), key),
                        answer -> answer.status() == 201)
                .body();
        assertThat(cleo.post(BOOKING + "/appointments", Map.of("holdId", hold), key)
                        .expect(201)
                        .path("id"))
                .isEqualTo(booked.path("id"));
        assertThat(booked.path("state").asText()).isEqualTo("booked");

        Person marta = Person.signedIn(gateway, "marta", PASSWORD);
        saysWhere(marta);
        JsonNode taken = marta.post(BOOKING + "/holds", wanted).expect(409);
        assertThat(taken.path("code").asText()).isEqualTo("slot-taken");
        assertThat(taken.path("alternatives")).isNotEmpty();
        marta.get(BOOKING + "/appointments/" + booked.path("id").asText()).expect(404);
        return booked;
    }

    private void readTheSummary(Person therapist, String appointmentId) {
        String path = INTAKE + "/appointments/" + appointmentId + "/summary";
        JsonNode summary = eventually(() -> therapist.get(path), answer -> answer.status() == 200)
                .body();
        JsonNode lowBack = region(summary, "low_back");
        assertThat(lowBack.path("target").asInt()).isEqualTo(5);
        assertThat(lowBack.path("band").path("low").asInt()).isEqualTo(4);
        assertThat(lowBack.path("start").asInt()).isEqualTo(3);
        assertThat(new String(therapist.bytes(path + ".pdf"), 0, 5, StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");

        Person dora = Person.signedIn(gateway, "dora", PASSWORD);
        dora.get(path).expect(404);
        dora.signOut();
        dora.get(path).expect(401);
        Person.anonymous(gateway).get(path).expect(401);
    }

    private void runTheSession(Person therapist, String appointmentId) {
        String path = BOOKING + "/appointments/" + appointmentId + "/session";
        therapist.post(path, Map.of()).expect(201);
        assertThat(checkIn(therapist, path, "after_warm_up", 3).path("advice").asText())
                .isEqualTo("offer_more");
        assertThat(checkIn(therapist, path, "at_region", 6).path("advice").asText())
                .isEqualTo("ease");
        assertThat(checkIn(therapist, path, "periodic", 5).path("advice").asText())
                .isEqualTo("continue");
        therapist
                .post(path + "/completion", Map.of("regions", List.of("low_back")))
                .expect(201);
    }

    private static JsonNode checkIn(Person therapist, String path, String moment, int reported) {
        return therapist
                .post(
                        path + "/check-ins",
                        Map.of(
                                "region",
                                "low_back",
                                "moment",
                                moment,
                                "reported",
                                reported,
                                "words",
                                List.of("welcome"),
                                "asksShouldThisHurt",
                                false))
                .expect(201);
    }

    private String followUp(Person cleo, String appointmentId) {
        return followUpOf(
                        eventually(
                                        () -> cleo.get(FEEDBACK + "/follow-ups"),
                                        answer -> answer.status() == 200
                                                && followUpOf(answer.body(), appointmentId)
                                                        .has("id"))
                                .body(),
                        appointmentId)
                .path("id")
                .asText();
    }

    private static JsonNode followUpOf(JsonNode page, String appointmentId) {
        return first(page.path("items"), "appointmentId", appointmentId);
    }

    private void answerTheFollowUp(Person cleo, String followUpId) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("soreness", 5);
        answer.put("regions", List.of(Map.of("region", "low_back", "soreness", 5)));
        answer.put("trend", "better");
        answer.put("hoursToStart", 6);
        answer.put("words", List.of("aching"));
        answer.put("bruising", "none");
        answer.put("headache", false);
        answer.put("fatigue", false);
        answer.put("improved", List.of("sleep"));
        answer.put("complaint", "none");
        answer.put("signs", List.of());
        answer.put("painRating", 3);
        answer.put("globalChange", 1);
        String key = UUID.randomUUID().toString();
        String path = FEEDBACK + "/follow-ups/" + followUpId + "/answers";
        JsonNode result = cleo.post(path, answer, key).expect(201);
        assertThat(result.path("outcome").asText()).isEqualTo("prolonged");
        assertThat(result.path("advice")).isNotEmpty();
        assertThat(cleo.post(path, answer, key).expect(201)).isEqualTo(result);
    }

    private void seeWhatChanged(Person cleo, String followUpId, JsonNode assessment) {
        JsonNode changes = eventually(
                        () -> cleo.get(INTAKE + "/pressure-plan/history?causeId=" + followUpId),
                        answer -> answer.status() == 200
                                && !answer.body().path("items").isEmpty())
                .body()
                .path("items");
        assertThat(changes).hasSize(1);
        assertThat(changes.path(0).path("sentence").asText()).isEqualTo("Low back 5 → 4: still sore at 60 h.");
        JsonNode now = region(cleo.get(INTAKE + "/pressure-plan").expect(200), "low_back");
        assertThat(now.path("target").asInt()).isEqualTo(4);
        assertThat(now.path("preference").path("intensity").asInt())
                .as("what the client asked for stays as stated")
                .isEqualTo(region(assessment.path("plan"), "low_back")
                        .path("preference")
                        .path("intensity")
                        .asInt());
    }

    private void searchAgain(Person cleo) {
        JsonNode ada = find(
                eventually(
                                () -> cleo.get(BOOKING + "/matches?limit=100"),
                                answer -> answer.status() == 200
                                        && part(find(answer.body(), "Ada"), "history")
                                                        .path("points")
                                                        .asDouble()
                                                == 5)
                        .body(),
                "Ada");
        // 5 → 4 and a careful start at 2 leave Ada's 4–7 range with an overlap only: half of the 20 points.
        assertThat(part(ada, "pressure").path("points").asDouble()).isEqualTo(10);
    }

    private void nothingIsLostOrDoubled(Person cleo, Person therapist, String appointmentId, String followUpId) {
        JsonNode mine =
                cleo.get(BOOKING + "/appointments?limit=100").expect(200).path("items");
        assertThat(mine).hasSize(1);
        assertThat(mine.path(0).path("id").asText()).isEqualTo(appointmentId);
        assertThat(mine.path(0).path("state").asText()).isEqualTo("completed");
        assertThat(cleo.get(FEEDBACK + "/follow-ups").expect(200).path("items")).hasSize(1);
        assertThat(mailsTo("ada@", appointmentId)).hasSize(1);
        assertThat(therapist
                        .get(BOOKING + "/appointments/" + appointmentId)
                        .expect(200)
                        .path("state")
                        .asText())
                .isEqualTo("completed");
    }

    /** All that three services have, in one archive and to read. */
    private void takesHerData(Person cleo, String appointmentId, String followUpId) {
        Map<String, String> files = cleo.archive("/my-data.zip");
        JsonNode booking = Person.json(files.get("booking.json"));
        assertThat(first(booking.path("listAppointments"), "id", appointmentId)
                        .path("state")
                        .asText())
                .isEqualTo("completed");
        assertThat(booking.path("getSession").path(appointmentId).path("checkIns"))
                .as("what was said in the session")
                .hasSize(3);
        JsonNode intake = Person.json(files.get("intake.json"));
        assertThat(intake.path("listAssessments")).isNotEmpty();
        assertThat(first(intake.path("listPressurePlanChanges"), "causeId", followUpId)
                        .path("sentence")
                        .asText())
                .isEqualTo("Low back 5 → 4: still sore at 60 h.");
        JsonNode followUp = first(Person.json(files.get("feedback.json")).path("listFollowUps"), "id", followUpId);
        assertThat(followUp.path("answers").path(0).path("soreness").asInt()).isEqualTo(5);
        assertThat(files.get("index.html"))
                .contains("Low back 5 → 4: still sore at 60 h.", "<h3>Follow-ups and your answers</h3>")
                .contains("Where does it hurt or feel tight?");
    }

    /** The mails to an address that begins so and that mention the text, once there is at least one. */
    private List<JsonNode> mailsTo(String recipient, String text) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> platform.mails().stream()
                                .filter(mail -> mail.path("to").path(0).asText().startsWith(recipient))
                                .filter(mail -> mail.path("text").asText().contains(text))
                                .toList(),
                        mails -> !mails.isEmpty());
    }

    private Instant now(Person person) {
        return Instant.parse(person.get("/dev/clock").expect(200).path("now").asText());
    }

    private void moveTime(Person person, Duration by) {
        person.post("/dev/clock", Map.of("advance", by.toString())).expect(200);
    }

    private void moveTimeTo(Person person, Instant instant) {
        moveTime(person, Duration.between(now(person), instant));
    }

    private static JsonNode region(JsonNode plan, String region) {
        return first(plan.path("regions"), "region", region);
    }

    private static JsonNode part(JsonNode match, String part) {
        return first(match.path("parts"), "part", part);
    }

    private static JsonNode find(JsonNode matches, String name) {
        return StreamSupport.stream(matches.path("items").spliterator(), false)
                .filter(item -> item.path("therapist").path("name").asText().startsWith(name))
                .findFirst()
                .orElse(matches.path("nobody"));
    }

    private static JsonNode first(JsonNode items, String member, String value) {
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path(member).asText().equals(value))
                .findFirst()
                .orElse(items.path("nothing"));
    }

    private static Person.Answer eventually(
            java.util.concurrent.Callable<Person.Answer> ask, java.util.function.Predicate<Person.Answer> until) {
        AtomicReference<Person.Answer> last = new AtomicReference<>();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .failFast(
                        "a server error while waiting",
                        () -> last.get() != null && last.get().status() == 500)
                .until(() -> {
                    last.set(ask.call());
                    return until.test(last.get());
                });
        return last.get();
    }
}
