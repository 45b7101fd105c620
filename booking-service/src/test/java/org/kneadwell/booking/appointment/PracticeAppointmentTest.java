package org.kneadwell.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What another system reads of appointments once it has heard of them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class PracticeAppointmentTest {

    private static final String ALL = "/practice/appointments";
    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    /** A quarter past nine in the evening in New York: in UTC it is the day after. */
    private static final String TUESDAY_EVENING = "2026-03-04T02:15:00Z";

    private final String integrator = Tokens.of(UUID.randomUUID(), "appointments:read");
    private final UUID cleo = aClient();
    private Practice practice;

    @BeforeEach
    void open() {
        practice = Practice.open();
        // Whatever other tests left: this is about the whole practice.
        practice.store("update appointment set client_name = null, state = 'expired' where client_name is not null");
    }

    @Test
    void it_reads_when_where_with_whom_and_of_what_and_nothing_of_who_comes() {
        String id = practice.booked(cleo, TUESDAY_10);
        practice.store(
                "update appointment set client_name = 'Canary Name', client_email = 'canary@example.test' where id = cast(? as uuid)",
                id);
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of("reason", "canary reason"))
                .statusCode(200);

        for (String path : List.of(ALL + "/" + id, ALL)) {
            String body = get(integrator, path).statusCode(200).extract().asString();
            assertThat(body).contains(id).doesNotContainIgnoringCase("canary").doesNotContain(cleo.toString());
        }
        get(integrator, ALL + "/" + id)
                .header(
                        "ETag",
                        equalTo(get(Tokens.client(cleo), "/appointments/" + id)
                                .extract()
                                .header("ETag")))
                .body(
                        "keySet()",
                        containsInAnyOrder("id", "state", "start", "end", "zone", "therapist", "service", "location"))
                .body("state", equalTo("cancelled"))
                .body("start", equalTo(TUESDAY_10))
                .body("end", equalTo("2026-03-03T16:00:00Z"))
                .body("zone", equalTo(Practice.ZONE))
                .body("therapist", equalTo(Map.of("id", practice.therapistId.toString(), "name", "Ada")))
                .body("service", equalTo(Map.of("id", practice.hour.toString(), "name", "Hour", "minutes", 60)))
                .body(
                        "location",
                        equalTo(Map.of(
                                "id",
                                practice.locationId.toString(),
                                "name",
                                "Quiet Room",
                                "address",
                                "1 Elm Street")));
    }

    @Test
    void a_hold_is_its_clients_business_and_a_request_is_seen_until_it_runs_out() {
        String hold = practice.held(cleo, TUESDAY_10);
        get(integrator, ALL + "/" + hold).statusCode(404).body("code", equalTo("not-found"));
        get(integrator, ALL).statusCode(200).body("items", empty());

        practice.rules(Map.of("acceptance", "by_therapist"));
        Practice.book(cleo, hold).statusCode(201);
        get(integrator, ALL + "/" + hold).body("state", equalTo("pending"));
        get(integrator, ALL).body("items.id", contains(hold));
        Practice.after(Duration.ofDays(1));
        get(integrator, ALL + "/" + hold).body("state", equalTo("expired"));
        get(integrator, ALL).body("items", empty());
        get(integrator, ALL + "?state=expired").body("items.id", contains(hold));
    }

    @Test
    void days_are_those_of_the_place_and_every_appointment_is_on_one_page() {
        practice.store("update working_hours set to_time = '23:00' where therapist_id = ?", practice.therapistId);
        Practice colleague = practice.colleague();
        String morning = practice.booked(cleo, TUESDAY_10);
        String beside = colleague.booked(aClient(), TUESDAY_10);
        String evening = practice.booked(cleo, TUESDAY_EVENING);
        String later = practice.booked(cleo, "2026-03-05T15:00:00Z");
        post(Tokens.client(cleo), "/appointments/" + later + "/cancellation", Map.of())
                .statusCode(200);

        get(integrator, ALL + "?from=2026-03-03&to=2026-03-03")
                .body("items.id", containsInAnyOrder(morning, beside, evening));
        get(integrator, ALL + "?from=2026-03-04&to=2026-03-04").body("items", empty());
        get(integrator, ALL + "?from=2026-03-04&state=cancelled").body("items.id", contains(later));
        get(integrator, ALL + "?to=2026-03-03&state=cancelled").body("items", empty());

        var read = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            var page = get(integrator, ALL + "?limit=1" + (cursor == null ? "" : "&cursor=" + cursor))
                    .statusCode(200)
                    .extract();
            read.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next");
        } while (cursor != null && read.size() < 10);
        assertThat(read).hasSize(4).startsWith(read.get(0).equals(morning) ? morning : beside);
        assertThat(read.subList(0, 2)).containsExactlyInAnyOrder(morning, beside);
        assertThat(read.subList(2, 4)).containsExactly(evening, later);
    }

    @Test
    void what_it_asks_wrongly_it_is_told() {
        get(integrator, ALL + "?state=asleep").statusCode(400).body("violations[0].field", equalTo("state"));
        get(integrator, ALL + "?limit=101").statusCode(400).body("violations[0].field", equalTo("limit"));
        get(integrator, ALL + "?cursor=rubbish").statusCode(400);
        get(integrator, ALL + "/" + UUID.randomUUID()).statusCode(404).body("id", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "therapist", "coordinator", "webhooks:manage"})
    void nobody_else_is_let_in(String role) {
        String token = Tokens.of(UUID.randomUUID(), role);
        get(token, ALL).statusCode(403);
        get(token, ALL + "/" + UUID.randomUUID()).statusCode(403);
    }

    @Test
    void it_reads_nothing_else() {
        String id = practice.booked(cleo, TUESDAY_10);
        for (String path : List.of(
                "/appointments/" + id,
                "/appointments",
                "/appointments/" + id + "/session",
                "/appointments/" + id + "/balance",
                "/therapists",
                "/webhook-endpoints")) {
            get(integrator, path).statusCode(403);
        }
    }
}
