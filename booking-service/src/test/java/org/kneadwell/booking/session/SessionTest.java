package org.kneadwell.booking.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;
import static org.kneadwell.booking.appointment.Practice.query;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.client.Told;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class SessionTest {

    private static final String START = "2026-03-03T14:00:00Z";

    @Inject
    Told told;

    private Practice practice;
    private UUID cleo;
    private String appointment;

    /** Cleo said 5 for the low back and nothing of the hips, and the ear's hollow is left alone. */
    @BeforeEach
    void anAppointment() {
        practice = Practice.open();
        cleo = Practice.aClient();
        appointment = practice.booked(cleo, START);
        practice.region(cleo, "low_back", 5, 3);
        practice.region(cleo, "hips", null, 3);
        practice.region(cleo, "jaw_ear_hollow", null, null);
    }

    private ValidatableResponse start() {
        return post(practice.asTherapist(), path("/session"));
    }

    private ValidatableResponse checkIn(String region, int reported, String... words) {
        return post(
                practice.asTherapist(),
                path("/session/check-ins"),
                Map.of("region", region, "moment", "periodic", "reported", reported, "words", List.of(words)));
    }

    private ValidatableResponse complete(String... regions) {
        return post(practice.asTherapist(), path("/session/completion"), Map.of("regions", List.of(regions)));
    }

    private String path(String of) {
        return "/appointments/" + appointment + of;
    }

    @Test
    void a_session_begins_with_the_clients_plan_and_says_when_to_check_in() {
        at(START);

        start().statusCode(201)
                .body("appointmentId", equalTo(appointment))
                .body("startedAt", equalTo(START))
                .body("endedAt", nullValue())
                .body("regions.find { it.region == 'low_back' }.target", equalTo(5))
                .body("regions.find { it.region == 'hips' }.target", nullValue())
                .body("regions.find { it.region == 'hips' }.start", equalTo(3))
                .body("reminder.perHour", equalTo(4))
                .body("reminder.everyMinutes", equalTo(15))
                .body("reminder.nextDueAt", equalTo("2026-03-03T14:15:00Z"));
        start().statusCode(409).body("code", equalTo("session-begun"));
        get(practice.asTherapist(), "/appointments/" + appointment).body("sessionStartedAt", equalTo(START));
    }

    @Test
    void a_session_begins_from_half_an_hour_before_its_start() {
        at("2026-03-03T13:29:59Z");
        start().statusCode(409).body("code", equalTo("too-early"));
        at("2026-03-03T13:30:00Z");
        start().statusCode(201);
    }

    @Test
    void a_session_does_not_begin_long_after_its_end() {
        at("2026-03-04T03:00:01Z");
        start().statusCode(409).body("code", equalTo("too-late"));
    }

    @Test
    void check_ins_are_answered_against_the_clients_own_number() {
        at(START);
        start().statusCode(201);

        checkIn("low_back", 6)
                .statusCode(201)
                .body("advice", equalTo("ease"))
                .body("target", equalTo(5))
                .body("sentence", equalTo("Ease off: 6 is above the client's 5."))
                .body("at", equalTo(START));
        checkIn("low_back", 7).body("advice", equalTo("stop")).body("newTarget", equalTo(3));
        checkIn("low_back", 3).body("advice", equalTo("offer_more")).body("newTarget", equalTo(4));
        checkIn("low_back", 5, "dull").body("advice", equalTo("continue")).body("newTarget", nullValue());
        checkIn("low_back", 4, "electric").body("advice", equalTo("stop")).body("newTarget", equalTo(2));
        checkIn("hips", 3).body("advice", equalTo("continue"));
        checkIn("jaw_ear_hollow", 1).body("advice", equalTo("stop"));
        checkIn("feet", 4).body("advice", equalTo("ease"));
        after(Duration.ofMinutes(10));
        post(
                        practice.asTherapist(),
                        path("/session/check-ins"),
                        Map.of(
                                "region",
                                "low_back",
                                "moment",
                                "at_increase",
                                "reported",
                                5,
                                "asksShouldThisHurt",
                                true))
                .body("advice", equalTo("stop"));

        get(practice.asTherapist(), path("/session"))
                .statusCode(200)
                .body("checkIns", hasSize(9))
                .body("checkIns[4].words", contains("electric"))
                .body("reminder.nextDueAt", equalTo("2026-03-03T14:25:00Z"));
    }

    @Test
    void a_completed_session_tells_what_was_worked_and_what_was_comfortable() {
        at(START);
        start().statusCode(201);
        checkIn("low_back", 4, "dull");
        checkIn("low_back", 5, "aching");
        checkIn("low_back", 6, "sharp");
        after(Duration.ofMinutes(58));

        complete("low_back", "hips")
                .statusCode(201)
                .body("endedAt", equalTo("2026-03-03T14:58:00Z"))
                .body("reminder.nextDueAt", nullValue())
                .body("regions.find { it.region == 'low_back' }.worked", equalTo(true))
                .body("regions.find { it.region == 'jaw_ear_hollow' }.worked", equalTo(false));

        get(Tokens.client(cleo), "/appointments/" + appointment).body("state", equalTo("completed"));
        assertThat(Practice.eventsOf(appointment)).endsWith("booking.session-completed.v1");
        var completed = JsonPath.from(
                Practice.payloadsOf(appointment, "booking.session-completed.v1").getFirst());
        assertThat(completed.getString("endedAt")).isEqualTo("2026-03-03T14:58:00Z");
        assertThat(completed.getList("regions.sort { it.region }"))
                .containsExactly(
                        Map.of("region", "hips"), Map.of("region", "low_back", "target", 5, "highestComfortable", 5));
        assertThat(query(
                        "select payload::text from outbox where aggregateid = ? and type like '%completed%'",
                        appointment))
                .as("what lies there says nothing of it")
                .noneMatch(payload -> payload.contains("low_back") || payload.contains("endedAt"));
    }

    @Test
    void a_session_is_completed_once_also_when_the_request_is_sent_again() {
        at(START);
        start().statusCode(201);
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            as(practice.asTherapist())
                    .header("Idempotency-Key", key)
                    .body(Map.of("regions", List.of("low_back")))
                    .post("/api/booking/v1" + path("/session/completion"))
                    .then()
                    .statusCode(201);
        }
        complete("low_back").statusCode(409).body("code", equalTo("no-session"));
        checkIn("low_back", 4).statusCode(409).body("code", equalTo("no-session"));

        assertThat(Practice.eventsOf(appointment).stream().filter("booking.session-completed.v1"::equals))
                .hasSize(1);
    }

    @Test
    void the_next_visit_after_a_completed_session_is_not_the_first() {
        at(START);
        start().statusCode(201);
        complete("low_back").statusCode(201);

        practice.hold(cleo, practice.hour, "2026-03-05T14:00:00Z")
                .statusCode(201)
                .body("firstVisit", equalTo(false));
    }

    @Test
    void nothing_is_recorded_before_the_session_has_begun() {
        at(START);
        checkIn("low_back", 4).statusCode(409).body("code", equalTo("no-session"));
        complete("low_back").statusCode(409).body("code", equalTo("no-session"));
        get(practice.asTherapist(), path("/session")).statusCode(404);
    }

    @Test
    void a_session_is_run_by_its_therapist_alone() {
        at(START);
        String other = Practice.open().asTherapist();
        at(START);
        for (String token : List.of(other, Tokens.therapist(UUID.randomUUID()))) {
            post(token, path("/session")).statusCode(404);
            post(token, path("/no-show")).statusCode(404);
            get(token, path("/session")).statusCode(404);
        }
        for (String token : List.of(Tokens.client(cleo), Tokens.coordinator(UUID.randomUUID()))) {
            post(token, path("/session")).statusCode(403);
            post(token, path("/session/check-ins"), Map.of()).statusCode(403);
        }
        get(Tokens.coordinator(UUID.randomUUID()), path("/session")).statusCode(403);
        as(practice.asTherapist())
                .post("/api/booking/v1" + path("/session"))
                .then()
                .statusCode(400);
    }

    @Test
    void a_session_is_read_by_its_own_client_and_no_other() {
        at(START);
        get(Tokens.client(cleo), path("/session")).statusCode(404);
        start().statusCode(201);
        get(Tokens.client(cleo), path("/session")).statusCode(200).body("regions.region", hasItem("low_back"));
        get(Tokens.client(Practice.aClient()), path("/session")).statusCode(404);
    }

    @Test
    void a_cancelled_appointment_has_no_session() {
        post(Tokens.client(cleo), path("/cancellation"), Map.of()).statusCode(200);
        at(START);
        start().statusCode(409).body("code", equalTo("not-booked"));
        post(practice.asTherapist(), path("/no-show")).statusCode(409);
    }

    @Test
    void a_client_whose_plan_is_suspended_is_not_treated() {
        practice.store("update client_needs set plan_suspended = true where client_id = ?", cleo);
        at(START);
        start().statusCode(409).body("code", equalTo("client-not-cleared"));
    }

    @Test
    void a_client_who_reported_a_sign_is_not_treated_until_cleared() {
        told.signReported(cleo, practice.therapistId, Instant.parse("2026-03-03T13:00:00Z"));
        at(START);
        start().statusCode(409).body("code", equalTo("client-not-cleared"));
        get(practice.asTherapist(), path("/session")).statusCode(404);

        told.planChanged(cleo, Instant.parse("2026-03-03T13:05:00Z"), 12, true);
        start().statusCode(409).body("code", equalTo("client-not-cleared"));
        told.planChanged(cleo, Instant.parse("2026-03-03T13:30:00Z"), 13, false);
        start().statusCode(201);
    }

    @Test
    void a_reported_sign_counts_also_when_no_intake_is_known() {
        practice.store("delete from client_needs where client_id = ?", cleo);
        told.signReported(cleo, practice.therapistId, Instant.parse("2026-03-03T13:00:00Z"));
        at(START);
        start().statusCode(409).body("code", equalTo("client-not-cleared"));
    }

    @Test
    void a_client_who_does_not_come_is_a_no_show_from_the_start_on() {
        at("2026-03-03T13:59:59Z");
        post(practice.asTherapist(), path("/no-show")).statusCode(409).body("code", equalTo("too-early"));
        at(START);
        post(practice.asTherapist(), path("/no-show")).statusCode(204);
        post(practice.asTherapist(), path("/no-show")).statusCode(409);
        start().statusCode(409);

        get(Tokens.client(cleo), "/appointments/" + appointment).body("state", equalTo("no_show"));
        assertThat(Practice.eventsOf(appointment)).endsWith("booking.appointment-no-show.v1");
    }

    @Test
    void who_came_is_no_no_show() {
        at(START);
        start().statusCode(201);
        post(practice.asTherapist(), path("/no-show")).statusCode(409).body("code", equalTo("session-begun"));
        post(practice.asTherapist(), path("/cancellation"), Map.of()).statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"region\":\"low_back\",\"moment\":\"periodic\"}",
                "{\"region\":\"low_back\",\"moment\":\"periodic\",\"reported\":0}",
                "{\"region\":\"low_back\",\"moment\":\"periodic\",\"reported\":11}",
                "{\"region\":\"low_back\",\"moment\":\"periodic\",\"reported\":\"much\"}",
                "{\"region\":\"elbow\",\"moment\":\"periodic\",\"reported\":4}",
                "{\"region\":\"low_back\",\"moment\":\"whenever\",\"reported\":4}",
                "{\"region\":\"low_back\",\"moment\":\"periodic\",\"reported\":4,\"words\":[\"nice\"]}",
                "{\"region\":\"low_back\",\"moment\":\"periodic\",\"reported\":4,\"mood\":\"fine\"}"
            })
    void a_malformed_check_in_is_refused_and_leaves_nothing(String body) {
        at(START);
        start().statusCode(201);

        as(practice.asTherapist())
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post("/api/booking/v1" + path("/session/check-ins"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        get(practice.asTherapist(), path("/session"))
                .body("checkIns", hasSize(0))
                .body("startedAt", notNullValue());
    }
}
