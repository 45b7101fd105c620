package org.kneadwell.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.as;
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
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Rooms, several locations with the way between them, and a base that changes from a date on. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class PlacesTest {

    /** Tuesday, 09:00 to 10:00 in New York. */
    private static final String NINE = "2026-03-03T14:00:00Z";

    private static final String TEN = "2026-03-03T15:00:00Z";

    private static final String COORDINATOR = Tokens.coordinator(UUID.randomUUID());

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void open() {
        practice = Practice.open();
        cleo = aClient();
    }

    // Rooms

    @Test
    void a_session_that_needs_a_room_is_held_in_one() {
        practice.store("update service set needs_room = true where id = ?", practice.hour);
        room("Blue");

        practice.hold(cleo, practice.hour, NINE)
                .statusCode(201)
                .body("location.room", equalTo("Blue"))
                .body("location.id", equalTo(practice.locationId.toString()));
    }

    @Test
    void without_a_room_there_are_no_slots_and_the_list_says_why() {
        practice.store("update service set needs_room = true where id = ?", practice.hour);

        slots(practice.hour, "2026-03-03")
                .body("items", empty())
                .body("whyNone", contains("This session needs a room, and where the therapist works there is none."));
        practice.hold(cleo, practice.hour, NINE).statusCode(422).body("code", equalTo("outside-working-hours"));
    }

    @Test
    void two_therapists_share_one_room_and_only_one_has_it() {
        Practice bo = practice.colleague();
        practice.store("update service set needs_room = true where id in (?, ?)", practice.hour, bo.hour);
        room("Blue");
        practice.booked(cleo, NINE);

        bo.hold(aClient(), bo.hour, NINE)
                .statusCode(409)
                .body("code", equalTo("slot-taken"))
                // Fifteen minutes to turn the room over, and the grid starts anew behind them.
                .body("alternatives[0].start", equalTo("2026-03-03T15:15:00Z"));
        slots(bo, bo.hour, "2026-03-03").body("items.start", not(hasItem(NINE)));
    }

    @Test
    void a_second_room_serves_the_second_therapist() {
        Practice bo = practice.colleague();
        practice.store("update service set needs_room = true where id in (?, ?)", practice.hour, bo.hour);
        room("Blue");
        room("Green");
        practice.booked(cleo, NINE);

        bo.hold(aClient(), bo.hour, NINE).statusCode(201).body("location.room", equalTo("Green"));
    }

    @Test
    void a_hold_on_a_room_that_ran_out_blocks_nobody() {
        Practice bo = practice.colleague();
        practice.store("update service set needs_room = true where id in (?, ?)", practice.hour, bo.hour);
        room("Blue");
        practice.held(cleo, NINE);
        Practice.at("2026-03-02T08:07:00Z");

        bo.hold(aClient(), bo.hour, NINE).statusCode(201).body("location.room", equalTo("Blue"));
    }

    @Test
    void the_constraint_keeps_two_therapists_out_of_one_room() {
        practice.store("update service set needs_room = true where id = ?", practice.hour);
        room("Blue");
        String id = practice.booked(cleo, NINE);

        assertThat(Practice.sqlState("""
                insert into booking.appointment
                select (jsonb_populate_record(a, jsonb_build_object('id', ?::text, 'therapist_id', t.id))).*
                from booking.appointment a, booking.therapist t where a.id = ?::uuid and t.id <> a.therapist_id limit 1
                """, UUID.randomUUID().toString(), id)).isEqualTo("23P01");
    }

    @Test
    void a_closed_room_takes_no_new_session() {
        practice.store("update service set needs_room = true where id = ?", practice.hour);
        String room = room("Blue");
        as(COORDINATOR)
                .delete("/api/booking/v1/locations/" + practice.locationId + "/rooms/" + room)
                .then()
                .statusCode(204);

        slots(practice.hour, "2026-03-03").body("items", empty());
    }

    @Test
    void a_room_is_entered_once_by_a_coordinator() {
        room("Blue");
        post(COORDINATOR, rooms(), Map.of("name", "Blue")).statusCode(409).body("code", equalTo("room-exists"));
        post(practice.asTherapist(), rooms(), Map.of("name", "Red")).statusCode(403);
        post(COORDINATOR, "/locations/" + UUID.randomUUID() + "/rooms", Map.of("name", "Red"))
                .statusCode(404);
        post(COORDINATOR, rooms(), Map.of("name", " ")).statusCode(400);
        get(practice.asTherapist(), rooms()).statusCode(200).body("items.name", contains("Blue"));
    }

    // Several locations

    @Test
    void between_two_locations_lies_the_way() {
        UUID clinic = Practice.aLocation("Clinic", Practice.ZONE);
        // Mornings at the base, afternoons at the clinic.
        hours(List.of(
                Map.of("day", "tuesday", "from", "09:00", "to", "12:00"),
                Map.of("day", "tuesday", "from", "12:00", "to", "17:00", "locationId", clinic)));
        travel(clinic, 40);
        practice.booked(cleo, "2026-03-03T16:00:00Z"); // 11:00 to 12:00 at the base

        slots(practice.hour, "2026-03-03")
                // At the base only what lies before; at the clinic from 12:00 + 15 minutes of buffer + 40 on the way.
                .body("items[0].start", equalTo(NINE))
                .body(
                        "items.findAll { it.locationId == '%s' }.start[0]".formatted(clinic),
                        equalTo("2026-03-03T17:55:00Z"))
                .body("locations.name", contains("Quiet Room", "Clinic"));
        practice.hold(aClient(), practice.hour, "2026-03-03T17:25:00Z")
                .statusCode(409)
                .body("code", equalTo("inside-a-buffer"));
        practice.hold(aClient(), practice.hour, "2026-03-03T17:55:00Z")
                .statusCode(201)
                .body("location.name", equalTo("Clinic"));
    }

    @Test
    void where_no_way_is_given_the_rules_say_how_long_it_is() {
        UUID clinic = Practice.aLocation("Clinic", Practice.ZONE);
        hours(List.of(
                Map.of("day", "tuesday", "from", "09:00", "to", "12:00"),
                Map.of("day", "tuesday", "from", "12:00", "to", "17:00", "locationId", clinic)));
        practice.rules(Map.of("travelMinutes", 60));
        practice.booked(cleo, "2026-03-03T18:00:00Z"); // 13:00 at the clinic

        // Back at the base one hour and the buffer after a session there must be over by 12:00.
        slots(practice.hour, "2026-03-03")
                .body(
                        "items.findAll { it.locationId == '%s' }.start".formatted(practice.locationId),
                        hasItem("2026-03-03T15:30:00Z"))
                .body("items.start", not(hasItem("2026-03-03T16:00:00Z")));
    }

    @Test
    void a_wish_for_one_location_is_refused_at_the_other() {
        UUID clinic = Practice.aLocation("Clinic", Practice.ZONE);
        hours(List.of(
                Map.of("day", "tuesday", "from", "09:00", "to", "12:00"),
                Map.of("day", "tuesday", "from", "12:00", "to", "17:00", "locationId", clinic)));

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
                                "locationId",
                                clinic))
                .statusCode(422)
                .body("code", equalTo("outside-working-hours"));
    }

    @Test
    void hours_at_a_location_that_does_not_exist_are_refused() {
        practice.store("delete from working_hours where therapist_id = ?", practice.therapistId);
        as(practice.asTherapist())
                .body(Map.of(
                        "weekly",
                        List.of(Map.of(
                                "day", "tuesday", "from", "09:00", "to", "12:00", "locationId", UUID.randomUUID()))))
                .put("/api/booking/v1/therapists/" + practice.therapistId + "/working-hours")
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-location"))
                .body("violations[0].field", equalTo("weekly[0].locationId"));
    }

    @Test
    void a_way_from_a_place_to_itself_is_refused() {
        as(practice.asTherapist())
                .body(Map.of(
                        "items",
                        List.of(Map.of("one", practice.locationId, "other", practice.locationId, "minutes", 5))))
                .put("/api/booking/v1/therapists/" + practice.therapistId + "/travel-times")
                .then()
                .statusCode(422)
                .body("code", equalTo("travel-times"));
    }

    @Test
    void ways_and_bases_are_replaced_only_by_who_has_seen_them() {
        UUID clinic = Practice.aLocation("Clinic", Practice.ZONE);
        String ways = "/api/booking/v1/therapists/" + practice.therapistId + "/travel-times";
        travel(clinic, 20);
        replaced(
                ways,
                ways,
                Map.of("items", List.of(Map.of("one", clinic, "other", practice.locationId, "minutes", 25))));
        base("2026-03-04", clinic).statusCode(200);
        replaced(bases(), bases() + "/2026-03-04", Map.of("locationId", practice.locationId));
        base("2026-03-05", clinic).statusCode(200);
    }

    private void replaced(String read, String write, Object wanted) {
        String seen = as(practice.asTherapist()).get(read).header("ETag");
        as(practice.asTherapist())
                .body(wanted)
                .put(write)
                .then()
                .statusCode(428)
                .body("code", equalTo("if-match-missing"));
        as(practice.asTherapist()).get(read).then().header("ETag", equalTo(seen));
        String now = as(practice.asTherapist())
                .header("If-Match", seen)
                .body(wanted)
                .put(write)
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(seen)))
                .extract()
                .header("ETag");
        as(practice.asTherapist()).get(read).then().header("ETag", equalTo(now));
        as(practice.asTherapist())
                .header("If-Match", seen)
                .body(wanted)
                .put(write)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
    }

    // Another base from a date on

    @Test
    void from_a_date_on_the_hours_are_meant_in_the_zone_of_the_new_base() {
        UUID lisbon = Practice.aLocation("Lisbon", "Europe/Lisbon");
        base("2026-03-04", lisbon).statusCode(200).body("items[0].from", equalTo("2026-03-04"));

        slots(practice.hour, "2026-03-03").body("items[0].start", equalTo(NINE));
        // 09:00 in Lisbon is 09:00Z.
        slots(practice.hour, "2026-03-04").body("items.start", hasItem("2026-03-04T09:00:00Z"));
        practice.hold(cleo, practice.hour, "2026-03-04T09:00:00Z")
                .statusCode(201)
                .body("zone", equalTo("Europe/Lisbon"))
                .body("location.name", equalTo("Lisbon"));
        practice.hold(aClient(), practice.hour, "2026-03-04T18:00:00Z") // 13:00 in New York, 18:00 in Lisbon
                .statusCode(422)
                .body("code", equalTo("outside-working-hours"));
    }

    @Test
    void an_appointment_made_before_the_move_keeps_its_place() {
        String id = practice.booked(cleo, "2026-03-04T15:00:00Z");
        base("2026-03-04", Practice.aLocation("Lisbon", "Europe/Lisbon")).statusCode(200);

        get(Tokens.client(cleo), "/appointments/" + id)
                .body("zone", equalTo(Practice.ZONE))
                .body("location.name", equalTo("Quiet Room"))
                .body("start", equalTo("2026-03-04T15:00:00Z"));
    }

    @Test
    void a_hold_asks_for_the_licence_of_the_day_it_is_where_it_takes_place() {
        base("2026-03-04", Practice.aLocation("Tokyo", "Asia/Tokyo"));
        // Nine o'clock on Thursday in Tokyo, while it is still Wednesday at the base before.
        String thursday = "2026-03-05T00:00:00Z";
        practice.store("update licence set valid_until = '2026-03-04' where therapist_id = ?", practice.therapistId);
        practice.hold(cleo, practice.hour, thursday).statusCode(409).body("code", equalTo("licence-not-valid"));

        practice.store(
                "update licence set valid_from = '2026-03-05', valid_until = '2026-12-31' where therapist_id = ?",
                practice.therapistId);
        practice.hold(cleo, practice.hour, thursday).statusCode(201);
    }

    @Test
    void an_hour_that_is_skipped_at_the_base_before_exists_where_it_takes_place() {
        base("2026-03-04", Practice.aLocation("Tokyo", "Asia/Tokyo"));

        // Two o'clock in New York, where the clocks go forward; four in the afternoon in Tokyo.
        practice.hold(cleo, practice.hour, "2026-03-08T02:00:00-05:00")
                .statusCode(201)
                .body("location.name", equalTo("Tokyo"));
    }

    @Test
    void a_base_can_be_taken_back() {
        base("2026-03-04", Practice.aLocation("Lisbon", "Europe/Lisbon"));
        as(practice.asTherapist()).delete(bases() + "/2026-03-04").then().statusCode(204);
        as(practice.asTherapist()).delete(bases() + "/2026-03-04").then().statusCode(404);
        slots(practice.hour, "2026-03-04").body("items[0].start", equalTo("2026-03-04T14:00:00Z"));
    }

    @Test
    void somebody_elses_places_do_not_exist() {
        String other = Practice.open().asTherapist();
        as(other).get(bases()).then().statusCode(404);
        as(other)
                .body(Map.of("locationId", practice.locationId))
                .put(bases() + "/2026-03-04")
                .then()
                .statusCode(404);
        as(Tokens.client(cleo)).get(bases()).then().statusCode(403);
    }

    // Time elsewhere

    @Test
    void busy_time_in_another_calendar_is_not_offered() {
        practice.store(
                "insert into busy_elsewhere (id, source_id, therapist_id, start_at, end_at) values (?, ?, ?, ?::timestamptz, ?::timestamptz)",
                UUID.randomUUID(),
                UUID.randomUUID(),
                practice.therapistId,
                "2026-03-03T14:30:00Z",
                "2026-03-03T15:30:00Z");

        practice.hold(cleo, practice.hour, NINE).statusCode(409).body("code", equalTo("slot-taken"));
        practice.hold(cleo, practice.hour, TEN).statusCode(409).body("code", equalTo("slot-taken"));
        slots(practice.hour, "2026-03-03")
                .body("items[0].start", equalTo("2026-03-03T15:30:00Z"))
                .body("items[0].room", nullValue());
    }

    private String room(String name) {
        return post(COORDINATOR, rooms(), Map.of("name", name))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String rooms() {
        return "/locations/" + practice.locationId + "/rooms";
    }

    private String bases() {
        return "/api/booking/v1/therapists/" + practice.therapistId + "/bases";
    }

    private ValidatableResponse base(String from, UUID location) {
        return as(practice.asTherapist())
                .body(Map.of("locationId", location))
                .put(bases() + "/" + from)
                .then();
    }

    private void travel(UUID clinic, int minutes) {
        as(practice.asTherapist())
                .body(Map.of("items", List.of(Map.of("one", clinic, "other", practice.locationId, "minutes", minutes))))
                .put("/api/booking/v1/therapists/" + practice.therapistId + "/travel-times")
                .then()
                .statusCode(200);
    }

    private void hours(List<Map<String, Object>> weekly) {
        practice.store("delete from working_hours where therapist_id = ?", practice.therapistId);
        as(practice.asTherapist())
                .body(Map.of("weekly", weekly))
                .put("/api/booking/v1/therapists/" + practice.therapistId + "/working-hours")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse slots(UUID serviceId, String day) {
        return slots(practice, serviceId, day);
    }

    private ValidatableResponse slots(Practice of, UUID serviceId, String day) {
        return get(
                        Tokens.client(aClient()),
                        "/therapists/%s/slots?serviceId=%s&from=%s&to=%s"
                                .formatted(of.therapistId, serviceId, day, day))
                .statusCode(200);
    }
}
