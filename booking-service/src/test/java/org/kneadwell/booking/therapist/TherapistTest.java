package org.kneadwell.booking.therapist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.Front.CORA;
import static org.kneadwell.booking.Front.TODAY;
import static org.kneadwell.booking.Front.aLocation;
import static org.kneadwell.booking.Front.aProfile;
import static org.kneadwell.booking.Front.as;
import static org.kneadwell.booking.Front.enter;
import static org.kneadwell.booking.Front.eventsOf;
import static org.kneadwell.booking.Front.licence;
import static org.kneadwell.booking.Front.post;
import static org.kneadwell.booking.Front.publish;
import static org.kneadwell.booking.Front.verify;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.Front;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class TherapistTest {

    private final UUID account = UUID.randomUUID();
    private String location;

    @BeforeEach
    void aHouse() {
        Front.open();
        location = aLocation("R1", "Europe/Berlin");
    }

    @Test
    void a_coordinator_enters_a_therapist_whom_clients_see_only_once_published() {
        String id = enter(aProfile(location, account));
        var client = Tokens.client(UUID.randomUUID());
        as(client).get("/therapists/" + id).then().statusCode(404).body("code", equalTo("not-found"));
        as(client).get("/therapists").then().statusCode(200).body("items", empty());

        publish(id);

        as(client)
                .get("/therapists/" + id)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .header("Cache-Control", "no-store")
                .body("name", equalTo("Ada"))
                .body("zone", equalTo("Europe/Berlin"))
                .body("location.jurisdiction", equalTo("R1"))
                .body("styles", contains("relaxation", "deep_tissue"))
                .body("regions", contains("low_back", "hips"))
                .body("intensityRange.low", equalTo(4))
                .body("qualities.modifiesPressure", equalTo(true))
                .body("qualities.movementWork", equalTo(false))
                .body("email", nullValue())
                .body("accountId", nullValue());
        as(client).get("/therapists").then().body("items.id", contains(id));
        assertThat(eventsOf(id)).containsExactly("booking.therapist-published.v1");
        publish(id);
        assertThat(eventsOf(id)).hasSize(1);
    }

    @Test
    void a_licence_number_is_shown_to_coordinators_and_its_owner_only() {
        String id = enter(aProfile(location, account));
        String licence = licence(id, "R1", TODAY.minusYears(1), TODAY.plusYears(1));
        publish(id);

        as(CORA).get("/therapists/" + id)
                .then()
                .body("licences[0].id", equalTo(licence))
                .body("licences[0].number", notNullValue())
                .body("licences[0].verified", equalTo(false));
        as(Tokens.therapist(account))
                .get("/me/therapist")
                .then()
                .statusCode(200)
                .body("licences[0].number", notNullValue())
                .body("email", equalTo("ada@kneadwell.example"));
        for (var stranger : List.of(Tokens.client(UUID.randomUUID()), Tokens.therapist(UUID.randomUUID()))) {
            as(stranger)
                    .get("/therapists/" + id)
                    .then()
                    .body("licences[0].number", nullValue())
                    .body("licences[0].id", nullValue())
                    .body("licences[0].validUntil", equalTo(TODAY.plusYears(1).toString()));
        }
    }

    @Test
    void a_verified_licence_is_told_once() {
        String id = enter(aProfile(location, account));
        String licence = licence(id, "R1", TODAY.minusYears(1), TODAY.plusYears(1));

        verify(id, licence);
        verify(id, licence);

        as(CORA).get("/therapists/" + id).then().body("licences[0].verified", equalTo(true));
        assertThat(eventsOf(id)).containsExactly("booking.credential-verified.v1");
        as(CORA).post("/therapists/" + UUID.randomUUID() + "/licences/" + licence + "/verification")
                .then()
                .statusCode(404);
    }

    @Test
    void a_change_needs_the_current_version_and_is_told_when_published() {
        var profile = aProfile(location, account);
        String id = enter(profile);
        publish(id);
        String tag = as(CORA).get("/therapists/" + id).header("ETag");
        profile.put("name", "Ada Albrecht");

        as(CORA).body(profile).put("/therapists/" + id).then().statusCode(428);
        as(CORA).header("If-Match", "\"999\"")
                .body(profile)
                .put("/therapists/" + id)
                .then()
                .statusCode(412);
        as(CORA).header("If-Match", tag)
                .body(profile)
                .put("/therapists/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Ada Albrecht"));
        as(CORA).header("If-Match", tag)
                .body(profile)
                .put("/therapists/" + id)
                .then()
                .statusCode(412);
        assertThat(eventsOf(id)).containsExactly("booking.therapist-published.v1", "booking.therapist-published.v1");
        profile.put("accountId", UUID.randomUUID().toString());
        as(CORA).header("If-Match", as(CORA).get("/therapists/" + id).header("ETag"))
                .body(profile)
                .put("/therapists/" + id)
                .then()
                .statusCode(422)
                .body("code", equalTo("account-fixed"));
    }

    @Test
    void a_therapist_changes_what_is_theirs_to_say_and_nothing_else() {
        String id = enter(aProfile(location, account));
        publish(id);
        var ada = Tokens.therapist(account);
        as(ada).body(own()).put("/me/therapist").then().statusCode(428);
        as(ada).header("If-Match", "\"999\"")
                .body(own())
                .put("/me/therapist")
                .then()
                .statusCode(412);
        as(ada).get("/me/therapist").then().body("bio", equalTo("Slow, focused work."));

        String tag = as(ada).get("/me/therapist").header("ETag");
        as(ada).header("If-Match", tag)
                .body(own())
                .put("/me/therapist")
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(tag)))
                .body("mailLanguage", equalTo("de"));
        as(ada).header("If-Match", tag).body(own()).put("/me/therapist").then().statusCode(412);

        as(Tokens.client(UUID.randomUUID()))
                .get("/therapists/" + id)
                .then()
                .body("bio", equalTo("Slow work, with time to talk."))
                .body("languages", contains("de", "tr"))
                .body("mailLanguage", nullValue())
                .body("styles", contains("relaxation", "fascial"))
                .body("regions", contains("neck"))
                .body("intensityRange.low", equalTo(2))
                .body("intensityRange.high", equalTo(5))
                .body("name", equalTo("Ada"))
                .body("location.id", equalTo(location))
                .body("qualities.therapeuticExperience", equalTo(true))
                .body("qualities.movementWork", equalTo(false));
        assertThat(eventsOf(id)).containsExactly("booking.therapist-published.v1", "booking.therapist-published.v1");
        for (var other : List.of(Tokens.client(account), CORA)) {
            as(other)
                    .header("If-Match", tag)
                    .body(own())
                    .put("/me/therapist")
                    .then()
                    .statusCode(403);
        }
        as(Tokens.therapist(UUID.randomUUID()))
                .header("If-Match", tag)
                .body(own())
                .put("/me/therapist")
                .then()
                .statusCode(404);
    }

    @Test
    void a_coordinator_who_knows_nothing_of_languages_leaves_them() {
        String id = enter(aProfile(location, account));
        var ada = Tokens.therapist(account);
        as(ada).header("If-Match", as(ada).get("/me/therapist").header("ETag"))
                .body(own())
                .put("/me/therapist")
                .then()
                .statusCode(200);
        var profile = aProfile(location, account);
        as(CORA).header("If-Match", as(CORA).get("/therapists/" + id).header("ETag"))
                .body(profile)
                .put("/therapists/" + id)
                .then()
                .statusCode(200)
                .body("languages", contains("de", "tr"))
                .body("mailLanguage", equalTo("de"));
        profile.put("languages", List.of());
        profile.put("mailLanguage", "en");
        as(CORA).header("If-Match", as(CORA).get("/therapists/" + id).header("ETag"))
                .body(profile)
                .put("/therapists/" + id)
                .then()
                .statusCode(200)
                .body("languages", empty())
                .body("mailLanguage", equalTo("en"));
    }

    static Stream<Arguments> badOwnProfiles() {
        return Stream.of(
                Arguments.of("bio", "b".repeat(4001), 400, "bio"),
                Arguments.of("languages", List.of("deu"), 400, "languages[].<iterable element>"),
                Arguments.of("languages", List.of("qq"), 422, "languages"),
                Arguments.of("languages", null, 400, "languages"),
                Arguments.of("mailLanguage", "tr", 400, "mailLanguage"),
                Arguments.of("styles", List.of(), 400, "styles"),
                Arguments.of("intensityRange", Map.of("low", 5, "high", 4), 422, "intensityRange.high"),
                Arguments.of("intensityRange", Map.of("low", 0, "high", 4), 400, "intensityRange.low"));
    }

    @ParameterizedTest
    @MethodSource("badOwnProfiles")
    void a_bad_change_of_ones_own_is_refused_by_its_field_and_changes_nothing(
            String field, Object value, int status, String wrong) {
        enter(aProfile(location, account));
        var ada = Tokens.therapist(account);
        String tag = as(ada).get("/me/therapist").header("ETag");
        var own = own();
        own.put(field, value);
        as(ada).header("If-Match", tag)
                .body(own)
                .put("/me/therapist")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("violations.field", contains(wrong));
        as(ada).get("/me/therapist").then().header("ETag", equalTo(tag)).body("bio", equalTo("Slow, focused work."));
    }

    /** Bookings are allowed by these: who sends them is told, and nothing is changed. */
    @ParameterizedTest
    @ValueSource(strings = {"name", "email", "locationId", "qualities", "licences", "published", "practisingSince"})
    void what_is_a_coordinators_to_say_is_not_taken_from_a_therapist(String field) {
        enter(aProfile(location, account));
        var ada = Tokens.therapist(account);
        var own = own();
        own.put(field, aProfile(location, account).getOrDefault(field, "anything"));
        as(ada).header("If-Match", as(ada).get("/me/therapist").header("ETag"))
                .body(own)
                .put("/me/therapist")
                .then()
                .statusCode(400);
        as(ada).get("/me/therapist").then().body("bio", equalTo("Slow, focused work."));
    }

    private static Map<String, Object> own() {
        return new HashMap<>(Map.of(
                "bio",
                "Slow work, with time to talk.",
                "languages",
                List.of("tr", "de"),
                "mailLanguage",
                "de",
                "styles",
                List.of("fascial", "relaxation"),
                "regions",
                List.of("neck"),
                "intensityRange",
                Map.of("low", 2, "high", 5)));
    }

    @Test
    void the_same_key_enters_one_therapist() {
        var profile = aProfile(location, account);
        String key = UUID.randomUUID().toString();
        var first = as(CORA).header("Idempotency-Key", key).body(profile).post("/therapists");
        var again = as(CORA).header("Idempotency-Key", key).body(profile).post("/therapists");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        profile.put("name", "Another");
        as(CORA).header("Idempotency-Key", key)
                .body(profile)
                .post("/therapists")
                .then()
                .statusCode(422);
        as(CORA).body(profile).post("/therapists").then().statusCode(400);
        post(CORA, "/therapists", profile).statusCode(409).body("code", equalTo("account-taken"));
    }

    static Stream<Arguments> badProfiles() {
        return Stream.of(
                Arguments.of("name", "", 400),
                Arguments.of("name", null, 400),
                Arguments.of("email", "nowhere", 400),
                Arguments.of("accountId", "not-a-uuid", 400),
                Arguments.of("styles", List.of(), 400),
                Arguments.of("styles", List.of("hot_stone"), 400),
                Arguments.of("regions", List.of("elbow_of_the_moon"), 400),
                Arguments.of("intensityRange", Map.of("low", 0, "high", 7), 400),
                Arguments.of("intensityRange", Map.of("low", 4, "high", 11), 400),
                Arguments.of("intensityRange", Map.of("low", 7, "high", 4), 422),
                Arguments.of("qualities", Map.of("talksAboutPressure", true), 400),
                Arguments.of("locationId", new UUID(1, 2).toString(), 422),
                Arguments.of("favouriteColour", "blue", 400));
    }

    @ParameterizedTest
    @MethodSource("badProfiles")
    void a_bad_profile_is_refused_and_nothing_is_entered(String field, Object value, int status) {
        var profile = aProfile(location, account);
        profile.put(field, value);

        post(CORA, "/therapists", profile)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", notNullValue());
        as(CORA).get("/therapists").then().body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "{\"name\": }"})
    void malformed_json_is_a_problem(String body) {
        as(CORA).header("Idempotency-Key", "k")
                .body(body)
                .post("/therapists")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /therapists",
        "GET, /therapists/0197aaaa-0000-7000-8000-000000000001",
        "GET, /me/therapist",
        "PUT, /me/therapist",
        "POST, /therapists",
        "GET, /locations",
        "POST, /locations",
        "GET, /places",
        "GET, /jurisdictions",
        "GET, /me/profile",
        "GET, /matches",
        "GET, /me/blocked-therapists",
        "GET, /therapists/0197aaaa-0000-7000-8000-000000000001/working-hours",
        "GET, /therapists/0197aaaa-0000-7000-8000-000000000001/time-off"
    })
    void without_a_good_token_there_is_nothing(String method, String path) {
        var roles = new String[] {"client", "therapist", "coordinator"};
        for (var token : List.of(
                "rubbish",
                Tokens.expired(account, roles),
                Tokens.wrongAudience(account, roles),
                Tokens.wrongIssuer(account, roles),
                Tokens.wrongKey(account, roles))) {
            as(token).body("{}").request(method, path).then().statusCode(401).contentType("application/problem+json");
        }
        as(Tokens.integrator(account)).body("{}").request(method, path).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "therapist"})
    void only_coordinators_manage(String role) {
        String id = enter(aProfile(location, account));
        var other = Tokens.of(UUID.randomUUID(), role);

        post(other, "/therapists", aProfile(location, UUID.randomUUID())).statusCode(403);
        post(other, "/locations", Map.of()).statusCode(403);
        as(other).post("/therapists/" + id + "/publication").then().statusCode(403);
        post(other, "/therapists/" + id + "/licences", Map.of()).statusCode(403);
        as(other).get("/locations").then().statusCode(403);
    }

    @Test
    void anothers_therapist_is_as_good_as_none() {
        String id = enter(aProfile(location, account));
        var stranger = Tokens.therapist(UUID.randomUUID());
        var service = Map.of("name", "Hour", "minutes", 60, "price", Map.of("amount", 50, "currency", "EUR"));

        for (var unknown : List.of(id, UUID.randomUUID().toString())) {
            as(stranger).get("/therapists/" + unknown + "/working-hours").then().statusCode(404);
            as(stranger).get("/therapists/" + unknown).then().statusCode(404);
            as(stranger).get("/therapists/" + unknown + "/time-off").then().statusCode(404);
            post(stranger, "/therapists/" + unknown + "/services", service).statusCode(404);
        }
        as(stranger).get("/me/therapist").then().statusCode(404);
        post(Tokens.therapist(account), "/therapists/" + id + "/services", service)
                .statusCode(201);
        as(CORA).get("/therapists/not-a-uuid").then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "minutes, 5, 400",
        "minutes, 300, 400",
        "minutes, 52.5, 400",
        "name, '', 400",
        "amount, -1, 400",
        "amount, 12.345, 400",
        "currency, euro, 400",
        "currency, ABC, 422",
        "currency, XXX, 422"
    })
    void a_bad_service_is_refused(String field, String value, int status) {
        String id = enter(aProfile(location, account));
        var price = new HashMap<String, Object>(Map.of("amount", 50, "currency", "EUR"));
        var service = new HashMap<String, Object>(Map.of("name", "Hour", "minutes", 60, "price", price));
        Object typed = field.equals("name") || field.equals("currency") ? value : new java.math.BigDecimal(value);
        (price.containsKey(field) ? price : service).put(field, typed);

        post(CORA, "/therapists/" + id + "/services", service).statusCode(status);
        as(CORA).get("/therapists/" + id).then().body("services", empty());
    }

    @Test
    void a_licence_must_make_sense() {
        String id = enter(aProfile(location, account));
        var path = "/therapists/" + id + "/licences";
        var licence = new HashMap<String, Object>(
                Map.of("jurisdiction", "R1", "number", "X1", "validFrom", "2026-01-01", "validUntil", "2025-01-01"));

        post(CORA, path, licence).statusCode(422).body("code", equalTo("licence-period"));
        licence.put("validUntil", "2027-01-01");
        licence.put("jurisdiction", "R9");
        post(CORA, path, licence).statusCode(422).body("code", equalTo("unknown-jurisdiction"));
        licence.put("jurisdiction", "R1");
        post(CORA, path, licence).statusCode(201).body("verified", equalTo(false));
        post(CORA, path, licence).statusCode(409).body("code", equalTo("licence-exists"));
        licence.put("validFrom", "soon");
        post(CORA, path, licence).statusCode(400);
        post(CORA, "/therapists/" + UUID.randomUUID() + "/licences", licence).statusCode(400);
    }

    @Test
    void therapists_come_a_page_at_a_time() {
        for (int i = 0; i < 5; i++) {
            publish(enter(aProfile(location, UUID.randomUUID())));
        }
        var client = Tokens.client(UUID.randomUUID());
        var first = as(client).queryParam("limit", 2).get("/therapists");
        var second = as(client)
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get("/therapists");
        var third = as(client)
                .queryParam("limit", 2)
                .queryParam("cursor", second.<String>path("next"))
                .get("/therapists");

        assertThat(first.header("Link")).contains("rel=\"next\"");
        assertThat(Stream.of(first, second, third).flatMap(page -> page.<List<String>>path("items.id").stream()))
                .hasSize(5)
                .doesNotHaveDuplicates();
        assertThat(third.<String>path("next")).isNull();
        as(client).queryParam("cursor", "rubbish").get("/therapists").then().statusCode(400);
        as(client).queryParam("limit", 101).get("/therapists").then().statusCode(400);
        as(client).queryParam("limit", 0).get("/therapists").then().statusCode(400);
    }

    @Test
    void a_location_names_a_known_jurisdiction_and_zone() {
        var body = new HashMap<String, Object>(
                Map.of("name", "N", "address", "A", "jurisdiction", "R7", "zone", "Europe/Berlin"));
        post(CORA, "/locations", body).statusCode(422).body("code", equalTo("unknown-jurisdiction"));
        body.put("jurisdiction", "R2");
        body.put("zone", "Mars/Olympus");
        post(CORA, "/locations", body).statusCode(422).body("code", equalTo("unknown-time-zone"));
        as(CORA).get("/locations").then().statusCode(200).body("items", hasSize(1));
        as(CORA).get("/jurisdictions").then().body("items.code", contains("R1", "R2", "R3"));
    }

    @Test
    void clients_see_the_places_where_they_can_be_treated_and_nothing_internal() {
        var client = Tokens.client(UUID.randomUUID());
        as(client).get("/places").then().statusCode(200).body("items", empty());
        String unseen = aLocation("R1", "Europe/Berlin");
        String elsewhere = aLocation("R2", "Europe/Vienna");
        String ada = enter(aProfile(location, account));
        publish(ada);
        enter(aProfile(unseen, UUID.randomUUID()));
        publish(enter(aProfile(elsewhere, UUID.randomUUID())));

        as(client)
                .get("/places")
                .then()
                .body("items.id", containsInAnyOrder(location, elsewhere))
                .body("items[0].keySet()", containsInAnyOrder("id", "name", "address", "zone"));
        as(client).get("/places?jurisdiction=R1").then().body("items.id", contains(location));
        as(client).get("/places?jurisdiction=R9").then().statusCode(200).body("items", empty());
        as(client).get("/places?limit=1").then().body("items", hasSize(1)).body("next", notNullValue());

        String second = aLocation("R1", "Europe/Berlin");
        as(CORA).body(Map.of("locationId", second))
                .put("/therapists/" + ada + "/bases/2030-01-01")
                .then()
                .statusCode(200);
        as(client).get("/places?jurisdiction=R1").then().body("items.id", contains(location, second));
        as(Tokens.therapist(account)).get("/places").then().statusCode(403);
    }

    @Test
    void a_place_is_renamed_and_stays_where_it_is() {
        publish(enter(aProfile(location, account)));
        String tag = as(CORA).get("/locations/" + location).header("ETag");
        var changed = Map.of("name", "Mill Lane, first floor", "address", "4a Mill Lane");

        as(CORA).body(changed).put("/locations/" + location).then().statusCode(428);
        as(CORA).header("If-Match", "\"999\"")
                .body(changed)
                .put("/locations/" + location)
                .then()
                .statusCode(412);
        as(CORA).header("If-Match", tag)
                .body(Map.of("name", " ", "address", "4a Mill Lane"))
                .put("/locations/" + location)
                .then()
                .statusCode(400);
        as(CORA).header("If-Match", tag)
                .body(changed)
                .put("/locations/" + location)
                .then()
                .statusCode(200)
                .body("name", equalTo("Mill Lane, first floor"))
                .body("zone", equalTo("Europe/Berlin"));

        as(Tokens.client(UUID.randomUUID()))
                .get("/therapists")
                .then()
                .body("items[0].location.address", equalTo("4a Mill Lane"));
        as(CORA).get("/locations/" + UUID.randomUUID()).then().statusCode(404);
    }
}
