package org.kneadwell.booking.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.Front.NOW;
import static org.kneadwell.booking.Front.aLocation;
import static org.kneadwell.booking.Front.aProfile;
import static org.kneadwell.booking.Front.as;
import static org.kneadwell.booking.Front.openFor;
import static org.kneadwell.booking.Front.qualities;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.client.Admission;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.client.Refusal;
import org.kneadwell.booking.client.Standing;
import org.kneadwell.booking.client.Told;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class MatchTest {

    @Inject
    Told told;

    @Inject
    ClientStanding standing;

    private final UUID client = UUID.randomUUID();
    private final String token = Tokens.client(client);
    private UUID a;
    private UUID b;
    private UUID c;
    private UUID d;

    /** A to D of the worked cases, over HTTP. */
    @BeforeEach
    void theFourTherapists() {
        Front.open();
        var r1 = aLocation("R1", "Europe/Berlin");
        a = therapist(
                r1,
                "R1",
                "A",
                List.of("relaxation", "deep_tissue"),
                List.of("low_back", "hips"),
                4,
                7,
                qualities(true, true, true, true, false, false));
        b = therapist(
                r1,
                "R1",
                "B",
                List.of("relaxation", "clinical_jing", "movement_stretch"),
                List.of("low_back"),
                2,
                5,
                qualities(true, true, true, true, true, true));
        c = therapist(
                r1,
                "R1",
                "C",
                List.of("deep_tissue", "trigger_point", "sports"),
                List.of("low_back", "hips", "upper_back"),
                5,
                7,
                qualities(true, true, false, false, false, false));
        d = therapist(
                aLocation("R2", "America/New_York"),
                "R2",
                "D",
                List.of("relaxation", "clinical_jing", "movement_stretch"),
                List.of("low_back", "hips"),
                2,
                7,
                qualities(true, true, true, true, true, true));
        as(token)
                .body(Map.of("jurisdiction", "R1", "timeZone", "Europe/Berlin"))
                .put("/me/profile")
                .then()
                .statusCode(200);
    }

    private static UUID therapist(
            String location,
            String jurisdiction,
            String name,
            List<String> styles,
            List<String> regions,
            int low,
            int high,
            Map<String, Object> qualities) {
        var profile = aProfile(location, UUID.randomUUID());
        profile.put("name", name);
        profile.put("styles", styles);
        profile.put("regions", regions);
        profile.put("intensityRange", Map.of("low", low, "high", high));
        profile.put("qualities", qualities);
        return UUID.fromString(openFor(profile, jurisdiction));
    }

    private List<String> names() {
        return as(token).get("/matches").then().statusCode(200).extract().path("items.therapist.name");
    }

    private Optional<Refusal> refusal(UUID client, UUID therapist, LocalDate day) {
        return standing.admission(client, therapist, day) instanceof Admission.Refused(Refusal why)
                ? Optional.of(why)
                : Optional.empty();
    }

    @Test
    void s17_over_http_with_reasons_and_earliest_slots() {
        told.assessed(Told.clientM(client, NOW, LeftReason.TOO_INTENSE), 1);

        as(token)
                .get("/matches")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.therapist.name", contains("B", "A", "C"))
                .body("items.fit", contains(88.0f, 75.5f, 53.0f))
                .body("items[0].parts", hasSize(9))
                .body("items[0].parts[1].part", equalTo("region"))
                .body("items[0].parts[1].points", equalTo(10.0f))
                .body("items[0].parts[1].outOf", equalTo(20))
                .body("items[0].parts[1].reason", equalTo("Works with low back, not hips: 10 of 20"))
                .body("items[0].eligibleStyles", contains("relaxation", "clinical_jing", "movement_stretch"))
                .body("items[0].questions", hasSize(4))
                .body("items[0].earliestSlot.start", equalTo("2026-03-02T11:00:00+01:00"))
                .body("items[0].earliestSlot.serviceId", notNullValue())
                .body("items[0].therapist.licences[0].number", nullValue())
                .body("notMatched", hasSize(1))
                .body("notMatched[0].name", equalTo("D"))
                .body("notMatched[0].reasons.filter", contains("H1"))
                .body("notMatched[0].reasons[0].reason", equalTo("Holds no licence in R1."))
                .body("next", nullValue());
    }

    @Test
    void matches_are_explained_in_german_when_that_is_wanted() {
        told.assessed(Told.clientM(client, NOW, LeftReason.TOO_INTENSE), 1);

        as(token)
                .header("Accept-Language", "de-CH;q=0.9, en;q=0.5")
                .get("/matches")
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .header("Vary", containsString("Accept-Language"))
                .body(
                        "items[0].parts[1].reason",
                        equalTo("Erfahrung mit: unterer Rücken; nicht mit: Hüften (10 von 20)"))
                .body(
                        "items[0].questions[0]",
                        equalTo("Welche Erfahrung haben Sie mit diesen Stellen: unterer Rücken und Hüften?"))
                .body("notMatched[0].reasons[0].reason", equalTo("Hat keine Zulassung in R1."));
        as(token)
                .header("Accept-Language", "de;q=much")
                .get("/matches")
                .then()
                .statusCode(200)
                .header("Content-Language", "en")
                .body("notMatched[0].reasons[0].reason", equalTo("Holds no licence in R1."));
    }

    @Test
    void without_an_intake_or_a_place_there_is_nothing_to_match() {
        as(token).get("/matches").then().statusCode(409).body("code", equalTo("intake-needed"));
        var elsewhere = UUID.randomUUID();
        told.assessed(Told.clientM(elsewhere, NOW, LeftReason.NA), 1);
        as(Tokens.client(elsewhere)).get("/matches").then().statusCode(409).body("code", equalTo("intake-needed"));
        as(Tokens.therapist(UUID.randomUUID())).get("/matches").then().statusCode(403);
        as(Front.CORA).get("/matches").then().statusCode(403);
    }

    @Test
    void s4_a_client_who_must_not_be_massaged_gets_no_matches() {
        told.assessed(Told.intake(client, NOW, false, null, 0, false, Set.of(MassageStyle.values()), LeftReason.NA), 1);

        as(token).get("/matches").then().statusCode(409).body("code", equalTo("not-bookable"));
        assertThat(refusal(client, a, LocalDate.of(2026, 3, 3)))
                .map(Refusal::code)
                .hasValue("not-bookable");
    }

    @Test
    void s2_gentle_only_leaves_b() {
        told.assessed(
                Told.intake(
                        client,
                        NOW,
                        true,
                        null,
                        3,
                        true,
                        Set.of(
                                MassageStyle.DEEP_TISSUE,
                                MassageStyle.TRIGGER_POINT,
                                MassageStyle.SPORTS,
                                MassageStyle.FASCIAL),
                        LeftReason.NA),
                1);

        as(token)
                .get("/matches")
                .then()
                .body("items.therapist.name", contains("B"))
                .body("notMatched.find { it.name == 'A' }.reasons.filter", contains("H3"))
                .body("notMatched.find { it.name == 'C' }.reasons.filter", contains("H2", "H3", "H4"));
        assertThat(refusal(client, a, LocalDate.of(2026, 3, 3)))
                .map(Refusal::code)
                .hasValue("does-not-fit");
        assertThat(refusal(client, b, LocalDate.of(2026, 3, 3))).isEmpty();
        assertThat(refusal(client, b, LocalDate.of(2029, 3, 3)))
                .map(Refusal::sentence)
                .hasValue("No licence in R1 is valid on 2029-03-03.");
    }

    @Test
    void a_complaint_becomes_the_reason_of_the_next_search() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        var followUp = UUID.randomUUID();
        told.answered(followUp, 1, client, c, NOW.plusSeconds(60), Complaint.TOO_INTENSE, false);
        told.answered(followUp, 1, client, c, NOW.plusSeconds(60), Complaint.TOO_INTENSE, false);

        // As in S17, but C was visited and complained about: 3 points of history less.
        as(token)
                .get("/matches")
                .then()
                .body("items.therapist.name", contains("B", "A", "C"))
                .body("items.fit", contains(88.0f, 75.5f, 50.0f))
                .body("items[2].parts[8].reason", equalTo("You had a complaint after your last visit: 0 of 5"))
                .body("items[2].notes", empty());

        // Assessed again with the same stated reason, as a clearance does: what was learned stays.
        told.assessed(Told.clientM(client, NOW.plusSeconds(120), LeftReason.NA), 2);
        as(token).get("/matches").then().body("items.fit", contains(88.0f, 75.5f, 50.0f));
        // A new reason from the client itself replaces it.
        told.assessed(Told.clientM(client, NOW.plusSeconds(180), LeftReason.UNFOCUSED_OR_WRONG_FOCUS), 3);
        as(token).get("/matches").then().body("items.find { it.therapist.name == 'A' }.parts[1].outOf", equalTo(30));
    }

    @Test
    void two_sessions_too_intense_or_one_ugly_word_put_others_first() {
        told.assessed(Told.clientM(client, NOW, LeftReason.TOO_INTENSE), 1);
        assertThat(names()).containsExactly("B", "A", "C");

        told.answered(UUID.randomUUID(), 1, client, b, NOW.plusSeconds(60), Complaint.TOO_INTENSE, false);
        assertThat(names()).containsExactly("B", "A", "C");
        told.answered(UUID.randomUUID(), 1, client, b, NOW.plusSeconds(70), Complaint.TOO_INTENSE, false);
        assertThat(names()).containsExactly("A", "C", "B");
        told.answered(UUID.randomUUID(), 1, client, a, NOW.plusSeconds(80), Complaint.NONE, true);
        assertThat(names()).containsExactly("C", "B", "A");
        as(token)
                .get("/matches")
                .then()
                .body(
                        "items[1].notes",
                        contains("Two sessions here were too intense for you: another therapist is proposed first."));
    }

    @Test
    void the_plans_advice_to_try_another_therapist_counts_until_a_later_plan() {
        told.assessed(Told.clientM(client, NOW, LeftReason.TOO_INTENSE), 1);
        told.planSuggested(client, b, NOW, 1, true);
        assertThat(names()).containsExactly("A", "C", "B");
        told.planSuggested(client, b, NOW, 2, false);
        told.planSuggested(client, b, NOW, 1, true);
        assertThat(names()).containsExactly("B", "A", "C");
    }

    @Test
    void an_adverse_sign_stops_booking_until_the_plan_is_resumed() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        told.signReported(client, a, NOW.plusSeconds(10));
        as(token).get("/matches").then().statusCode(409).body("code", equalTo("not-bookable"));

        told.planChanged(client, NOW.plusSeconds(11), 2, true);
        as(token).get("/matches").then().statusCode(409);
        told.planChanged(client, NOW.plusSeconds(500), 3, false, Told.target(BodyRegion.LOW_BACK, 3, 1));
        as(token).get("/matches").then().statusCode(200);

        // The suspension, come again: it changes nothing.
        told.planChanged(client, NOW.plusSeconds(11), 2, true);
        as(token).get("/matches").then().statusCode(200);

        told.answered(
                UUID.randomUUID(), 1, client, a, NOW.plusSeconds(600), Complaint.NONE, false, FollowUpClass.DOCTOR);
        as(token).get("/matches").then().statusCode(409);
    }

    @Test
    void a_changed_plan_changes_the_pressure_part() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        told.planChanged(
                client,
                NOW.plusSeconds(1),
                2,
                false,
                Told.target(BodyRegion.LOW_BACK, 4, 4),
                Told.target(BodyRegion.HIPS, 4, 4));

        as(token)
                .get("/matches")
                .then()
                .body(
                        "items.find { it.therapist.name == 'A' }.parts[2].reason",
                        equalTo("Works at 4 to 7, which covers your 4: 20 of 20"));
        told.planChanged(client, NOW, 1, false, Told.target(BodyRegion.LOW_BACK, 7, 7));
        assertThat(standing.of(client))
                .isInstanceOfSatisfying(
                        Standing.Bookable.class,
                        bookable -> assertThat(bookable.client().needs().regions())
                                .extracting(region -> region.target() == null
                                        ? 0
                                        : region.target().value())
                                .containsExactly(4, 4));
    }

    @Test
    void a_clearance_covers_sessions_up_to_its_last_day() {
        told.assessed(Told.intake(client, NOW, true, LocalDate.of(2026, 3, 4), 7, true, Set.of(), LeftReason.NA), 1);

        as(token).get("/matches").then().statusCode(200);
        as(token)
                .queryParam("from", "2026-03-05")
                .get("/matches")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-bookable"));
        assertThat(refusal(client, a, LocalDate.of(2026, 3, 4))).isEmpty();
        assertThat(refusal(client, a, LocalDate.of(2026, 3, 5)))
                .map(Refusal::sentence)
                .hasValue("Your clearance covers sessions up to 2026-03-04.");
    }

    @Test
    void a_blocked_therapist_is_not_matched() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        as(token).put("/me/blocked-therapists/" + b).then().statusCode(204);
        as(token).put("/me/blocked-therapists/" + b).then().statusCode(204);
        as(token).get("/me/blocked-therapists").then().body("items.name", contains("B"));

        assertThat(names()).containsExactly("A", "C");
        assertThat(refusal(client, b, LocalDate.of(2026, 3, 3)))
                .map(Refusal::sentence)
                .hasValue("You blocked this therapist.");

        as(token).delete("/me/blocked-therapists/" + b).then().statusCode(204);
        as(token).delete("/me/blocked-therapists/" + b).then().statusCode(404);
        as(token).put("/me/blocked-therapists/" + UUID.randomUUID()).then().statusCode(404);
        assertThat(names()).contains("B");
    }

    @Test
    void matches_come_a_page_at_a_time_in_one_order() {
        told.assessed(Told.clientM(client, NOW, LeftReason.TOO_INTENSE), 1);
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var request = as(token).queryParam("limit", 1);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/matches");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.<List<Object>>path("notMatched")).hasSize(cursor == null ? 1 : 0);
            seen.addAll(page.path("items.therapist.name"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).containsExactly("B", "A", "C");
    }

    @Test
    void a_style_narrows_the_list() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);

        as(token).queryParam("style", "sports").get("/matches").then().body("items.therapist.name", contains("C"));
        as(token).queryParam("style", "fascial").get("/matches").then().body("items", empty());
    }

    @Test
    void a_time_of_day_leaves_those_who_are_free_then_and_shows_their_slot_of_then() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        evenings(b);

        as(token)
                .queryParam("fromTime", "17:30")
                .queryParam("toTime", "20:00")
                .get("/matches")
                .then()
                .statusCode(200)
                .body("items.therapist.name", contains("B"))
                .body("items[0].earliestSlot.start", containsString("T18:00:00"))
                .body("next", nullValue());
        as(token)
                .queryParam("fromTime", "16:00")
                .queryParam("limit", 2)
                .get("/matches")
                .then()
                .body("items.earliestSlot.start", contains("2026-03-03T18:00:00+01:00", "2026-03-02T16:00:00+01:00"))
                .body("next", notNullValue());
        as(token).queryParam("fromTime", "21:00").get("/matches").then().body("items", empty());
    }

    @Test
    void those_without_time_then_do_not_make_another_page() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        evenings(b);

        as(token)
                .queryParam("fromTime", "17:30")
                .queryParam("limit", 1)
                .get("/matches")
                .then()
                .body("items.therapist.name", contains("B"))
                .body("next", nullValue());
    }

    private static void evenings(UUID therapist) {
        String hours = "/therapists/" + therapist + "/working-hours";
        as(Front.CORA)
                .header("If-Match", as(Front.CORA).get(hours).header("ETag"))
                .body(Map.of("weekly", List.of(Map.of("day", "tuesday", "from", "18:00", "to", "21:00"))))
                .put(hours)
                .then()
                .statusCode(200);
    }

    @Test
    void a_place_leaves_those_who_are_free_there() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        var elsewhere = aLocation("R1", "Europe/Berlin");
        var e = therapist(
                elsewhere,
                "R1",
                "E",
                List.of("relaxation"),
                List.of("low_back"),
                2,
                7,
                qualities(true, true, true, true, true, true));

        as(token)
                .queryParam("locationId", elsewhere)
                .get("/matches")
                .then()
                .body("items.therapist.id", contains(e.toString()))
                .body("items[0].earliestSlot", notNullValue());
        as(token)
                .queryParam("locationId", UUID.randomUUID())
                .get("/matches")
                .then()
                .body("items", empty());
    }

    @Test
    void a_price_leaves_the_sessions_that_cost_no_more() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);
        String shorter = as(Front.CORA)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("name", "Half an hour", "minutes", 30, "price", Map.of("amount", 40, "currency", "EUR")))
                .post("/therapists/" + a + "/services")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as(token)
                .queryParam("maxPrice", "40")
                .get("/matches")
                .then()
                .body("items.therapist.name", contains("A"))
                .body("items[0].earliestSlot.serviceId", equalTo(shorter));
        as(token)
                .queryParam("maxPrice", "40")
                .queryParam("minutes", 60)
                .get("/matches")
                .then()
                .body("items", empty());
        as(token).queryParam("maxPrice", "64.99").get("/matches").then().body("items", hasSize(1));
        as(token).queryParam("maxPrice", "65").get("/matches").then().body("items", hasSize(3));
    }

    @Test
    void hours_in_the_wrong_order_are_refused_at_their_field() {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);

        as(token)
                .queryParam("fromTime", "12:00")
                .queryParam("toTime", "12:00")
                .get("/matches")
                .then()
                .statusCode(422)
                .body("violations.field", contains("toTime"));
    }

    @ParameterizedTest
    @CsvSource({
        "fromTime, noon, 400",
        "toTime, 25:00, 400",
        "locationId, here, 400",
        "maxPrice, -1, 400",
        "maxPrice, cheap, 400",
        "from, 2026-03-01, 422",
        "from, soon, 400",
        "to, 2026-03-01, 422",
        "to, 2027-03-01, 422",
        "style, hot_stone, 400",
        "limit, 0, 400",
        "limit, 101, 400",
        "cursor, rubbish, 400",
        "cursor, MXwyfHw, 400"
    })
    void a_bad_question_is_a_problem(String name, String value, int status) {
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);

        as(token)
                .queryParam(name, value)
                .get("/matches")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", notNullValue());
    }

    @Test
    void a_profile_is_said_once_and_changed_with_its_version() {
        var body = new HashMap<String, Object>(Map.of("jurisdiction", "R2", "timeZone", "America/New_York"));
        var someone = Tokens.client(UUID.randomUUID());
        as(someone).get("/me/profile").then().statusCode(404);
        as(someone).body(body).put("/me/profile").then().statusCode(200);
        String tag = as(someone).get("/me/profile").header("ETag");
        as(someone).body(body).put("/me/profile").then().statusCode(428);
        as(someone).header("If-Match", tag).body(body).put("/me/profile").then().statusCode(200);
        as(someone).header("If-Match", tag).body(body).put("/me/profile").then().statusCode(412);
        body.put("timeZone", "+02:00");
        as(someone)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/me/profile")
                .then()
                .statusCode(422);
        body.put("jurisdiction", "Atlantis");
        as(someone)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/me/profile")
                .then()
                .statusCode(400);
        as(Tokens.therapist(UUID.randomUUID())).get("/me/profile").then().statusCode(403);
    }

    @Test
    void hundreds_of_therapists_are_listed_page_by_page_each_once() throws Exception {
        told.assessed(Told.clientM(client, NOW, LeftReason.TOO_INTENSE), 1);
        try (var connection = PostgresResource.database().connect("booking_owner");
                var statement = connection.createStatement()) {
            statement.execute("""
                    with n as (insert into booking.therapist select (t.j).* from (
                        select jsonb_populate_record(null::booking.therapist, to_jsonb(t) || jsonb_build_object(
                            'id', gen_random_uuid(), 'account_id', gen_random_uuid())) as j
                        from booking.therapist t, generate_series(1, 125)) t returning id)
                    , l as (insert into booking.licence (id, version, therapist_id, jurisdiction, number, valid_from,
                        valid_until, created_at, verified_at, verified_by)
                        select gen_random_uuid(), 0, id, 'R1', id::text, '2025-01-01', '2027-01-01', now(), now(),
                            gen_random_uuid() from n)
                    , s as (insert into booking.service select gen_random_uuid(), 0, id, 'Hour', 60, 65, 'EUR', now()
                        from n)
                    insert into booking.working_hours select id, d, '09:00', '17:00' from n, generate_series(1, 5) d
                    """);
        }
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var request = as(token).queryParam("limit", 100);
            if (next != null) {
                request.queryParam("cursor", next);
            }
            var page = request.get("/matches").then().statusCode(200).extract();
            seen.addAll(page.path("items.therapist.id"));
            next = page.path("next");
        } while (next != null);
        assertThat(seen).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    }
}
