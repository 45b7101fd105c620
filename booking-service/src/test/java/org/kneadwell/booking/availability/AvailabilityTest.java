package org.kneadwell.booking.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.kneadwell.booking.Front.CORA;
import static org.kneadwell.booking.Front.aLocation;
import static org.kneadwell.booking.Front.aProfile;
import static org.kneadwell.booking.Front.as;
import static org.kneadwell.booking.Front.openFor;
import static org.kneadwell.booking.Front.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.Front;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Ada works weekdays from 9 to 17 in Berlin, 08:00Z to 16:00Z in winter; it is Monday the 2nd of March. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class AvailabilityTest {

    private static final String TUESDAY = "2026-03-03";

    private final UUID account = UUID.randomUUID();
    private final String ada = Tokens.therapist(account);
    private final String client = Tokens.client(UUID.randomUUID());
    private String id;
    private String service;

    @BeforeEach
    void aTherapist() {
        Front.open();
        id = openFor(aProfile(aLocation("R1", "Europe/Berlin"), account), "R1");
        service = as(CORA).get("/therapists/" + id).path("services[0].id");
    }

    private List<String> starts(String day) {
        return as(client)
                .get("/therapists/%s/slots?serviceId=%s&from=%s&to=%s".formatted(id, service, day, day))
                .then()
                .statusCode(200)
                .extract()
                .path("items.start");
    }

    private String path(String of) {
        return "/therapists/" + id + of;
    }

    private String tag() {
        return as(ada).get(path("/working-hours")).header("ETag");
    }

    private ValidatableResponse putHours(String token, Object body) {
        return as(token)
                .header("If-Match", tag())
                .body(body)
                .put(path("/working-hours"))
                .then();
    }

    private ValidatableResponse putDate(String token, String date, Object body) {
        String seen = as(CORA).get(path("/date-overrides/" + date)).header("ETag");
        var request = seen == null ? as(token) : as(token).header("If-Match", seen);
        return request.body(body).put(path("/date-overrides/" + date)).then();
    }

    private static Map<String, String> hours(String from, String to) {
        return Map.of("from", from, "to", to);
    }

    private static Map<String, String> on(String day, String from, String to) {
        return Map.of("day", day, "from", from, "to", to);
    }

    @Test
    void weekly_hours_decide_which_slots_there_are() {
        assertThat(starts(TUESDAY))
                .hasSize(15)
                .startsWith("2026-03-03T08:00:00Z")
                .endsWith("2026-03-03T15:00:00Z");

        putHours(ada, Map.of("weekly", List.of(on("tuesday", "13:00", "14:30"), on("tuesday", "10:00", "11:00"))))
                .statusCode(200)
                .body("weekly", hasSize(2))
                .body("weekly[0].day", equalTo("tuesday"))
                .body("weekly[0].from", equalTo("10:00"))
                .body("weekly[1].to", equalTo("14:30"));

        assertThat(starts(TUESDAY))
                .containsExactly("2026-03-03T09:00:00Z", "2026-03-03T12:00:00Z", "2026-03-03T12:30:00Z");
        assertThat(starts("2026-03-04")).isEmpty();
    }

    @Test
    void hours_may_reach_past_midnight() {
        putHours(ada, Map.of("weekly", List.of(on("tuesday", "22:30", "01:00"))))
                .statusCode(200);

        assertThat(starts(TUESDAY))
                .containsExactly("2026-03-03T21:30:00Z", "2026-03-03T22:00:00Z", "2026-03-03T22:30:00Z");
        assertThat(starts("2026-03-04")).containsExactly("2026-03-03T23:00:00Z");
    }

    @Test
    void weekly_hours_are_replaced_only_by_who_has_seen_them() {
        var wanted = Map.of("weekly", List.of(on("monday", "10:00", "12:00")));
        String seen = tag();

        as(ada).body(wanted)
                .put(path("/working-hours"))
                .then()
                .statusCode(428)
                .body("code", equalTo("if-match-missing"));
        as(ada).header("If-Match", "\"1\"")
                .body(wanted)
                .put(path("/working-hours"))
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
        as(ada).get(path("/working-hours")).then().header("ETag", seen).body("weekly", hasSize(5));
        as(ada).header("If-Match", seen)
                .body(wanted)
                .put(path("/working-hours"))
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(seen)));
        as(CORA).header("If-Match", seen)
                .body(wanted)
                .put(path("/working-hours"))
                .then()
                .statusCode(412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'weekly':[{'day':'monday','from':'09:00','to':'12:00'},{'day':'monday','from':'11:59','to':'13:00'}]} | 422 | overlapping-hours",
                "{'weekly':[{'day':'monday','from':'22:00','to':'02:00'},{'day':'monday','from':'23:00','to':'23:30'}]} | 422 | overlapping-hours",
                "{'weekly':[{'day':'monday','from':'09:00','to':'12:00'},{'day':'monday','from':'09:00','to':'12:00'}]} | 422 | overlapping-hours",
                "{'weekly':[{'day':'monday','from':'09:00','to':'09:00'}]} | 422 | empty-hours",
                "{'weekly':[{'day':'moonday','from':'09:00','to':'12:00'}]} | 400 | invalid-value",
                "{'weekly':[{'day':0,'from':'09:00','to':'12:00'}]} | 400 | invalid-value",
                "{'weekly':[{'from':'09:00','to':'12:00'}]} | 400 | invalid-input",
                "{'weekly':[{'day':'monday','from':'24:30','to':'12:00'}]} | 400 | invalid-value",
                "{'weekly':[{'day':'monday','from':'early','to':'12:00'}]} | 400 | invalid-value",
                "{'weekly':[{'day':'monday','from':9,'to':'12:00'}]} | 400 | invalid-value",
                "{'weekly':[{'day':'monday','from':'09:00'}]} | 400 | invalid-input",
                "{'weekly':[null]} | 400 | invalid-input",
                "{'weekly':'always'} | 400 | invalid-value",
                "{'weekly':[],'mood':'fine'} | 400 | unknown-field",
                "{} | 400 | invalid-input",
                "[] | 400 | invalid-body",
                "{'weekly': | 400 | malformed-json"
            })
    void bad_weekly_hours_are_refused_and_change_nothing(String body, int status, String code) {
        String seen = tag();

        putHours(ada, body.replace('\'', '"'))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));

        assertThat(tag()).isEqualTo(seen);
    }

    @Test
    void a_date_may_have_hours_of_its_own_or_be_closed() {
        putDate(ada, TUESDAY, Map.of("hours", List.of(hours("18:00", "19:30"))))
                .statusCode(200)
                .body("hours[0].from", equalTo("18:00"));
        assertThat(starts(TUESDAY)).containsExactly("2026-03-03T17:00:00Z", "2026-03-03T17:30:00Z");

        putDate(CORA, TUESDAY, Map.of("hours", List.of())).statusCode(200).body("hours", empty());
        assertThat(starts(TUESDAY)).isEmpty();
        assertThat(starts("2026-03-04")).hasSize(15);

        as(ada).delete(path("/date-overrides/" + TUESDAY)).then().statusCode(204);
        assertThat(starts(TUESDAY)).hasSize(15);
        as(ada).delete(path("/date-overrides/" + TUESDAY)).then().statusCode(404);
    }

    @Test
    void dates_with_hours_of_their_own_are_listed_in_order_page_by_page() {
        putDate(ada, "2026-03-25", Map.of("hours", List.of())).statusCode(200);
        putDate(ada, TUESDAY, Map.of("hours", List.of(hours("13:00", "14:00"), hours("09:00", "10:00"))))
                .statusCode(200);
        String next = as(ada).get(path("/date-overrides?limit=1"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].date", equalTo(TUESDAY))
                .body("items[0].hours.from", equalTo(List.of("09:00", "13:00")))
                .extract()
                .path("next");
        as(ada).get(path("/date-overrides?limit=1&cursor=" + next))
                .then()
                .statusCode(200)
                .body("items.date", equalTo(List.of("2026-03-25")))
                .body("items[0].hours", hasSize(0))
                .body("next", equalTo(null));
        as(ada).get(path("/date-overrides?cursor=nonsense")).then().statusCode(400);
        as(ada).delete(path("/date-overrides/2026-03-25")).then().statusCode(204);
        as(ada).delete(path("/date-overrides/" + TUESDAY)).then().statusCode(204);
        as(ada).get(path("/date-overrides")).then().body("items", hasSize(0));
    }

    @Test
    void the_hours_of_a_date_are_replaced_only_by_who_has_seen_them() {
        String one = path("/date-overrides/" + TUESDAY);
        as(ada).get(one).then().statusCode(404);
        String seen = as(ada).body(Map.of("hours", List.of(hours("18:00", "19:30"))))
                .put(one)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        as(ada).get(one).then().statusCode(200).header("ETag", seen).body("hours[0].to", equalTo("19:30"));

        var closed = Map.of("hours", List.of());
        as(ada).body(closed).put(one).then().statusCode(428).body("code", equalTo("if-match-missing"));
        as(CORA).header("If-Match", seen)
                .body(closed)
                .put(one)
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(seen)));
        as(ada).header("If-Match", seen)
                .body(closed)
                .put(one)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01 | {'hours':[]} | 422 | date-in-the-past",
                "2026-02-30 | {'hours':[]} | 400 | bad-request",
                "tomorrow | {'hours':[]} | 400 | bad-request",
                "+999999999-12-31 | {'hours':[]} | 400 | bad-request",
                "2026-03-03 | {'hours':[{'from':'09:00','to':'12:00'},{'from':'10:00','to':'11:00'}]} | 422 | overlapping-hours",
                "2026-03-03 | {'hours':[{'from':'09:00','to':'09:00'}]} | 422 | empty-hours",
                "2026-03-03 | {'hours':[{'from':'09:00'}]} | 400 | invalid-input",
                "2026-03-03 | {'hours':[{'from':'09:00','to':'noon'}]} | 400 | invalid-value",
                "2026-03-03 | {'hours':[],'why':'ill'} | 400 | unknown-field",
                "2026-03-03 | {} | 400 | invalid-input",
                "2026-03-03 | {'hours' | 400 | malformed-json"
            })
    void bad_hours_of_a_date_are_refused_and_change_nothing(String date, String body, int status, String code) {
        putDate(ada, date, body.replace('\'', '"'))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));

        assertThat(starts(TUESDAY)).hasSize(15);
    }

    @Test
    void time_off_takes_its_slots_and_gives_them_back() {
        var wanted = Map.of("start", "2026-03-03T10:00:00+01:00", "end", "2026-03-03T17:00:00+01:00");
        String timeOff = post(ada, path("/time-off"), wanted)
                .statusCode(201)
                .body("start", equalTo("2026-03-03T09:00:00Z"))
                .body("end", equalTo("2026-03-03T16:00:00Z"))
                .extract()
                .path("id");
        assertThat(starts(TUESDAY)).containsExactly("2026-03-03T08:00:00Z");
        as(CORA).get(path("/time-off")).then().body("items", hasSize(1)).body("items[0].id", equalTo(timeOff));

        as(ada).delete(path("/time-off/" + timeOff)).then().statusCode(204);
        as(ada).delete(path("/time-off/" + timeOff)).then().statusCode(404);
        as(ada).get(path("/time-off")).then().body("items", empty());
        assertThat(starts(TUESDAY)).hasSize(15);
    }

    @Test
    void the_same_key_takes_time_off_once() {
        var wanted = Map.of("start", "2026-03-03T09:00:00Z", "end", "2026-03-03T16:00:00Z");
        String key = UUID.randomUUID().toString();
        var first = as(ada).header("Idempotency-Key", key).body(wanted).post(path("/time-off"));
        var again = as(ada).header("Idempotency-Key", key).body(wanted).post(path("/time-off"));

        assertThat(List.of(first.statusCode(), again.statusCode())).containsExactly(201, 201);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        as(ada).get(path("/time-off")).then().body("items", hasSize(1));
        as(ada).header("Idempotency-Key", key)
                .body(Map.of("start", "2026-03-03T09:00:00Z", "end", "2026-03-03T17:00:00Z"))
                .post(path("/time-off"))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        as(ada).body(wanted)
                .post(path("/time-off"))
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'start':'2026-03-04T10:00:00Z','end':'2026-03-03T10:00:00Z'} | 422 | time-off-period",
                "{'start':'2026-03-04T10:00:00Z','end':'2026-03-04T10:00:00Z'} | 422 | time-off-period",
                "{'start':'2026-03-01T10:00:00Z','end':'2026-03-02T08:00:00Z'} | 422 | date-in-the-past",
                "{'start':'2026-03-04T10:00:00Z','end':'+999999999-01-01T00:00:00Z'} | 422 | time-off-period",
                "{'start':'-999999999-01-01T00:00:00Z','end':'2026-03-04T10:00:00Z'} | 422 | time-off-period",
                "{'start':'2026-03-04T10:00:00','end':'2026-03-05T10:00:00Z'} | 400 | invalid-value",
                "{'start':true,'end':'2026-03-05T10:00:00Z'} | 400 | invalid-value",
                "{'start':'2026-03-04T10:00:00Z'} | 400 | invalid-input",
                "{'start':'2026-03-04T10:00:00Z','end':'2026-03-05T10:00:00Z','why':'ill'} | 400 | unknown-field",
                "{'start' | 400 | malformed-json"
            })
    void bad_time_off_is_refused_and_changes_nothing(String body, int status, String code) {
        post(ada, path("/time-off"), body.replace('\'', '"'))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));

        as(ada).get(path("/time-off")).then().body("items", empty());
    }

    @Test
    void only_the_therapist_and_coordinators_say_when_it_is_open() {
        var weekly = Map.of("weekly", List.of(on("monday", "10:00", "12:00")));
        var closed = Map.of("hours", List.of());
        var away = Map.of("start", "2026-03-05T09:00:00Z", "end", "2026-03-05T16:00:00Z");
        String timeOff =
                post(ada, path("/time-off"), away).statusCode(201).extract().path("id");
        var refused = Map.of(client, 403, Tokens.therapist(UUID.randomUUID()), 404);
        refused.forEach((token, status) -> {
            as(token).get(path("/working-hours")).then().statusCode(status);
            putHours(token, weekly).statusCode(status);
            putDate(token, TUESDAY, closed).statusCode(status);
            as(token).delete(path("/date-overrides/" + TUESDAY)).then().statusCode(status);
            as(token).get(path("/time-off")).then().statusCode(status);
            post(token, path("/time-off"), away).statusCode(status);
            as(token).delete(path("/time-off/" + timeOff)).then().statusCode(status);
        });
        assertThat(starts(TUESDAY)).hasSize(15);

        as(CORA).delete(path("/time-off/" + timeOff)).then().statusCode(204);
        post(CORA, path("/time-off"), away).statusCode(201);
        putHours(CORA, weekly).statusCode(200);
        assertThat(starts(TUESDAY)).isEmpty();
    }
}
