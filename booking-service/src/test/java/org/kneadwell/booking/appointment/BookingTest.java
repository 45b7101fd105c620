package org.kneadwell.booking.appointment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.book;
import static org.kneadwell.booking.appointment.Practice.eventsOf;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class BookingTest {

    private static final String TUESDAY_9 = "2026-03-03T14:00:00Z";

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void aPractice() {
        practice = Practice.open();
        cleo = aClient();
    }

    private List<String> slots(String token, UUID serviceId, String from, String to) {
        return get(
                        token,
                        "/therapists/%s/slots?serviceId=%s&from=%s&to=%s"
                                .formatted(practice.therapistId, serviceId, from, to))
                .statusCode(200)
                .extract()
                .path("items.start");
    }

    @Test
    void a_day_is_listed_in_the_therapists_zone() {
        get(
                        Tokens.client(cleo),
                        "/therapists/%s/slots?serviceId=%s&from=2026-03-03&to=2026-03-03"
                                .formatted(practice.therapistId, practice.hour))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("zone", equalTo("America/New_York"))
                .body("items", hasSize(15))
                .body("items[0].start", equalTo(TUESDAY_9))
                .body("items[0].end", equalTo("2026-03-03T15:00:00Z"))
                .body("items[14].end", equalTo("2026-03-03T22:00:00Z"))
                .body("whyNone", empty());
    }

    @Test
    void a_day_without_slots_says_why() {
        practice.store("delete from working_hours where therapist_id = ?", practice.therapistId);

        get(
                        Tokens.client(cleo),
                        "/therapists/%s/slots?serviceId=%s&from=2026-03-03&to=2026-03-03"
                                .formatted(practice.therapistId, practice.hour))
                .statusCode(200)
                .body("items", empty())
                .body("whyNone", contains("The therapist has no open hours on these days."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?serviceId=S&from=2026-03-03",
                "?from=2026-03-03&to=2026-03-03",
                "?serviceId=S&from=2026-03-04&to=2026-03-03",
                "?serviceId=S&from=2026-03-03&to=2026-09-03",
                "?serviceId=S&from=soon&to=2026-03-03",
                "?serviceId=nonsense&from=2026-03-03&to=2026-03-03"
            })
    void a_malformed_question_for_slots_is_a_problem(String query) {
        int status = get(
                        Tokens.client(cleo),
                        "/therapists/" + practice.therapistId + "/slots" + query.replace("=S", "=" + practice.hour))
                .contentType("application/problem+json")
                .extract()
                .statusCode();

        assertThat(status).isIn(400, 404);
    }

    @Test
    void another_therapists_session_is_not_listed() {
        get(
                        Tokens.client(cleo),
                        "/therapists/%s/slots?serviceId=%s&from=2026-03-03&to=2026-03-03"
                                .formatted(UUID.randomUUID(), practice.hour))
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void a_held_slot_is_booked_for_the_person_the_token_names() {
        String id = practice.hold(cleo, practice.hour, TUESDAY_9)
                .statusCode(201)
                .header("ETag", equalTo("\"0\""))
                .header("Location", notNullValue())
                .body("state", equalTo("held"))
                .body("start", equalTo(TUESDAY_9))
                .body("end", equalTo("2026-03-03T15:00:00Z"))
                .body("zone", equalTo("America/New_York"))
                .body("therapist.name", equalTo("Ada"))
                .body("client", nullValue())
                .body("service.minutes", equalTo(60))
                .body("location.address", equalTo("1 Elm Street"))
                .body("expiresAt", equalTo("2026-03-02T08:07:00Z"))
                .body("firstVisit", equalTo(true))
                .extract()
                .path("id");

        book(cleo, id)
                .statusCode(201)
                .body("id", equalTo(id))
                .body("state", equalTo("booked"))
                .body("expiresAt", nullValue());

        get(practice.asTherapist(), "/appointments/" + id)
                .statusCode(200)
                .body("client.name", equalTo("Test " + cleo.toString().substring(0, 8)))
                .body("state", equalTo("booked"));
        assertThat(eventsOf(id)).containsExactly("booking.appointment-held.v1", "booking.appointment-booked.v1");
        assertThat(Practice.query(
                        "select payload ->> 'clientEmail' from booking.outbox where aggregateid = ? and type like '%booked%'",
                        id))
                .containsExactly(cleo + "@example.test");
    }

    @Test
    void case_7_a_hold_is_hidden_from_others_shown_to_its_holder_and_free_again_at_the_second_it_expires() {
        practice.held(cleo, TUESDAY_9);
        UUID marta = aClient();

        assertThat(slots(Tokens.client(marta), practice.hour, "2026-03-03", "2026-03-03"))
                .doesNotContain(TUESDAY_9);
        assertThat(slots(Tokens.client(cleo), practice.hour, "2026-03-03", "2026-03-03"))
                .contains(TUESDAY_9);
        assertThat(slots(Tokens.client(cleo), practice.hourAndHalf, "2026-03-03", "2026-03-03"))
                .as("hidden for another session of the same therapist")
                .doesNotContain(TUESDAY_9);

        after(Duration.ofMinutes(7).minusMillis(1));
        practice.hold(marta, practice.hour, TUESDAY_9).statusCode(409);
        after(Duration.ofMillis(1));
        assertThat(slots(Tokens.client(marta), practice.hour, "2026-03-03", "2026-03-03"))
                .contains(TUESDAY_9);
        practice.hold(marta, practice.hour, TUESDAY_9).statusCode(201);
    }

    @Test
    void a_hold_that_ran_out_cannot_be_booked_and_others_are_offered() {
        String id = practice.held(cleo, TUESDAY_9);
        after(Duration.ofMinutes(7));

        book(cleo, id)
                .statusCode(409)
                .body("code", equalTo("hold-expired"))
                .body("alternatives", hasSize(3))
                .body("alternatives[0].start", equalTo(TUESDAY_9));
        get(Tokens.client(cleo), "/appointments/" + id).body("state", equalTo("expired"));
    }

    @Test
    void a_taken_slot_is_refused_with_the_nearest_ones() {
        practice.booked(aClient(), "2026-03-03T16:00:00Z");

        practice.hold(cleo, practice.hour, "2026-03-03T16:00:00Z")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("https://kneadwell.org/problems/slot-taken"))
                .body("code", equalTo("slot-taken"))
                .body(
                        "alternatives.start",
                        contains("2026-03-03T14:30:00Z", "2026-03-03T17:15:00Z", "2026-03-03T17:45:00Z"));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource({
        "2026-03-01T14:00:00Z, 422, in-the-past",
        "2026-03-02T09:30:00Z, 422, too-soon",
        "2026-05-20T14:00:00Z, 422, too-far-ahead",
        "2026-03-03T13:30:00Z, 422, outside-working-hours",
        "2026-03-03T21:30:00Z, 422, outside-working-hours",
        "2026-03-03T14:10:00Z, 422, off-the-grid",
        "2026-03-03T14:00:00.001Z, 422, off-the-grid",
        "2026-03-03T16:30:00Z, 409, slot-taken",
        "2026-03-03T17:00:00Z, 409, inside-a-buffer",
        "2026-03-03T15:00:00Z, 409, inside-a-buffer"
    })
    void a_request_edited_by_hand_is_held_to_the_same_rules_as_the_list(String start, int status, String code) {
        // Takes 16:00–17:00Z and keeps 15 minutes free after it; a new session keeps 15 minutes after itself too.
        practice.booked(aClient(), "2026-03-03T16:00:00Z");

        practice.hold(cleo, practice.hour, start)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("alternatives", hasSize(3));
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void a_session_the_therapist_does_not_offer_is_refused() {
        practice.hold(cleo, UUID.randomUUID(), TUESDAY_9).statusCode(422).body("code", equalTo("service-not-offered"));
        practice.hold(cleo, Practice.open().hour, TUESDAY_9)
                .statusCode(422)
                .body("code", equalTo("service-not-offered"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"therapistId\":\"x\",\"serviceId\":\"y\",\"start\":\"z\"}",
                "{\"therapistId\":\"00000000-0000-7000-8000-000000000000\",\"serviceId\":\"00000000-0000-7000-8000-000000000000\",\"start\":\"2026-03-03\"}",
                "{\"therapistId\":\"00000000-0000-7000-8000-000000000000\",\"serviceId\":\"00000000-0000-7000-8000-000000000000\",\"start\":\"+99999-03-03T00:00:00Z\"}",
                "{\"therapistId\":\"00000000-0000-7000-8000-000000000000\",\"serviceId\":\"00000000-0000-7000-8000-000000000000\",\"start\":\"2026-03-03T14:00:00Z\",\"price\":0}"
            })
    void a_malformed_hold_is_a_problem_and_leaves_nothing(String body) {
        int status = as(Tokens.client(cleo))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post("/api/booking/v1/holds")
                .then()
                .contentType("application/problem+json")
                .body("code", notNullValue())
                .extract()
                .statusCode();

        assertThat(status).isEqualTo(400);
        assertThat(Practice.query("select id::text from booking.appointment where client_id = ?", cleo))
                .isEmpty();
    }

    @Test
    void a_client_without_an_intake_holds_nothing() {
        practice.hold(Practice.aStranger(), practice.hour, TUESDAY_9)
                .statusCode(409)
                .body("code", equalTo("intake-needed"));
    }

    @Test
    void a_client_whose_triage_forbids_it_neither_holds_nor_books() {
        String id = practice.held(cleo, TUESDAY_9);
        Practice.mayNotCome(cleo);

        practice.hold(cleo, practice.hour, "2026-03-04T14:00:00Z")
                .statusCode(409)
                .body("code", equalTo("not-bookable"));
        book(cleo, id).statusCode(409).body("code", equalTo("not-bookable"));
        get(Tokens.client(cleo), "/appointments/" + id).body("state", equalTo("held"));
    }

    @Test
    void a_session_needs_a_licence_valid_on_its_day() {
        practice.store("update licence set valid_until = '2026-03-03' where therapist_id = ?", practice.therapistId);

        practice.hold(cleo, practice.hour, "2026-03-04T14:00:00Z")
                .statusCode(409)
                .body("code", equalTo("licence-not-valid"))
                .body("reasons[0].filter", equalTo("H1"))
                .body(
                        "alternatives.start",
                        contains("2026-03-03T20:00:00Z", "2026-03-03T20:30:00Z", "2026-03-03T21:00:00Z"));
        practice.hold(cleo, practice.hour, TUESDAY_9).statusCode(201);
    }

    @Test
    void a_licence_that_begins_much_later_is_where_the_alternatives_are() {
        practice.store("update licence set valid_from = '2026-04-01' where therapist_id = ?", practice.therapistId);

        practice.hold(cleo, practice.hour, TUESDAY_9)
                .statusCode(409)
                .body("code", equalTo("licence-not-valid"))
                .body(
                        "alternatives.start",
                        contains("2026-04-01T13:00:00Z", "2026-04-01T13:30:00Z", "2026-04-01T14:00:00Z"));
    }

    @Test
    void a_refused_client_is_offered_only_days_a_licence_covers() {
        practice.store("update licence set valid_until = '2026-03-03' where therapist_id = ?", practice.therapistId);
        practice.rules(Map.of("daySessions", 1));
        practice.booked(aClient(), "2026-03-03T19:00:00Z");

        List<String> instead = practice.hold(cleo, practice.hour, "2026-03-03T20:45:00Z")
                .statusCode(409)
                .body("code", equalTo("day-or-week-full"))
                .extract()
                .path("alternatives.start");
        assertThat(instead).hasSize(3).allMatch(start -> start.startsWith("2026-03-02"));
    }

    @Test
    void a_licence_that_ended_since_the_hold_is_told_with_the_days_another_covers() {
        String id = practice.held(cleo, "2026-03-04T14:00:00Z");
        practice.store("update licence set valid_until = '2026-03-03' where therapist_id = ?", practice.therapistId);

        book(cleo, id)
                .statusCode(409)
                .body("code", equalTo("licence-not-valid"))
                .body("alternatives", hasSize(3))
                .body("alternatives[0].start", equalTo("2026-03-03T20:00:00Z"));
    }

    @Test
    void an_oversized_body_is_refused() {
        as(Tokens.client(cleo))
                .header("Idempotency-Key", UUID.randomUUID())
                .body("{\"x\":\"" + "a".repeat(300 * 1024) + "\"}")
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(413);
    }

    @Test
    void only_clients_hold_and_book_and_only_with_a_good_token() {
        for (String token : List.of(practice.asTherapist(), Tokens.coordinator(UUID.randomUUID()))) {
            post(token, "/holds", practice.wish(practice.hour, TUESDAY_9)).statusCode(403);
            post(token, "/appointments", Map.of("holdId", UUID.randomUUID())).statusCode(403);
        }
        for (String token : List.of(
                Tokens.expired(cleo, "client"),
                Tokens.wrongAudience(cleo, "client"),
                Tokens.wrongKey(cleo, "client"))) {
            post(token, "/holds", practice.wish(practice.hour, TUESDAY_9))
                    .statusCode(401)
                    .contentType("application/problem+json");
        }
        given().contentType("application/json")
                .body(practice.wish(practice.hour, TUESDAY_9))
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(401);
    }

    @Test
    void the_same_request_sent_again_holds_once_and_a_changed_one_is_refused() {
        String key = UUID.randomUUID().toString();
        String first = as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(practice.wish(practice.hour, TUESDAY_9))
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(practice.wish(practice.hour, TUESDAY_9))
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(practice.wish(practice.hour, "2026-03-03T15:00:00Z"))
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(422);
        as(Tokens.client(cleo))
                .body(practice.wish(practice.hour, TUESDAY_9))
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(400);
        assertThat(eventsOf(first)).hasSize(1);
    }

    @Test
    void a_client_who_changes_their_mind_moves_the_hold() {
        String first = practice.held(cleo, TUESDAY_9);

        practice.hold(cleo, practice.hour, TUESDAY_9).statusCode(200).body("id", equalTo(first));
        String second = practice.hold(cleo, practice.hour, "2026-03-03T14:30:00Z")
                .statusCode(201)
                .body("id", not(equalTo(first)))
                .extract()
                .path("id");

        get(Tokens.client(cleo), "/appointments/" + first).body("state", equalTo("expired"));
        get(Tokens.client(cleo), "/appointments/" + second).body("state", equalTo("held"));
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void a_client_holds_three_times_at_most() {
        practice.held(cleo, "2026-03-03T14:00:00Z");
        after(Duration.ofMinutes(1));
        practice.held(cleo, "2026-03-04T14:00:00Z");
        practice.held(cleo, "2026-03-05T14:00:00Z");

        practice.hold(cleo, practice.hour, "2026-03-06T14:00:00Z")
                .statusCode(429)
                .header("Retry-After", equalTo("360"))
                .body("code", equalTo("too-many-holds"));
        after(Duration.ofMinutes(6));
        practice.hold(cleo, practice.hour, "2026-03-06T14:00:00Z").statusCode(201);
    }

    @Test
    void a_hold_can_be_let_go_and_the_time_is_free_at_once() {
        String id = practice.held(cleo, TUESDAY_9);

        given().auth()
                .oauth2(Tokens.client(aClient()))
                .delete("/api/booking/v1/holds/" + id)
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.client(cleo))
                .delete("/api/booking/v1/holds/" + id)
                .then()
                .statusCode(204);
        given().auth()
                .oauth2(Tokens.client(cleo))
                .delete("/api/booking/v1/holds/" + id)
                .then()
                .statusCode(204);

        practice.hold(aClient(), practice.hour, TUESDAY_9).statusCode(201);
        book(cleo, id).statusCode(409).body("code", equalTo("hold-expired"));
    }

    @Test
    void nobody_books_what_another_holds_or_books_twice() {
        String id = practice.held(cleo, TUESDAY_9);

        book(aClient(), id).statusCode(404);
        book(cleo, UUID.randomUUID().toString()).statusCode(404);
        book(cleo, id).statusCode(201);
        book(cleo, id).statusCode(409).body("code", equalTo("not-held"));
        given().auth()
                .oauth2(Tokens.client(cleo))
                .delete("/api/booking/v1/holds/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void an_appointment_is_seen_by_its_client_and_its_therapist_and_by_nobody_else() {
        String id = practice.booked(cleo, TUESDAY_9);

        get(Tokens.client(cleo), "/appointments/" + id)
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("client", nullValue());
        get(practice.asTherapist(), "/appointments/" + id).statusCode(200);
        get(Tokens.client(aClient()), "/appointments/" + id).statusCode(404);
        get(Practice.open().asTherapist(), "/appointments/" + id).statusCode(404);
        get(Tokens.coordinator(UUID.randomUUID()), "/appointments/" + id).statusCode(403);
        get(Tokens.client(cleo), "/appointments/" + UUID.randomUUID()).statusCode(404);
        get(Tokens.client(cleo), "/appointments/nonsense").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void a_hold_is_not_shown_to_the_therapist() {
        String id = practice.held(cleo, TUESDAY_9);

        get(practice.asTherapist(), "/appointments/" + id).statusCode(404);
        get(practice.asTherapist(), "/appointments").body("items", empty());
    }

    @Test
    void lists_go_by_start_in_pages_and_by_local_dates_and_states() {
        String wednesday = practice.booked(cleo, "2026-03-04T14:00:00Z");
        String tuesday = practice.booked(cleo, TUESDAY_9);
        String monday = practice.booked(cleo, "2026-03-09T19:30:00Z");
        String held = practice.held(cleo, "2026-03-10T14:00:00Z");
        practice.booked(aClient(), "2026-03-05T14:00:00Z");
        String mine = Tokens.client(cleo);

        get(mine, "/appointments").body("items.id", contains(tuesday, wednesday, monday, held));
        get(mine, "/appointments?state=held").body("items.id", contains(held));
        get(mine, "/appointments?from=2026-03-04&to=2026-03-09").body("items.id", contains(wednesday, monday));
        get(practice.asTherapist(), "/appointments").body("items", hasSize(4));

        String next = get(mine, "/appointments?limit=2")
                .body("items.id", contains(tuesday, wednesday))
                .header("Link", notNullValue())
                .extract()
                .path("next");
        get(mine, "/appointments?limit=2&cursor=" + next)
                .body("items.id", contains(monday, held))
                .body("next", nullValue())
                .header("Link", nullValue());

        after(Duration.ofMinutes(7));
        get(mine, "/appointments").body("items.id", contains(tuesday, wednesday, monday));
        get(mine, "/appointments?state=expired").body("items.id", contains(held));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=x", "?cursor=nonsense", "?state=lost", "?from=yesterday"})
    void a_malformed_question_for_appointments_is_a_problem(String query) {
        int status = get(Tokens.client(cleo), "/appointments" + query)
                .contentType("application/problem+json")
                .extract()
                .statusCode();

        assertThat(status).isIn(400, 404);
    }

    @Test
    void either_side_cancels_and_the_time_is_free_again() {
        String byClient = practice.booked(cleo, TUESDAY_9);
        String byTherapist = practice.booked(cleo, "2026-03-04T14:00:00Z");

        post(Tokens.client(aClient()), "/appointments/" + byClient + "/cancellation", Map.of())
                .statusCode(404);
        post(Tokens.client(cleo), "/appointments/" + byClient + "/cancellation", Map.of("reason", "Something came up"))
                .statusCode(200)
                .body("state", equalTo("cancelled"));
        post(Tokens.client(cleo), "/appointments/" + byClient + "/cancellation", Map.of())
                .statusCode(200);
        post(practice.asTherapist(), "/appointments/" + byTherapist + "/cancellation", Map.of())
                .statusCode(200)
                .body("state", equalTo("cancelled"));

        assertThat(eventsOf(byClient))
                .containsExactly(
                        "booking.appointment-held.v1",
                        "booking.appointment-booked.v1",
                        "booking.appointment-cancelled.v1");
        assertThat(Practice.query(
                        "select payload ->> 'cancelledBy' from booking.outbox where aggregateid in (?, ?) and type like '%cancelled%' order by seq",
                        byClient, byTherapist))
                .containsExactly("client", "therapist");
        practice.hold(aClient(), practice.hour, TUESDAY_9).statusCode(201);
    }

    @Test
    void what_has_begun_is_no_longer_the_clients_to_cancel() {
        String id = practice.booked(cleo, TUESDAY_9);
        Practice.at(TUESDAY_9);

        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(409)
                .body("code", equalTo("too-late"));
        post(practice.asTherapist(), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(200);
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of("reason", "a".repeat(501)))
                .statusCode(400);
    }

    @Test
    void booking_rules_are_the_therapists_own_and_hold_from_then_on() {
        String path = "/therapists/" + practice.therapistId + "/booking-rules";
        get(practice.asTherapist(), path)
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body("intervalMinutes", equalTo(30))
                .body("bufferAfterMinutes", equalTo(15));
        Map<String, Object> rules = Map.of(
                "intervalMinutes", 60,
                "bufferBeforeMinutes", 0,
                "bufferAfterMinutes", 0,
                "noticeMinutes", 0,
                "horizonDays", 14,
                "grid", "on_the_clock",
                "gaps", "any",
                "daySessions", 2);

        as(practice.asTherapist())
                .body(rules)
                .put("/api/booking/v1" + path)
                .then()
                .statusCode(428);
        as(Practice.open().asTherapist())
                .header("If-Match", "\"0\"")
                .body(rules)
                .put("/api/booking/v1" + path)
                .then()
                .statusCode(404);
        as(practice.asTherapist())
                .header("If-Match", "\"0\"")
                .body(rules)
                .put("/api/booking/v1" + path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""));
        as(practice.asTherapist())
                .header("If-Match", "\"0\"")
                .body(rules)
                .put("/api/booking/v1" + path)
                .then()
                .statusCode(412);
        as(practice.asTherapist())
                .header("If-Match", "\"1\"")
                .body("{\"intervalMinutes\":1}")
                .put("/api/booking/v1" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        get(Tokens.client(cleo), path).statusCode(403);
        get(Tokens.coordinator(UUID.randomUUID()), path).statusCode(200).body("daySessions", equalTo(2));

        assertThat(slots(Tokens.client(cleo), practice.hour, "2026-03-03", "2026-03-03"))
                .hasSize(8);
        practice.booked(cleo, TUESDAY_9);
        practice.booked(cleo, "2026-03-03T15:00:00Z");
        practice.hold(cleo, practice.hour, "2026-03-03T17:00:00Z")
                .statusCode(409)
                .body("code", equalTo("day-or-week-full"));
    }
}
