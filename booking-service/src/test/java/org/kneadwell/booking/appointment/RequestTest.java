package org.kneadwell.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.book;
import static org.kneadwell.booking.appointment.Practice.eventsOf;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Where the therapist accepts each booking: asked for, accepted, declined, left unanswered. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class RequestTest {

    /** Tuesday, 09:00 in New York; the present is Monday, 03:00. */
    private static final String NINE = "2026-03-03T14:00:00Z";

    @Inject
    UnansweredRequests unanswered;

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void open() {
        practice = Practice.open();
        practice.rules(Map.of("acceptance", "by_therapist"));
        cleo = aClient();
    }

    @Test
    void a_booking_is_pending_until_the_therapist_accepts() {
        String id = requested(cleo, NINE);

        get(Tokens.client(cleo), "/appointments/" + id)
                .body("state", equalTo("pending"))
                // A day to answer.
                .body("answerBy", equalTo("2026-03-03T08:00:00Z"));
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1");

        post(practice.asTherapist(), "/appointments/" + id + "/acceptance")
                .statusCode(200)
                .body("state", equalTo("booked"))
                .body("answerBy", nullValue())
                .body("client.id", equalTo(cleo.toString()));
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1", "booking.appointment-booked.v1");
    }

    @Test
    void it_is_accepted_once_and_whoever_accepts_it_again_is_offered_other_times() {
        String id = requested(cleo, NINE);
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance").statusCode(200);
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance")
                .statusCode(409)
                .body("code", equalTo("already-accepted"))
                .body(
                        "alternatives.start",
                        contains("2026-03-03T15:15:00Z", "2026-03-03T15:45:00Z", "2026-03-03T16:15:00Z"));
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1", "booking.appointment-booked.v1");
    }

    @Test
    void a_pending_time_is_nobody_elses() {
        requested(cleo, NINE);
        practice.hold(aClient(), practice.hour, NINE).statusCode(409).body("code", equalTo("slot-taken"));
    }

    @Test
    void the_therapist_sees_who_asks() {
        String id = requested(cleo, NINE);
        get(practice.asTherapist(), "/appointments?state=pending")
                .body("items.id", contains(id))
                .body("items[0].client.id", equalTo(cleo.toString()));
    }

    @Test
    void a_declined_request_frees_its_time_and_tells_nobody_of_an_appointment() {
        String id = requested(cleo, NINE);
        post(practice.asTherapist(), "/appointments/" + id + "/decline", Map.of("reason", "I am away that day."))
                .statusCode(200)
                .body("state", equalTo("cancelled"));

        practice.hold(aClient(), practice.hour, NINE).statusCode(201);
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1");
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance")
                .statusCode(409)
                .body("code", equalTo("not-pending"))
                .body("alternatives", hasSize(3));
        post(practice.asTherapist(), "/appointments/" + id + "/decline", Map.of())
                .statusCode(200);
    }

    @Test
    void at_the_very_instant_the_answer_is_due_the_time_is_free() {
        String id = requested(cleo, NINE);
        Practice.at("2026-03-03T07:59:59Z");
        practice.hold(aClient(), practice.hour, NINE).statusCode(409);
        Practice.at("2026-03-03T08:00:00Z");

        practice.hold(aClient(), practice.hour, NINE).statusCode(201);
        get(Tokens.client(cleo), "/appointments/" + id).body("state", equalTo("expired"));
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance")
                .statusCode(409)
                .body("code", equalTo("not-pending"));
        get(practice.asTherapist(), "/appointments?state=pending").body("items", empty());
    }

    @Test
    void a_request_for_soon_is_answered_before_it_begins() {
        String id = requested(cleo, "2026-03-02T14:00:00Z");
        get(Tokens.client(cleo), "/appointments/" + id).body("answerBy", equalTo("2026-03-02T14:00:00Z"));
    }

    @Test
    void an_unanswered_request_is_written_down_once() {
        String id = requested(cleo, NINE);
        Practice.at("2026-03-03T08:00:00Z");
        unanswered.tell();
        unanswered.tell();
        assertThat(Practice.query(
                        "select state || ' ' || version from booking.appointment where id = ?", UUID.fromString(id)))
                .containsExactly("expired 2");
    }

    @Test
    void the_client_may_withdraw_a_request_free_of_charge() {
        String id = requested(cleo, NINE);
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("cancellation.charged", equalTo(false));
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1");
    }

    @Test
    void a_request_of_somebody_who_may_not_come_any_more_is_not_accepted() {
        String id = requested(cleo, NINE);
        Practice.mayNotCome(cleo);
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance")
                .statusCode(409)
                .body("code", equalTo("not-bookable"))
                // Why is the client's own affair.
                .body("detail", equalTo("This client cannot have a session at the moment."));
    }

    @Test
    void only_its_therapist_answers() {
        String id = requested(cleo, NINE);
        post(Practice.open().asTherapist(), "/appointments/" + id + "/acceptance")
                .statusCode(404);
        post(Practice.open().asTherapist(), "/appointments/" + id + "/decline", Map.of())
                .statusCode(404);
        post(Tokens.client(cleo), "/appointments/" + id + "/acceptance").statusCode(403);
        post(practice.asTherapist(), "/appointments/" + UUID.randomUUID() + "/acceptance")
                .statusCode(404);
    }

    @Test
    void a_booked_appointment_of_a_therapist_who_accepts_is_not_simply_moved() {
        String id = requested(cleo, NINE);
        post(practice.asTherapist(), "/appointments/" + id + "/acceptance").statusCode(200);
        post(Tokens.client(cleo), "/appointments/" + id + "/reschedule", Map.of("start", "2026-03-05T14:00:00Z"))
                .statusCode(409)
                .body("code", equalTo("needs-acceptance"));
    }

    @Test
    void a_pending_one_moves_and_the_therapist_has_as_long_as_before() {
        String id = requested(cleo, NINE);
        Practice.at("2026-03-02T10:00:00Z");
        post(Tokens.client(cleo), "/appointments/" + id + "/reschedule", Map.of("start", "2026-03-05T14:00:00Z"))
                .statusCode(200)
                .body("state", equalTo("pending"))
                .body("answerBy", equalTo("2026-03-03T10:00:00Z"));
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1");
    }

    private String requested(UUID client, String start) {
        return book(client, practice.held(client, start))
                .statusCode(201)
                .body("state", equalTo("pending"))
                .extract()
                .path("id");
    }
}
