package org.kneadwell.booking.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.client.Told;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.PlanStage;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class SeriesTest {

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void aPracticeCleoKnows() {
        practice = Practice.open();
        cleo = aClient();
        visited(cleo);
        // So that a booking does not move the grid of the times around it.
        rules(null);
    }

    private void rules(Integer weekSessions) {
        practice.store("delete from booking_rules where therapist_id = ?", practice.therapistId);
        practice.store("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps, week_sessions)
                values (?, 30, 0, 15, 120, 60, 'on_the_clock', 'any', cast(? as integer))
                """, practice.therapistId, weekSessions);
    }

    /** A session with this therapist took place on 20 February. */
    private void visited(UUID client) {
        practice.store("""
                insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id,
                  therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount, price_currency,
                  location_id, location_name, location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at,
                  first_visit, booked_at, session_started_at, closed_at, closed_by)
                select ?, 0, 'completed', ?, 'Cleo', 'cleo@example.test', t.id, t.account_id, t.name, s.id, s.name, 60, 80,
                  'USD', l.id, l.name, l.address, l.zone, v.at, v.at + interval '1 hour', v.at, v.at + interval '1 hour', v.at,
                  true, v.at, v.at, v.at + interval '1 hour', 'therapist'
                from therapist t join service s on s.therapist_id = t.id join location l on l.id = t.location_id
                  cross join (select timestamptz '2026-02-20T15:00:00Z' + ? * interval '1 hour' as at) v
                where t.id = ? and s.minutes = 60
                """, UUID.randomUUID(), client, visits++, practice.therapistId);
    }

    private int visits;

    private Map<String, Object> wish(String start, String every, int times) {
        var wish = new HashMap<String, Object>();
        wish.put("therapistId", practice.therapistId);
        wish.put("serviceId", practice.hour);
        wish.put("start", start);
        wish.put("every", every);
        wish.put("times", times);
        return wish;
    }

    private ValidatableResponse preview(Map<String, Object> wish) {
        return Practice.as(Tokens.client(cleo))
                .body(wish)
                .post("/api/booking/v1/series/preview")
                .then();
    }

    private ValidatableResponse book(Map<String, Object> wish) {
        return post(Tokens.client(cleo), "/series", wish);
    }

    private String booked(Map<String, Object> wish) {
        return book(wish).statusCode(201).extract().path("id");
    }

    private ValidatableResponse change(String id, Map<String, Object> change) {
        return post(Tokens.client(cleo), "/series/" + id + "/changes", change);
    }

    private ValidatableResponse cancel(String id, Map<String, Object> wanted) {
        return Practice.as(Tokens.client(cleo))
                .body(wanted)
                .post("/api/booking/v1/series/" + id + "/cancellation")
                .then();
    }

    private List<String> starts(String id) {
        return get(Tokens.client(cleo), "/series/" + id)
                .statusCode(200)
                .extract()
                .path("occurrences.start");
    }

    @Test
    void a_weekly_series_keeps_its_wall_clock_time_across_the_march_change() {
        String id = book(wish("2026-03-03T09:00", "P1W", 3))
                .statusCode(201)
                .header("ETag", equalTo("\"0\""))
                .header("Location", containsString("/api/booking/v1/series/"))
                .body("therapist.name", equalTo("Ada"))
                .body("service.name", equalTo("Hour"))
                .body("zone", equalTo("America/New_York"))
                .body("start", equalTo("2026-03-03T09:00"))
                .body("every", equalTo("P1W"))
                .body("times", equalTo(3))
                .body("occurrences.state", contains("booked", "booked", "booked"))
                .body(
                        "occurrences.start",
                        contains("2026-03-03T14:00:00Z", "2026-03-10T13:00:00Z", "2026-03-17T13:00:00Z"))
                .body("occurrences[2].end", equalTo("2026-03-17T14:00:00Z"))
                .extract()
                .path("id");

        assertThat(starts(id)).containsExactly("2026-03-03T14:00:00Z", "2026-03-10T13:00:00Z", "2026-03-17T13:00:00Z");
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void a_biweekly_series_keeps_its_wall_clock_time_across_the_november_change() {
        at("2026-10-12T08:00:00Z");

        book(wish("2026-10-20T10:30", "P2W", 3))
                .statusCode(201)
                .body(
                        "occurrences.start",
                        contains("2026-10-20T14:30:00Z", "2026-11-03T15:30:00Z", "2026-11-17T15:30:00Z"));
    }

    @Test
    void a_time_that_comes_twice_is_the_earlier_and_one_that_is_skipped_moves_forward() {
        practice.store(
                "update working_hours set from_time = '00:00', to_time = '06:00' where therapist_id = ?",
                practice.therapistId);

        book(wish("2026-03-08T02:30", "P1W", 2))
                .statusCode(201)
                .body("occurrences.start", contains("2026-03-08T07:30:00Z", "2026-03-15T06:30:00Z"));

        at("2026-10-12T08:00:00Z");
        book(wish("2026-10-25T01:30", "P1W", 3))
                .statusCode(201)
                .body(
                        "occurrences.start",
                        contains("2026-10-25T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-08T06:30:00Z"));
    }

    @Test
    void half_an_hour_of_change_on_lord_howe_is_kept_too() {
        practice.store(
                "update location set zone = 'Australia/Lord_Howe' where id = (select location_id from therapist where id = ?)",
                practice.therapistId);
        at("2026-03-25T00:00:00Z");

        // Lord Howe goes from UTC+11 to UTC+10:30 on 5 April.
        book(wish("2026-03-30T09:00", "P1W", 2))
                .statusCode(201)
                .body("zone", equalTo("Australia/Lord_Howe"))
                .body("occurrences.start", contains("2026-03-29T22:00:00Z", "2026-04-05T22:30:00Z"));
    }

    @Test
    void every_four_weeks_keeps_the_day_of_the_week() {
        book(wish("2026-03-04T09:00", "P4W", 2))
                .statusCode(201)
                .body("occurrences.start", contains("2026-03-04T14:00:00Z", "2026-04-01T13:00:00Z"));
    }

    @Test
    void a_preview_shows_each_occurrence_with_its_own_result_and_books_nothing() {
        practice.booked(aClient(), "2026-03-10T13:00:00Z");

        preview(wish("2026-03-03T09:00", "P1W", 3))
                .statusCode(200)
                .body("zone", equalTo("America/New_York"))
                .body("occurrences.state", contains("bookable", "refused", "bookable"))
                .body("occurrences.number", contains(1, 2, 3))
                .body("occurrences[1].start", equalTo("2026-03-10T13:00:00Z"))
                .body("occurrences[1].code", equalTo("slot-taken"))
                .body("occurrences[1].sentence", notNullValue())
                .body("occurrences[1].alternatives", hasSize(3))
                .body("occurrences.appointmentId", everyItem(nullValue()))
                .body("notes", empty());

        assertThat(Practice.query(
                        "select id from booking.appointment where client_id = ? and state <> 'completed'", cleo))
                .isEmpty();
        assertThat(Practice.query("select type from booking.outbox where payload ->> 'clientId' = ?", cleo.toString()))
                .as("nobody was told either")
                .isEmpty();
    }

    @Test
    void what_can_be_booked_is_booked_and_the_rest_says_why_not() {
        practice.booked(aClient(), "2026-03-10T13:00:00Z");

        String id = book(wish("2026-03-03T09:00", "P1W", 3))
                .statusCode(201)
                .body("occurrences.state", contains("booked", "refused", "booked"))
                .body("occurrences[1].code", equalTo("slot-taken"))
                .body("occurrences[1].alternatives", hasSize(3))
                .extract()
                .path("id");

        get(Tokens.client(cleo), "/series/" + id)
                .statusCode(200)
                .body("occurrences.state", contains("booked", "refused", "booked"))
                .body("occurrences[1].appointmentId", nullValue());
        // Why not may tell of the client's health.
        get(practice.asTherapist(), "/series/" + id)
                .statusCode(200)
                .body("occurrences.state", contains("booked", "booked"))
                .body("occurrences.code", everyItem(nullValue()))
                .body("occurrences.sentence", everyItem(nullValue()));
    }

    @Test
    void an_occurrence_in_conflict_takes_the_alternative_it_is_given() {
        practice.booked(aClient(), "2026-03-10T13:00:00Z");
        String other =
                preview(wish("2026-03-03T09:00", "P1W", 3)).extract().path("occurrences[1].alternatives[0].start");
        var wish = wish("2026-03-03T09:00", "P1W", 3);
        wish.put("replacements", List.of(Map.of("number", 2, "start", other)));
        wish.put("allOrNothing", true);

        book(wish)
                .statusCode(201)
                .body("occurrences.state", contains("booked", "booked", "booked"))
                .body("occurrences[1].start", equalTo(other));
    }

    @Test
    void a_replacement_in_the_hour_the_clocks_skip_is_refused_and_not_moved_silently() {
        practice.store(
                "update working_hours set from_time = '00:00', to_time = '06:00' where therapist_id = ?",
                practice.therapistId);
        var wish = wish("2026-03-03T01:00", "P1W", 2);
        wish.put("replacements", List.of(Map.of("number", 2, "start", "2026-03-08T02:30:00-05:00")));

        book(wish)
                .statusCode(201)
                .body("occurrences.state", contains("booked", "refused"))
                .body("occurrences[1].code", equalTo("nonexistent-local-time"))
                .body("occurrences[1].alternatives", hasSize(3));
    }

    @Test
    void a_series_stays_at_its_location_when_it_moves() {
        UUID clinic = Practice.aLocation("Clinic", Practice.ZONE);
        for (int day = 1; day <= 7; day++) {
            practice.store(
                    "insert into working_hours (therapist_id, day, from_time, to_time, location_id) values (?, ?, '08:00', '17:00', ?)",
                    practice.therapistId,
                    day,
                    clinic);
        }
        var wish = wish("2026-03-03T09:00", "P1W", 2);
        wish.put("locationId", clinic);
        String id = booked(wish);

        change(id, Map.of("number", 1, "scope", "following", "time", "12:00")).statusCode(200);

        List<String> appointments =
                get(Tokens.client(cleo), "/series/" + id).extract().path("occurrences.appointmentId");
        assertThat(appointments)
                .hasSize(2)
                .allSatisfy(appointment -> get(Tokens.client(cleo), "/appointments/" + appointment)
                        .body("location.name", equalTo("Clinic")));
    }

    @Test
    void all_or_nothing_leaves_nothing_behind() {
        practice.booked(aClient(), "2026-03-10T13:00:00Z");
        var wish = wish("2026-03-03T09:00", "P1W", 3);
        wish.put("allOrNothing", true);

        book(wish)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("series-conflict"))
                .body("occurrences.state", contains("bookable", "refused", "bookable"))
                .body("occurrences.appointmentId", everyItem(nullValue()));

        assertThat(Practice.query(
                        "select id from booking.appointment where client_id = ? and state <> 'completed'", cleo))
                .isEmpty();
        get(Tokens.client(cleo), "/series").body("items", empty());
    }

    @Test
    void nothing_to_book_is_a_conflict_with_the_results() {
        book(wish("2026-03-03T20:00", "P1W", 2))
                .statusCode(409)
                .body("code", equalTo("nothing-booked"))
                .body("occurrences.code", contains("outside-working-hours", "outside-working-hours"))
                .body("occurrences[0].alternatives", hasSize(3));
    }

    @Test
    void the_weekly_cap_counts_each_occurrence_and_the_cap_on_holds_does_not() {
        rules(1);
        var wish = wish("2026-03-03T09:00", "P1W", 5);
        // The second one into the first one's week, which takes no more.
        wish.put("replacements", List.of(Map.of("number", 2, "start", "2026-03-05T14:00:00Z")));

        book(wish)
                .statusCode(201)
                .body("occurrences.state", contains("booked", "refused", "booked", "booked", "booked"))
                .body("occurrences[1].code", equalTo("day-or-week-full"));
    }

    @Test
    void what_lies_beyond_the_horizon_is_refused_by_itself() {
        book(wish("2026-04-21T09:00", "P1W", 3))
                .statusCode(201)
                .body("occurrences.state", contains("booked", "booked", "refused"))
                .body("occurrences[2].code", equalTo("too-far-ahead"));
    }

    @Test
    void a_first_session_comes_before_any_series_with_that_therapist() {
        cleo = aClient();

        preview(wish("2026-03-03T09:00", "P1W", 3)).statusCode(409).body("code", equalTo("trial-first"));
        book(wish("2026-03-03T09:00", "P1W", 3))
                .statusCode(409)
                .body("type", equalTo("https://kneadwell.org/problems/trial-first"));
        visited(cleo);
        book(wish("2026-03-03T09:00", "P1W", 3)).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trial       | 0 | 0  | P1W | 3 | The last suggestion was one session at a time for now. Fewer is always fine, and so is cancelling later.
                    series      | 3 | 7  | P1W | 4 | The suggestion is to look again after 3 more sessions. You may cancel the rest at any time.
                    series      | 3 | 14 | P1W | 3 | The suggestion is 14 days between sessions.
                    series      | 3 | 7  | P1W | 3 |
                    maintenance | 0 | 30 | P1W | 3 | The suggestion is about one session a month, or simply when you need it.
                    maintenance | 0 | 30 | P4W | 2 |
                    """)
    void the_preview_tells_what_the_plan_suggests_and_nobody_is_held_to_it(
            String stage, int sessions, int days, String every, int times, String note) {
        Told.shared()
                .planSuggested(
                        cleo,
                        practice.therapistId,
                        Practice.NOW,
                        1,
                        PlanStage.valueOf(stage.toUpperCase(Locale.ROOT)),
                        sessions,
                        days,
                        false);

        preview(wish("2026-03-03T09:00", every, times))
                .statusCode(200)
                .body("notes", note == null ? empty() : contains(note));
        book(wish("2026-03-03T09:00", every, times)).statusCode(201);
    }

    @Test
    void the_same_request_sent_twice_books_once() {
        UUID key = UUID.randomUUID();
        var request = Practice.as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(wish("2026-03-03T09:00", "P1W", 2));

        String first = request.post("/api/booking/v1/series")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String second = request.post("/api/booking/v1/series")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(second).isEqualTo(first);
        get(Tokens.client(cleo), "/series").body("items", hasSize(1));
        Practice.as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(wish("2026-03-03T09:00", "P1W", 3))
                .post("/api/booking/v1/series")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        Practice.as(Tokens.client(cleo))
                .body(wish("2026-03-03T09:00", "P1W", 3))
                .post("/api/booking/v1/series")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void one_occurrence_moves_alone() {
        String id = booked(wish("2026-03-03T09:00", "P1W", 3));

        change(id, Map.of("number", 2, "scope", "one", "date", "2026-03-11", "time", "10:00"))
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body(
                        "occurrences.start",
                        contains("2026-03-03T14:00:00Z", "2026-03-11T14:00:00Z", "2026-03-17T13:00:00Z"));

        assertThat(starts(id)).containsExactly("2026-03-03T14:00:00Z", "2026-03-11T14:00:00Z", "2026-03-17T13:00:00Z");
    }

    @Test
    void all_following_move_and_the_one_in_conflict_keeps_its_time() {
        String id = booked(wish("2026-03-03T09:00", "P1W", 4));
        // 11:00 on the third Tuesday is taken.
        practice.booked(aClient(), "2026-03-17T15:00:00Z");

        change(id, Map.of("number", 2, "scope", "following", "time", "11:00"))
                .statusCode(200)
                .body(
                        "occurrences.start",
                        contains(
                                "2026-03-03T14:00:00Z",
                                "2026-03-10T15:00:00Z",
                                "2026-03-17T13:00:00Z",
                                "2026-03-24T15:00:00Z"))
                .body("occurrences.code", contains(null, null, "slot-taken", null))
                .body("occurrences[2].state", equalTo("booked"))
                .body("occurrences[2].alternatives", hasSize(3));

        assertThat(starts(id))
                .containsExactly(
                        "2026-03-03T14:00:00Z", "2026-03-10T15:00:00Z", "2026-03-17T13:00:00Z", "2026-03-24T15:00:00Z");
        assertThat(practice.overlaps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-17, 2026-03-03T14:00:00Z 2026-03-17T13:00:00Z 2026-03-24T13:00:00Z 2026-03-31T13:00:00Z",
        "2026-03-09, 2026-03-03T14:00:00Z 2026-03-09T13:00:00Z 2026-03-16T13:00:00Z 2026-03-23T13:00:00Z"
    })
    void all_following_move_by_as_many_days_even_into_one_anothers_times(String date, String starts) {
        String id = booked(wish("2026-03-03T09:00", "P1W", 4));

        change(id, Map.of("number", 2, "scope", "following", "date", date)).statusCode(200);

        assertThat(starts(id)).containsExactly(starts.split(" "));
    }

    @Test
    void following_sessions_that_move_by_half_their_length_do_not_stand_in_one_anothers_way() {
        var wish = wish("2026-03-03T09:00", "P1W", 2);
        wish.put("replacements", List.of(Map.of("number", 2, "start", "2026-03-03T15:30:00Z")));
        String id = booked(wish);

        change(id, Map.of("number", 1, "scope", "following", "date", "2026-03-04"))
                .statusCode(200);

        assertThat(starts(id)).containsExactly("2026-03-04T14:00:00Z", "2026-03-04T15:30:00Z");
    }

    @Test
    void a_refused_occurrence_can_be_given_another_time_later() {
        practice.booked(aClient(), "2026-03-10T13:00:00Z");
        String id = booked(wish("2026-03-03T09:00", "P1W", 3));

        change(id, Map.of("number", 2, "scope", "one", "time", "12:00"))
                .statusCode(200)
                .body("occurrences.state", contains("booked", "booked", "booked"))
                .body("occurrences[1].start", equalTo("2026-03-10T16:00:00Z"))
                .body("occurrences[1].appointmentId", notNullValue());
        assertThat(starts(id)).contains("2026-03-10T16:00:00Z");
    }

    @Test
    void a_change_that_changes_nothing_is_a_conflict() {
        String id = booked(wish("2026-03-03T09:00", "P1W", 2));

        change(id, Map.of("number", 1, "scope", "following", "time", "20:00"))
                .statusCode(409)
                .body("code", equalTo("nothing-changed"))
                .body("occurrences.code", contains("outside-working-hours", "outside-working-hours"))
                .body("occurrences.start", contains("2026-03-03T14:00:00Z", "2026-03-10T13:00:00Z"));
    }

    @Test
    void one_or_all_following_are_cancelled_and_their_time_is_free() {
        String id = booked(wish("2026-03-03T09:00", "P1W", 4));

        cancel(id, Map.of("number", 2, "scope", "one"))
                .statusCode(200)
                .body("occurrences.state", contains("booked", "cancelled", "booked", "booked"));
        cancel(id, Map.of("number", 3, "scope", "following", "reason", "Away"))
                .statusCode(200)
                .body("occurrences.state", contains("booked", "cancelled", "cancelled", "cancelled"));
        cancel(id, Map.of("number", 3, "scope", "following"))
                .statusCode(200)
                .body("occurrences.state", contains("booked", "cancelled", "cancelled", "cancelled"));

        practice.booked(aClient(), "2026-03-24T13:00:00Z");
        change(id, Map.of("number", 3, "scope", "one", "time", "10:00"))
                .statusCode(409)
                .body("code", equalTo("too-late"));
    }

    @Test
    void what_is_over_can_neither_be_cancelled_nor_moved() {
        String id = booked(wish("2026-03-03T09:00", "P1W", 2));
        at("2026-03-03T15:00:00Z");

        cancel(id, Map.of("number", 1, "scope", "one")).statusCode(409).body("code", equalTo("too-late"));
        change(id, Map.of("number", 1, "scope", "one", "time", "12:00"))
                .statusCode(409)
                .body("code", equalTo("too-late"));
        cancel(id, Map.of("number", 1, "scope", "following"))
                .statusCode(200)
                .body("occurrences.state", contains("booked", "cancelled"));
    }

    @Test
    void a_series_is_seen_by_its_client_and_its_therapist_and_is_nothing_to_others() {
        practice.booked(aClient(), "2026-03-10T13:00:00Z");
        String id = booked(wish("2026-03-03T09:00", "P1W", 3));

        get(practice.asTherapist(), "/series/" + id).statusCode(200).body("occurrences.number", contains(1, 3));
        get(practice.asTherapist(), "/series").statusCode(200).body("items.id", contains(id));
        UUID stranger = aClient();
        get(Tokens.client(stranger), "/series/" + id).statusCode(404);
        get(Tokens.therapist(UUID.randomUUID()), "/series/" + id).statusCode(404);
        get(Tokens.coordinator(UUID.randomUUID()), "/series/" + id).statusCode(403);
        get(Tokens.client(stranger), "/series").body("items", empty());
        post(
                        Tokens.client(stranger),
                        "/series/" + id + "/changes",
                        Map.of("number", 1, "scope", "one", "time", "12:00"))
                .statusCode(404);
        Practice.as(Tokens.client(stranger))
                .body(Map.of("number", 1, "scope", "one"))
                .post("/api/booking/v1/series/" + id + "/cancellation")
                .then()
                .statusCode(404);
        post(practice.asTherapist(), "/series/" + id + "/changes", Map.of("number", 1, "scope", "one", "time", "12:00"))
                .statusCode(403);
    }

    @Test
    void series_come_in_pages_newest_first() {
        String older = booked(wish("2026-03-03T09:00", "P1W", 2));
        String newer = booked(wish("2026-03-03T12:00", "P1W", 2));

        String next = get(Tokens.client(cleo), "/series?limit=1")
                .statusCode(200)
                .body("items.id", contains(newer))
                .header("Link", containsString("cursor="))
                .extract()
                .path("next");
        get(Tokens.client(cleo), "/series?limit=1&cursor=" + next)
                .statusCode(200)
                .body("items.id", contains(older))
                .body("next", nullValue());
        get(Tokens.client(cleo), "/series?cursor=nonsense").statusCode(400).body("code", equalTo("bad-cursor"));
    }

    @ParameterizedTest
    @CsvSource({
        "times, 1, 400, invalid-input",
        "times, 13, 400, invalid-input",
        "every, P3W, 400, invalid-value",
        "every, P1D, 400, invalid-value",
        "start, 2026-03-03, 400, invalid-value",
        "start, 2026-03-03T09:00:00Z, 400, invalid-value",
        "start, 2199-12-31T23:59, 409, nothing-booked",
        "start, 2200-01-01T00:00, 400, invalid-input",
        "serviceId, 00000000-0000-7000-8000-000000000000, 422, service-not-offered",
        "therapistId, 00000000-0000-7000-8000-000000000000, 422, service-not-offered",
        "locationId, 00000000-0000-7000-8000-000000000000, 422, series-makes-no-sense",
        "surprise, 1, 400, unknown-field",
    })
    void input_that_makes_no_sense_is_a_problem_of_its_own(String field, String value, int status, String code) {
        var wish = wish("2026-03-03T09:00", "P1W", 2);
        wish.put(field, value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);

        book(wish).statusCode(status).contentType("application/problem+json").body("code", equalTo(code));
    }

    @Test
    void replacements_name_each_occurrence_once_and_only_those_there_are() {
        for (var replacements : List.of(
                List.of(Map.of("number", 3, "start", "2026-03-11T14:00:00Z")),
                List.of(
                        Map.of("number", 2, "start", "2026-03-11T14:00:00Z"),
                        Map.of("number", 2, "start", "2026-03-12T14:00:00Z")))) {
            var wish = wish("2026-03-03T09:00", "P1W", 2);
            wish.put("replacements", replacements);
            book(wish).statusCode(422).body("code", equalTo("series-makes-no-sense"));
        }
    }

    @Test
    void a_change_names_an_occurrence_and_something_new() {
        String id = booked(wish("2026-03-03T09:00", "P1W", 2));

        change(id, Map.of("number", 3, "scope", "one", "time", "12:00"))
                .statusCode(422)
                .body("code", equalTo("series-makes-no-sense"));
        change(id, Map.of("number", 1, "scope", "one")).statusCode(422).body("code", equalTo("series-makes-no-sense"));
        change(id, Map.of("number", 1, "scope", "some", "time", "12:00")).statusCode(400);
        change(id, Map.of("number", 1, "scope", "one", "time", "noon")).statusCode(400);
        cancel(id, Map.of("number", 3, "scope", "one")).statusCode(422);
    }
}
