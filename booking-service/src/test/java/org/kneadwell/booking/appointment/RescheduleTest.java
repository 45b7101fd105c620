package org.kneadwell.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.eventsOf;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Moving an appointment, and what cancelling costs. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class RescheduleTest {

    /** Wednesday, 09:00 in New York; the present is Monday, 03:00. */
    private static final String NINE = "2026-03-04T14:00:00Z";

    private static final String ELEVEN = "2026-03-04T16:00:00Z";

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void open() {
        practice = Practice.open();
        cleo = aClient();
    }

    @Test
    void an_appointment_moves_to_a_free_slot_and_frees_its_own() {
        String id = practice.booked(cleo, NINE);
        move(cleo, id, ELEVEN)
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("booked"))
                .body("start", equalTo(ELEVEN))
                .body("end", equalTo("2026-03-04T17:00:00Z"));

        assertThat(eventsOf(id))
                .containsExactly(
                        "booking.appointment-held.v1",
                        "booking.appointment-booked.v1",
                        "booking.appointment-rescheduled.v1");
        practice.hold(aClient(), practice.hour, NINE).statusCode(201);
        practice.hold(aClient(), practice.hour, ELEVEN).statusCode(409);
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void where_the_new_time_is_taken_the_old_one_is_kept() {
        practice.booked(aClient(), ELEVEN);
        String id = practice.booked(cleo, NINE);
        move(cleo, id, ELEVEN)
                .statusCode(409)
                .body("code", equalTo("slot-taken"))
                .body("alternatives", hasSize(3));

        get(Tokens.client(cleo), "/appointments/" + id)
                .body("start", equalTo(NINE))
                .body("state", equalTo("booked"));
        practice.hold(aClient(), practice.hour, NINE).statusCode(409);
    }

    @Test
    void it_does_not_stand_in_its_own_way() {
        String id = practice.booked(cleo, NINE);
        practice.rules(Map.of("daySessions", 1));
        // Half an hour later overlaps where it is now, and the day is full with it.
        move(cleo, id, "2026-03-04T14:30:00Z").statusCode(200).body("start", equalTo("2026-03-04T14:30:00Z"));
    }

    @Test
    void moving_it_to_where_it_is_changes_nothing() {
        String id = practice.booked(cleo, NINE);
        move(cleo, id, NINE).statusCode(200);
        assertThat(eventsOf(id)).hasSize(2);
    }

    @Test
    void it_may_become_another_session_of_the_same_therapist() {
        String id = practice.booked(cleo, NINE);
        post(
                        Tokens.client(cleo),
                        "/appointments/" + id + "/reschedule",
                        Map.of("start", ELEVEN, "serviceId", practice.hourAndHalf))
                .statusCode(200)
                .body("service.minutes", equalTo(90))
                .body("end", equalTo("2026-03-04T17:30:00Z"));
    }

    @Test
    void a_time_that_is_no_slot_is_refused_as_for_a_hold() {
        String id = practice.booked(cleo, NINE);
        move(cleo, id, "2026-03-01T14:00:00Z").statusCode(422).body("code", equalTo("in-the-past"));
        move(cleo, id, "2026-03-04T16:07:00Z").statusCode(422).body("code", equalTo("off-the-grid"));
        move(cleo, id, "2026-03-05T02:00:00Z").statusCode(422).body("code", equalTo("outside-working-hours"));
        move(cleo, id, "2027-03-05T14:00:00Z").statusCode(422).body("code", equalTo("too-far-ahead"));
        move(cleo, id, "3026-03-05T14:00:00Z").statusCode(400);
    }

    @Test
    void once_cancelling_costs_something_only_the_therapist_moves_it() {
        String id = practice.booked(cleo, NINE);
        Practice.at("2026-03-03T14:00:01Z");
        move(cleo, id, "2026-03-05T14:00:00Z").statusCode(409).body("code", equalTo("too-late-to-move"));
        post(practice.asTherapist(), "/appointments/" + id + "/reschedule", Map.of("start", "2026-03-05T14:00:00Z"))
                .statusCode(200)
                .body("client.id", equalTo(cleo.toString()));
    }

    @Test
    void what_is_over_or_only_held_does_not_move() {
        String cancelled = practice.booked(cleo, NINE);
        post(Tokens.client(cleo), "/appointments/" + cancelled + "/cancellation", Map.of())
                .statusCode(200);
        move(cleo, cancelled, ELEVEN).statusCode(409).body("code", equalTo("too-late"));

        String hold = practice.held(cleo, NINE);
        move(cleo, hold, ELEVEN).statusCode(409).body("code", equalTo("too-late"));
        post(practice.asTherapist(), "/appointments/" + hold + "/reschedule", Map.of("start", ELEVEN))
                .statusCode(404);
    }

    @Test
    void somebody_elses_appointment_does_not_exist() {
        String id = practice.booked(cleo, NINE);
        move(aClient(), id, ELEVEN).statusCode(404);
        post(Practice.open().asTherapist(), "/appointments/" + id + "/reschedule", Map.of("start", ELEVEN))
                .statusCode(404);
        get(Tokens.client(aClient()), "/appointments/" + id + "/alternatives").statusCode(404);
    }

    // What cancelling costs

    @Test
    void until_the_agreed_time_cancelling_is_free_and_afterwards_the_fee_is_due() {
        practice.rules(Map.of("lateFeePercent", 50, "freeCancelHours", 48));
        String early = practice.booked(cleo, "2026-03-05T14:00:00Z");
        String late = practice.booked(cleo, NINE);
        get(Tokens.client(cleo), "/appointments/" + late)
                .body("cancellation.freeUntil", equalTo("2026-03-02T14:00:00Z"))
                .body("cancellation.lateFee.amount", equalTo(40.0f))
                .body("cancellation.lateFee.currency", equalTo("USD"));
        Practice.at("2026-03-02T14:00:01Z");

        post(Tokens.client(cleo), "/appointments/" + early + "/cancellation", Map.of())
                .body("cancellation.charged", equalTo(false));
        post(Tokens.client(cleo), "/appointments/" + late + "/cancellation", Map.of())
                .body("cancellation.charged", equalTo(true));
    }

    @Test
    void at_the_very_instant_it_is_still_free() {
        practice.rules(Map.of("lateFeePercent", 50));
        String id = practice.booked(cleo, NINE);
        Practice.at("2026-03-03T14:00:00Z");
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .body("cancellation.charged", equalTo(false));
    }

    @Test
    void the_terms_are_those_of_the_day_it_was_booked() {
        String id = practice.booked(cleo, NINE);
        practice.rules(Map.of("lateFeePercent", 100, "freeCancelHours", 336));
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .body("cancellation.charged", equalTo(false));
    }

    @Test
    void a_therapist_who_cancels_charges_nothing_and_the_client_is_offered_other_slots() {
        practice.rules(Map.of("lateFeePercent", 50, "freeCancelHours", 336));
        String id = practice.booked(cleo, NINE);
        post(practice.asTherapist(), "/appointments/" + id + "/cancellation", Map.of())
                .body("cancellation.charged", equalTo(false));
        practice.store(
                "insert into time_off (id, therapist_id, start_at, end_at) values (?, ?, '2026-03-04T05:00:00Z', '2026-03-05T05:00:00Z')",
                UUID.randomUUID(),
                practice.therapistId);

        get(Tokens.client(cleo), "/appointments/" + id + "/alternatives")
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].start", equalTo("2026-03-03T20:00:00Z"));
    }

    @Test
    void a_no_show_owes_the_fee() {
        practice.rules(Map.of("lateFeePercent", 50));
        String id = practice.booked(cleo, NINE);
        Practice.at("2026-03-04T14:30:00Z");
        post(practice.asTherapist(), "/appointments/" + id + "/no-show").statusCode(204);
        get(Tokens.client(cleo), "/appointments/" + id)
                .body("state", equalTo("no_show"))
                .body("cancellation.charged", equalTo(true));
    }

    // Times that cannot be meant

    @Test
    void a_start_in_the_hour_the_clocks_skip_is_refused_and_not_moved_silently() {
        practice.store(
                "update working_hours set from_time = '00:00', to_time = '06:00' where therapist_id = ?",
                practice.therapistId);
        practice.hold(cleo, practice.hour, "2026-03-08T02:30:00-05:00")
                .statusCode(422)
                .body("code", equalTo("nonexistent-local-time"))
                .body("alternatives", hasSize(3));
        // The same instant, written as it is.
        practice.hold(cleo, practice.hour, "2026-03-08T03:30:00-04:00").statusCode(201);
    }

    @Test
    void an_end_that_does_not_fit_the_session_is_refused() {
        post(
                        Tokens.client(cleo),
                        "/holds",
                        Map.of(
                                "therapistId",
                                practice.therapistId,
                                "serviceId",
                                practice.hour,
                                "start",
                                NINE,
                                "end",
                                "2026-03-04T14:30:00Z"))
                .statusCode(422)
                .body("code", equalTo("wrong-length"))
                .body("detail", equalTo("This session takes 60 minutes."));
    }

    @Test
    void nor_does_an_appointment_move_into_the_hour_the_clocks_skip() {
        practice.store(
                "update working_hours set from_time = '00:00', to_time = '06:00' where therapist_id = ?",
                practice.therapistId);
        String id = practice.booked(cleo, "2026-03-04T05:00:00Z");

        move(cleo, id, "2026-03-08T02:30:00-05:00")
                .statusCode(422)
                .body("code", equalTo("nonexistent-local-time"))
                .body("alternatives", hasSize(3));
        get(Tokens.client(cleo), "/appointments/" + id).body("start", equalTo("2026-03-04T05:00:00Z"));
        move(cleo, id, "2026-03-08T03:30:00-04:00").statusCode(200);
    }

    // Losing to the constraint

    /** The constraint decides past the lock, as for somebody who writes without it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_move_that_loses_to_the_constraint_is_offered_times_near_the_new_one(boolean byTherapist) {
        String id = practice.booked(cleo, NINE);
        String token = byTherapist ? practice.asTherapist() : Tokens.client(cleo);
        String wanted = "2026-03-12T17:00:00Z";

        try (var _ = Losing.times(1, "23P01", cleo)) {
            List<String> instead = post(token, "/appointments/" + id + "/reschedule", Map.of("start", wanted))
                    .statusCode(409)
                    .body("code", equalTo("slot-taken"))
                    .extract()
                    .path("alternatives.start");
            assertThat(instead).containsExactly("2026-03-12T16:00:00Z", "2026-03-12T16:30:00Z", "2026-03-12T17:30:00Z");
        }
        get(Tokens.client(cleo), "/appointments/" + id).body("start", equalTo(NINE));
    }

    // What a move costs

    @Test
    void a_client_who_moves_it_agrees_to_the_terms_of_now() {
        practice.rules(Map.of("lateFeePercent", 50));
        String id = practice.booked(cleo, NINE);
        dearer();

        move(cleo, id, ELEVEN)
                .statusCode(200)
                .body("service.price.amount", equalTo(100.0f))
                .body("cancellation.freeUntil", equalTo("2026-03-03T16:00:00Z"))
                .body("cancellation.lateFee.amount", equalTo(50.0f));
    }

    @Test
    void a_therapist_who_moves_it_changes_neither_the_price_nor_the_fee_and_leaves_a_day_to_cancel() {
        practice.rules(Map.of("lateFeePercent", 50));
        String id = practice.booked(cleo, NINE);
        dearer();
        // An hour after the client could cancel free of charge.
        Practice.at("2026-03-03T15:00:00Z");

        moveByTherapist(id, ELEVEN)
                .statusCode(200)
                .body("service.price.amount", equalTo(80.0f))
                .body("cancellation.lateFee.amount", equalTo(40.0f))
                .body("cancellation.freeUntil", equalTo("2026-03-04T15:00:00Z"));
        Practice.at("2026-03-04T15:00:00Z");
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(200)
                .body("cancellation.charged", equalTo(false));
    }

    @Test
    void moved_by_the_therapist_to_sooner_than_a_day_it_is_free_until_it_begins() {
        String id = practice.booked(cleo, NINE);
        Practice.at("2026-03-03T15:00:00Z");

        moveByTherapist(id, "2026-03-03T18:00:00Z").body("cancellation.freeUntil", equalTo("2026-03-03T18:00:00Z"));
    }

    @Test
    void moved_by_the_therapist_to_later_it_is_free_as_long_before_it_as_was_agreed() {
        practice.rules(Map.of("freeCancelHours", 36));
        String id = practice.booked(cleo, NINE);
        practice.rules(Map.of("freeCancelHours", 300));

        moveByTherapist(id, "2026-03-11T13:00:00Z").body("cancellation.freeUntil", equalTo("2026-03-10T01:00:00Z"));
    }

    @Test
    void moved_by_the_therapist_to_earlier_it_is_free_as_long_as_it_was() {
        practice.rules(Map.of("freeCancelHours", 24));
        String id = practice.booked(cleo, "2026-03-06T14:00:00Z");

        moveByTherapist(id, "2026-03-05T16:00:00Z").body("cancellation.freeUntil", equalTo("2026-03-05T14:00:00Z"));
    }

    @Test
    void a_therapist_does_not_learn_why_a_client_may_not_come() {
        String id = practice.booked(cleo, NINE);
        Practice.mayNotCome(cleo);

        moveByTherapist(id, ELEVEN)
                .statusCode(409)
                .body("code", equalTo("not-bookable"))
                .body("detail", equalTo("This client cannot have a session at the moment."));
    }

    private void dearer() {
        practice.store("update service set price_amount = 100 where id = ?", practice.hour);
    }

    private ValidatableResponse moveByTherapist(String id, String start) {
        return post(practice.asTherapist(), "/appointments/" + id + "/reschedule", Map.of("start", start));
    }

    private static ValidatableResponse move(UUID client, String id, String start) {
        return post(Tokens.client(client), "/appointments/" + id + "/reschedule", Map.of("start", start));
    }
}
