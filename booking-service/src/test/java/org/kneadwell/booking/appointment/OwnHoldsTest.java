package org.kneadwell.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What a client holds already, when it asks for more; and a hold that ends while others ask. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class OwnHoldsTest {

    /** Tuesday, 09:00 in New York; the present is Monday, 03:00. */
    private static final String NINE = "2026-03-03T14:00:00Z";

    private static final String QUARTER_PAST_ONE = "2026-03-03T18:15:00Z";

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void open() {
        practice = Practice.open();
        cleo = aClient();
    }

    @Test
    void what_a_client_holds_counts_in_the_therapists_caps() {
        practice.rules(Map.of("daySessions", 1));
        practice.held(cleo, NINE);

        List<String> instead = practice.hold(cleo, practice.hour, QUARTER_PAST_ONE)
                .statusCode(409)
                .body("code", equalTo("day-or-week-full"))
                .body("alternatives", hasSize(3))
                .extract()
                .path("alternatives.start");
        assertThat(instead).noneMatch(start -> start.startsWith("2026-03-03"));
        // Whatever is offered instead can be had.
        practice.hold(cleo, practice.hour, instead.getFirst()).statusCode(201);
    }

    @Test
    void a_hold_that_is_replaced_does_not_count() {
        practice.rules(Map.of("daySessions", 1));
        practice.held(cleo, NINE);

        practice.hold(cleo, practice.hour, "2026-03-03T14:30:00Z").statusCode(201);
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void what_a_client_holds_counts_in_the_gap_rule() {
        practice.rules(Map.of("gaps", "only_at_edges", "grid", "on_the_clock"));
        practice.held(cleo, NINE);

        practice.hold(cleo, practice.hour, "2026-03-03T18:00:00Z")
                .statusCode(422)
                .body("code", equalTo("leaves-a-gap"));
    }

    @Test
    void from_what_a_client_holds_elsewhere_the_therapist_is_on_the_way() {
        UUID clinic = Practice.aLocation("Clinic", Practice.ZONE);
        practice.store("delete from working_hours where therapist_id = ?", practice.therapistId);
        as(practice.asTherapist())
                .body(Map.of(
                        "weekly",
                        List.of(
                                Map.of("day", "tuesday", "from", "09:00", "to", "12:00"),
                                Map.of("day", "tuesday", "from", "12:00", "to", "17:00", "locationId", clinic))))
                .put("/api/booking/v1/therapists/" + practice.therapistId + "/working-hours")
                .then()
                .statusCode(200);
        practice.rules(Map.of("travelMinutes", 40));
        practice.held(cleo, "2026-03-03T16:00:00Z"); // 11:00 to 12:00 at the base, and fifteen minutes

        practice.hold(cleo, practice.hour, "2026-03-03T17:30:00Z")
                .statusCode(409)
                .body("code", equalTo("inside-a-buffer"));
        practice.hold(cleo, practice.hour, "2026-03-03T17:55:00Z").statusCode(201);
    }

    /** The grid begins anew behind a session, and behind what one holds oneself. */
    @Test
    void every_slot_on_the_list_can_be_held_by_whoever_sees_it() {
        practice.held(cleo, NINE);
        practice.held(cleo, QUARTER_PAST_ONE);

        List<String> listed = get(
                        Tokens.client(cleo),
                        "/therapists/%s/slots?serviceId=%s&from=2026-03-03&to=2026-03-03"
                                .formatted(practice.therapistId, practice.hour))
                .extract()
                .path("items.start");
        assertThat(listed)
                .as("nine, what would replace it, what lies between, what would replace the other, and the rest")
                .contains(NINE, "2026-03-03T14:30:00Z", "2026-03-03T15:15:00Z", QUARTER_PAST_ONE)
                .doesNotContain("2026-03-03T18:00:00Z");
        for (String start : listed) {
            UUID client = aClient();
            practice.store("update appointment set state = 'expired' where therapist_id = ?", practice.therapistId);
            practice.held(client, NINE);
            practice.held(client, QUARTER_PAST_ONE);
            int status = practice.hold(client, practice.hour, start).extract().statusCode();
            assertThat(status).as(start).isIn(200, 201);
        }
    }

    @Test
    void what_is_offered_instead_is_not_the_time_just_refused() {
        String id = practice.booked(cleo, NINE);
        practice.held(cleo, QUARTER_PAST_ONE);

        post(Tokens.client(cleo), "/appointments/" + id + "/reschedule", Map.of("start", QUARTER_PAST_ONE))
                .statusCode(409)
                .body("code", equalTo("slot-taken"))
                .body("alternatives", hasSize(3))
                .body("alternatives.start", not(hasItem(QUARTER_PAST_ONE)));
    }

    @Test
    void too_many_holds_is_over_when_the_first_of_those_that_count_ends() {
        String offered = practice.held(cleo, NINE);
        practice.store(
                "update appointment set held_behind_offer = true, expires_at = ?::timestamptz where id = ?",
                "2026-03-02T08:01:30Z",
                UUID.fromString(offered));
        after(Duration.ofMinutes(1));
        practice.held(cleo, "2026-03-04T14:00:00Z");
        practice.held(cleo, "2026-03-05T14:00:00Z");
        practice.held(cleo, "2026-03-06T14:00:00Z");

        practice.hold(cleo, practice.hour, "2026-03-09T14:00:00Z")
                .statusCode(429)
                .header("Retry-After", equalTo("420"));
    }

    /** The end of a hold passes at any moment of the next one's decision; all of that decision is made at one instant. */
    @Test
    void a_hold_that_ends_while_the_next_one_is_decided_is_either_there_or_gone() {
        var statuses = new ArrayList<Integer>();
        try {
            for (int before = 0; before < 12; before++) {
                practice = Practice.open();
                practice.held(aClient(), NINE);
                SettableClock.shared().set(Instant.parse("2026-03-02T08:07:00Z").minusMillis(before));
                SettableClock.shared().advanceAtEachReading(Duration.ofMillis(1));

                var answer = practice.hold(aClient(), practice.hour, NINE).extract();

                statuses.add(answer.statusCode());
                if (answer.statusCode() != 201) {
                    assertThat(answer.<String>path("detail")).isEqualTo("That time is taken.");
                    assertThat(answer.<List<String>>path("alternatives.start"))
                            .hasSize(3)
                            .doesNotContain(NINE);
                }
            }
        } finally {
            SettableClock.shared().set(Practice.NOW);
        }
        assertThat(statuses).as("before, and after").contains(201, 409).containsOnly(201, 409);
    }
}
