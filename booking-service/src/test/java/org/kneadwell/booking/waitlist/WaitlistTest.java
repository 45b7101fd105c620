package org.kneadwell.booking.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.aStranger;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class WaitlistTest {

    private static final String TUESDAY_9 = "2026-03-03T14:00:00Z";

    private final WaitlistRounds rounds;
    private final Scheduler scheduler;
    private final Offering offering;
    private final Offers offers;

    private Practice practice;
    private UUID ann;
    private UUID bea;
    private UUID cleo;

    WaitlistTest(WaitlistRounds rounds, Scheduler scheduler, Offering offering, Offers offers) {
        this.rounds = rounds;
        this.scheduler = scheduler;
        this.offering = offering;
        this.offers = offers;
    }

    /** Ada works on Tuesdays from 9 to 10 only, so that there is one slot a week. */
    @BeforeEach
    void aBusyPractice() {
        // A round of the scheduler's in between would offer what a test is about to hold.
        scheduler.pause();
        practice = Practice.open();
        hours("10:00");
        ann = aClient();
        bea = aClient();
        cleo = aClient();
    }

    /** Whoever waits for anybody would take other tests' time. */
    @AfterEach
    void nobodyWaits() {
        // At once: a round of the scheduler's that was under way may be making an offer.
        practice.store("truncate waitlist_mark, waitlist_offer, waitlist_entry");
        scheduler.resume();
    }

    private void hours(String until) {
        practice.store("delete from working_hours where therapist_id = ?", practice.therapistId);
        practice.store(
                "insert into working_hours (therapist_id, day, from_time, to_time) values (?, 2, '09:00', cast(? as time))",
                practice.therapistId,
                until);
    }

    private Map<String, Object> wish() {
        var wish = new HashMap<String, Object>();
        wish.put("therapistIds", List.of(practice.therapistId));
        wish.put("serviceMinutes", 60);
        wish.put("from", "2026-03-02");
        wish.put("to", "2026-03-08");
        return wish;
    }

    private ValidatableResponse join(UUID client, Map<String, Object> wish) {
        return post(Tokens.client(client), "/waitlist", wish);
    }

    /** One millisecond after whoever joined before. */
    private String waits(UUID client, Map<String, Object> wish) {
        after(Duration.ofMillis(1));
        return join(client, wish).statusCode(201).extract().path("id");
    }

    private String waits(UUID client) {
        return waits(client, wish());
    }

    private ValidatableResponse entry(UUID client, String id) {
        return get(Tokens.client(client), "/waitlist/" + id).statusCode(200);
    }

    private String state(UUID client, String id) {
        return entry(client, id).extract().path("state");
    }

    private String offerOf(UUID client, String id) {
        return entry(client, id).body("state", equalTo("offered")).extract().path("offer.id");
    }

    private ValidatableResponse accept(UUID client, String id, String offer) {
        return post(Tokens.client(client), "/waitlist/" + id + "/offers/" + offer + "/acceptance");
    }

    private ValidatableResponse decline(UUID client, String id, String offer) {
        return post(Tokens.client(client), "/waitlist/" + id + "/offers/" + offer + "/decline");
    }

    private static void cancel(UUID client, String appointment) {
        Practice.as(Tokens.client(client))
                .body(Map.of())
                .post("/api/booking/v1/appointments/" + appointment + "/cancellation")
                .then()
                .statusCode(200);
    }

    /** Somebody books the one slot, Ann, Bea and Cleo wait for it in this order, and it becomes free. */
    private List<String> threeWaitAndItBecomesFree() {
        UUID bob = aClient();
        String booked = practice.booked(bob, TUESDAY_9);
        var entries = List.of(waits(ann), waits(bea), waits(cleo));
        rounds.round();
        assertThat(List.of(state(ann, entries.get(0)), state(bea, entries.get(1)), state(cleo, entries.get(2))))
                .as("nothing is free yet")
                .containsOnly("waiting");
        cancel(bob, booked);
        rounds.round();
        return entries;
    }

    @Test
    void who_waited_longest_is_offered_the_time_with_a_hold_behind_it_and_a_limit() {
        var entries = threeWaitAndItBecomesFree();

        entry(ann, entries.get(0))
                .body("state", equalTo("offered"))
                .body("offer.start", equalTo(TUESDAY_9))
                .body("offer.end", equalTo("2026-03-03T15:00:00Z"))
                .body("offer.zone", equalTo("America/New_York"))
                .body("offer.therapist.name", equalTo("Ada"))
                .body("offer.service.name", equalTo("Hour"))
                .body("offer.location.name", equalTo("Quiet Room"))
                .body("offer.expiresAt", equalTo("2026-03-02T10:00:00.003Z"));
        assertThat(state(bea, entries.get(1))).isEqualTo("waiting");
        assertThat(state(cleo, entries.get(2))).isEqualTo("waiting");
        practice.hold(aClient(), practice.hour, TUESDAY_9).statusCode(409).body("code", equalTo("slot-taken"));

        assertThat(offers.to(ann)).hasSize(1);
        var told = offers.to(ann).getFirst();
        assertThat(told.entryId()).hasToString(entries.get(0));
        assertThat(told.clientEmail()).isEqualTo(ann + "@example.test");
        assertThat(told.clientName()).isEqualTo("Test " + ann.toString().substring(0, 8));
        assertThat(told.language()).isEqualTo("en");
        assertThat(told.expiresAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00.003Z"));
        assertThat(told.appointment().state()).isEqualTo("held");
        assertThat(told.appointment().time().start()).isEqualTo(Instant.parse(TUESDAY_9));
        assertThat(offers.to(bea)).isEmpty();
    }

    @Test
    void a_declined_offer_goes_to_the_next_and_never_back() {
        var entries = threeWaitAndItBecomesFree();
        String offer = offerOf(ann, entries.get(0));

        decline(ann, entries.get(0), offer).statusCode(200).body("state", equalTo("waiting"));
        decline(ann, entries.get(0), offer).statusCode(200);
        rounds.round();

        assertThat(state(ann, entries.get(0))).isEqualTo("waiting");
        decline(bea, entries.get(1), offerOf(bea, entries.get(1))).statusCode(200);
        rounds.round();
        decline(cleo, entries.get(2), offerOf(cleo, entries.get(2))).statusCode(200);
        rounds.round();

        assertThat(List.of(state(ann, entries.get(0)), state(bea, entries.get(1)), state(cleo, entries.get(2))))
                .containsOnly("waiting");
        practice.held(aClient(), TUESDAY_9);
    }

    @Test
    void a_hold_of_ones_own_in_place_of_the_one_behind_an_offer_declines_the_offer() {
        hours("10:30");
        var entries = threeWaitAndItBecomesFree();
        offerOf(ann, entries.get(0));

        // Half an hour later: it overlaps what is held behind the offer and takes its place.
        String own = practice.held(ann, "2026-03-03T14:30:00Z");

        entry(ann, entries.get(0)).body("state", equalTo("waiting")).body("offer", nullValue());
        Practice.as(Tokens.client(ann))
                .delete("/api/booking/v1/holds/" + own)
                .then()
                .statusCode(204);
        rounds.round();
        entry(bea, entries.get(1)).body("state", equalTo("offered")).body("offer.start", equalTo(TUESDAY_9));
    }

    @Test
    void an_offer_that_runs_out_goes_to_the_next_at_that_very_instant() {
        var entries = threeWaitAndItBecomesFree();
        String offer = offerOf(ann, entries.get(0));

        after(Duration.ofHours(2).minusMillis(1));
        rounds.round();
        assertThat(state(ann, entries.get(0))).isEqualTo("offered");
        assertThat(state(bea, entries.get(1))).isEqualTo("waiting");

        after(Duration.ofMillis(1));
        assertThat(state(ann, entries.get(0))).as("before anybody has looked").isEqualTo("waiting");
        accept(ann, entries.get(0), offer).statusCode(409).body("code", equalTo("offer-expired"));
        rounds.round();
        entry(bea, entries.get(1))
                .body("state", equalTo("offered"))
                .body("offer.start", equalTo(TUESDAY_9))
                .body("offer.expiresAt", equalTo("2026-03-02T12:00:00.003Z"));
        assertThat(Practice.query(
                        "select state from booking.waitlist_offer where entry_id = ?", UUID.fromString(entries.get(0))))
                .containsExactly("expired");
        accept(ann, entries.get(0), offer).statusCode(409).body("code", equalTo("offer-expired"));
        decline(ann, entries.get(0), offer).statusCode(409).body("code", equalTo("offer-expired"));
    }

    @Test
    void accepting_books_what_was_held_and_ends_the_waiting() {
        var entries = threeWaitAndItBecomesFree();
        String offer = offerOf(ann, entries.get(0));

        String appointment = accept(ann, entries.get(0), offer)
                .statusCode(201)
                .header("Location", containsString("/api/booking/v1/appointments/"))
                .body("state", equalTo("fulfilled"))
                .body("offer", nullValue())
                .body("endedAt", notNullValue())
                .extract()
                .path("appointmentId");

        get(Tokens.client(ann), "/appointments/" + appointment)
                .statusCode(200)
                .body("state", equalTo("booked"))
                .body("start", equalTo(TUESDAY_9));
        rounds.round();
        assertThat(state(bea, entries.get(1))).isEqualTo("waiting");
        accept(ann, entries.get(0), offer).statusCode(409).body("code", equalTo("offer-answered"));
        decline(ann, entries.get(0), offer).statusCode(409).body("code", equalTo("offer-answered"));
    }

    @Test
    void accepting_twice_with_one_key_is_accepting_once() {
        var entries = threeWaitAndItBecomesFree();
        var request = Practice.as(Tokens.client(ann)).header("Idempotency-Key", UUID.randomUUID());
        String path = "/api/booking/v1/waitlist/" + entries.get(0) + "/offers/" + offerOf(ann, entries.get(0))
                + "/acceptance";

        String first = request.post(path).then().statusCode(201).extract().path("appointmentId");
        String second = request.post(path).then().statusCode(201).extract().path("appointmentId");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void booking_the_hold_behind_an_offer_like_any_other_accepts_it_and_letting_go_declines_it() {
        var entries = threeWaitAndItBecomesFree();
        Practice.as(Tokens.client(ann))
                .delete("/api/booking/v1/holds/"
                        + offers.to(ann).getFirst().appointment().id())
                .then()
                .statusCode(204);
        assertThat(state(ann, entries.get(0))).isEqualTo("waiting");
        rounds.round();

        String hold = offers.to(bea).getFirst().appointment().id().toString();
        Practice.book(bea, hold).statusCode(201);

        entry(bea, entries.get(1)).body("state", equalTo("fulfilled")).body("appointmentId", equalTo(hold));
    }

    @Test
    void the_hold_behind_an_offer_does_not_count_against_the_cap_on_holds() {
        hours("17:00");
        String id = waits(ann);
        rounds.round();
        assertThat(state(ann, id)).isEqualTo("offered");

        practice.held(ann, "2026-03-10T13:00:00Z");
        practice.held(ann, "2026-03-17T13:00:00Z");
        practice.held(ann, "2026-03-24T13:00:00Z");
    }

    @Test
    void time_that_is_free_already_is_offered_at_once() {
        String id = waits(ann);
        rounds.round();

        entry(ann, id).body("offer.start", equalTo(TUESDAY_9));
    }

    @Test
    void what_the_scheduler_runs_makes_the_offers_too() {
        String id = waits(ann);
        rounds.look();

        assertThat(state(ann, id)).isEqualTo("offered");
        rounds.look();
    }

    @Test
    void nobody_who_may_not_book_that_therapist_is_asked() {
        UUID stranger = aStranger();
        UUID blocking = aClient();
        practice.store(
                "insert into blocked_therapist (client_id, therapist_id, blocked_at) values (?, ?, now())",
                blocking,
                practice.therapistId);
        String first = waits(stranger);
        String second = waits(blocking);
        String third = waits(ann);
        rounds.round();

        assertThat(state(stranger, first)).isEqualTo("waiting");
        assertThat(state(blocking, second)).isEqualTo("waiting");
        assertThat(state(ann, third)).isEqualTo("offered");
        assertThat(offers.to(stranger)).isEmpty();
        assertThat(offers.to(blocking)).isEmpty();
    }

    @Test
    void an_earlier_wish_for_something_else_does_not_hold_up_the_next() {
        var longer = wish();
        longer.put("serviceMinutes", 90);
        String first = waits(ann, longer);
        String second = waits(bea);
        rounds.round();

        assertThat(state(ann, first)).isEqualTo("waiting");
        assertThat(state(bea, second)).isEqualTo("offered");
    }

    @ParameterizedTest
    @CsvSource({
        "from, 2026-03-04, ",
        "to, 2026-03-02, ",
        "from, 2026-03-03, 2026-03-03T14:00:00Z",
        "to, 2026-03-03, 2026-03-03T14:00:00Z",
        "days, monday wednesday, ",
        "days, monday tuesday, 2026-03-03T14:00:00Z",
        "times, 10:00 13:00, 2026-03-03T15:00:00Z",
        "times, 15:15 17:00, 2026-03-03T20:30:00Z",
        "times, 09:00 10:00, 2026-03-03T14:00:00Z",
        "serviceMinutes, 90, 2026-03-03T14:00:00Z",
        "serviceMinutes, 75, ''",
    })
    void only_what_lies_in_the_window_is_offered(String field, String value, String start) {
        hours("17:00");
        var wish = wish();
        switch (field) {
            case "days" -> wish.put("days", Arrays.asList(value.split(" ")));
            case "times" -> {
                wish.put("fromTime", value.split(" ")[0]);
                wish.put("toTime", value.split(" ")[1]);
            }
            case "serviceMinutes" -> wish.put(field, Integer.valueOf(value));
            default -> wish.put(field, value);
        }
        if ("".equals(start)) {
            join(ann, wish).statusCode(422).body("code", equalTo("service-not-offered"));
            return;
        }
        String id = waits(ann, wish);
        rounds.round();

        entry(ann, id).body("offer.start", equalTo(start));
    }

    @Test
    void a_named_session_is_waited_for_with_its_therapist() {
        hours("17:00");
        var wish = wish();
        wish.remove("therapistIds");
        wish.remove("serviceMinutes");
        wish.put("serviceId", practice.hourAndHalf);
        String id = waits(ann, wish);
        rounds.round();

        entry(ann, id)
                .body("therapistIds", contains(practice.therapistId.toString()))
                .body("offer.end", equalTo("2026-03-03T15:30:00Z"));
    }

    @Test
    void whoever_waits_for_anybody_is_offered_the_first_who_fits() {
        // A length nobody else offers.
        practice.store("""
                insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
                values (?, 0, ?, 'Short', 37, 50, 'USD', now())
                """, UUID.randomUUID(), practice.therapistId);
        practice.booked(aClient(), TUESDAY_9);
        var other = Practice.open();
        other.store("""
                insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
                values (?, 0, ?, 'Short', 37, 50, 'USD', now())
                """, UUID.randomUUID(), other.therapistId);
        var wish = wish();
        wish.remove("therapistIds");
        wish.put("serviceMinutes", 37);
        UUID blocking = aClient();
        other.store(
                "insert into blocked_therapist (client_id, therapist_id, blocked_at) values (?, ?, now())",
                blocking,
                other.therapistId);
        String first = waits(blocking, wish);
        String second = waits(ann, wish);
        rounds.round();

        assertThat(state(blocking, first)).isEqualTo("waiting");
        entry(ann, second)
                .body("offer.therapist.id", equalTo(other.therapistId.toString()))
                .body("offer.start", equalTo("2026-03-02T14:00:00Z"));
    }

    @Test
    void new_hours_removed_time_off_a_move_and_a_hold_that_ran_out_free_time_too() {
        hours("09:30");
        String id = waits(ann);
        rounds.round();
        assertThat(state(ann, id)).isEqualTo("waiting");

        Practice.as(practice.asTherapist())
                .body(Map.of("hours", List.of(Map.of("from", "09:00", "to", "10:00"))))
                .put("/api/booking/v1/therapists/" + practice.therapistId + "/date-overrides/2026-03-05")
                .then()
                .statusCode(200);
        rounds.round();
        entry(ann, id).body("offer.start", equalTo("2026-03-05T14:00:00Z"));
        decline(ann, id, offerOf(ann, id));

        // A hold on the same day's other free time, which runs out by itself.
        hours("10:00");
        practice.held(aClient(), TUESDAY_9);
        rounds.round();
        assertThat(state(ann, id)).isEqualTo("waiting");
        after(Duration.ofMinutes(7));
        rounds.round();
        entry(ann, id).body("offer.start", equalTo(TUESDAY_9));
        decline(ann, id, offerOf(ann, id));
    }

    @Test
    void removed_time_off_is_offered() {
        String timeOff = post(
                        practice.asTherapist(),
                        "/therapists/" + practice.therapistId + "/time-off",
                        Map.of("start", "2026-03-03T00:00:00Z", "end", "2026-03-04T00:00:00Z"))
                .statusCode(201)
                .extract()
                .path("id");
        String id = waits(ann);
        rounds.round();
        assertThat(state(ann, id)).isEqualTo("waiting");

        Practice.as(practice.asTherapist())
                .delete("/api/booking/v1/therapists/" + practice.therapistId + "/time-off/" + timeOff)
                .then()
                .statusCode(204);
        rounds.round();

        assertThat(state(ann, id)).isEqualTo("offered");
    }

    @Test
    void an_offer_never_outlasts_the_notice_and_one_too_short_is_not_made() {
        String booked = practice.booked(aClient(), TUESDAY_9);
        String id = waits(ann);
        at("2026-03-03T11:00:00Z");
        Practice.as(practice.asTherapist())
                .body(Map.of())
                .post("/api/booking/v1/appointments/" + booked + "/cancellation")
                .then()
                .statusCode(200);
        rounds.round();
        // Two hours' notice before 14:00Z.
        entry(ann, id).body("offer.expiresAt", equalTo("2026-03-03T12:00:00Z"));

        String next = waits(bea);
        at("2026-03-03T11:50:00.001Z");
        decline(ann, id, offerOf(ann, id));
        rounds.round();
        assertThat(state(bea, next)).as("less than ten minutes are left").isEqualTo("waiting");
    }

    @Test
    void one_has_one_offer_at_a_time_and_what_else_is_free_goes_to_the_next() {
        hours("11:15");
        String first = waits(ann);
        String second = waits(bea);
        rounds.round();

        entry(ann, first).body("offer.start", equalTo(TUESDAY_9));
        entry(bea, second).body("offer.start", equalTo("2026-03-03T15:15:00Z"));
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void ones_own_booked_time_is_not_offered_with_another_therapist() {
        var other = Practice.open();
        other.booked(ann, TUESDAY_9);
        String id = waits(ann);
        rounds.round();

        assertThat(state(ann, id)).isEqualTo("waiting");
    }

    @Test
    void two_wishes_of_one_client_are_not_offered_one_time() {
        String first = waits(ann);
        String second = waits(ann);
        rounds.round();
        rounds.round();

        assertThat(List.of(state(ann, first), state(ann, second))).containsExactly("offered", "waiting");
    }

    @Test
    void whoever_withdraws_is_not_asked_and_what_was_offered_goes_on() {
        var entries = threeWaitAndItBecomesFree();
        for (int i = 0; i < 2; i++) {
            Practice.as(Tokens.client(ann))
                    .delete("/api/booking/v1/waitlist/" + entries.get(0))
                    .then()
                    .statusCode(204);
        }
        Practice.as(Tokens.client(bea))
                .delete("/api/booking/v1/waitlist/" + entries.get(1))
                .then()
                .statusCode(204);
        rounds.round();

        assertThat(state(ann, entries.get(0))).isEqualTo("withdrawn");
        assertThat(state(bea, entries.get(1))).isEqualTo("withdrawn");
        assertThat(state(cleo, entries.get(2))).isEqualTo("offered");
        accept(cleo, entries.get(2), offerOf(cleo, entries.get(2))).statusCode(201);
        Practice.as(Tokens.client(cleo))
                .delete("/api/booking/v1/waitlist/" + entries.get(2))
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-ended"));
    }

    @Test
    void a_window_that_is_over_everywhere_ends_the_waiting() {
        practice.booked(aClient(), TUESDAY_9);
        String id = waits(ann);

        at("2026-03-09T11:59:59Z");
        rounds.round();
        assertThat(state(ann, id)).isEqualTo("waiting");
        at("2026-03-09T12:00:00Z");
        rounds.round();
        entry(ann, id).body("state", equalTo("over")).body("endedAt", equalTo("2026-03-09T12:00:00Z"));
    }

    @Test
    void where_the_therapist_declines_what_was_accepted_the_client_waits_on_from_the_old_place() {
        practice.store("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps, acceptance)
                values (?, 30, 0, 15, 120, 60, 'on_the_clock', 'any', 'by_therapist')
                """, practice.therapistId);
        String id = waits(ann);
        rounds.round();
        String appointment = accept(ann, id, offerOf(ann, id))
                .statusCode(201)
                .body("state", equalTo("fulfilled"))
                .extract()
                .path("appointmentId");
        get(Tokens.client(ann), "/appointments/" + appointment).body("state", equalTo("pending"));
        String next = waits(bea);

        Practice.as(practice.asTherapist())
                .body(Map.of())
                .post("/api/booking/v1/appointments/" + appointment + "/decline")
                .then()
                .statusCode(200);
        rounds.round();

        assertThat(state(ann, id)).as("and is not offered that time again").isEqualTo("waiting");
        assertThat(state(bea, next)).isEqualTo("offered");
    }

    @Test
    void what_became_free_since_the_first_in_order_was_asked_is_not_offered_to_the_next() {
        String booked = practice.booked(aClient(), TUESDAY_9);
        String first = waits(ann);
        String second = waits(bea);
        Practice.as(practice.asTherapist())
                .body(Map.of())
                .post("/api/booking/v1/appointments/" + booked + "/cancellation")
                .then()
                .statusCode(200);

        // Ann was asked just before that.
        var asked = offering.offer(
                UUID.fromString(second),
                List.of(UUID.fromString(first)),
                Set.of(practice.therapistId),
                offering.standings(),
                SettableClock.shared().instant());

        assertThat(asked).isIn(new Offering.Asked.OthersFirst(), new Offering.Asked.Nothing());
        rounds.round();
        assertThat(state(ann, first)).isEqualTo("offered");
        assertThat(state(bea, second)).isEqualTo("waiting");
    }

    @Test
    void a_day_that_comes_within_the_horizon_is_found_by_looking_everywhere() {
        var wish = wish();
        wish.put("from", "2026-05-05");
        wish.put("to", "2026-05-05");
        String id = waits(ann, wish);
        rounds.round();
        assertThat(state(ann, id)).isEqualTo("waiting");

        at("2026-03-07T08:00:00Z");
        rounds.lookEverywhere();
        rounds.round();

        entry(ann, id).body("offer.start", equalTo("2026-05-05T13:00:00Z"));
    }

    @Test
    void many_frees_and_rounds_at_once_offer_each_time_once_and_to_those_who_waited_longest() throws Exception {
        hours("13:45");
        UUID bob = aClient();
        var booked = List.of(
                practice.booked(bob, "2026-03-03T14:00:00Z"),
                practice.booked(bob, "2026-03-03T15:15:00Z"),
                practice.booked(bob, "2026-03-03T16:30:00Z"),
                practice.booked(bob, "2026-03-03T17:45:00Z"));
        var clients = new ArrayList<UUID>();
        var entries = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            clients.add(aClient());
            entries.add(waits(clients.get(i)));
        }
        var actions = new ArrayList<Callable<Object>>();
        for (String one : booked) {
            actions.add(() -> {
                cancel(bob, one);
                rounds.round();
                return "";
            });
        }
        for (int i = 0; i < 3; i++) {
            actions.add(() -> {
                rounds.round();
                return "";
            });
        }
        atOnce(actions);
        rounds.round();

        var starts = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            starts.add(entry(clients.get(i), entries.get(i)).extract().path("offer.start"));
        }
        assertThat(starts).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(state(clients.get(4), entries.get(4))).isEqualTo("waiting");
        assertThat(state(clients.get(5), entries.get(5))).isEqualTo("waiting");
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void whatever_is_freed_accepted_declined_and_left_no_time_has_two_clients() throws Exception {
        hours("17:00");
        long seed = new Random().nextLong();
        System.out.println("Waitlist seed: " + seed);
        var random = new Random(seed);
        var clients = new ArrayList<UUID>();
        var waiting = new HashMap<UUID, String>();
        for (int i = 0; i < 8; i++) {
            UUID client = aClient();
            clients.add(client);
            waiting.put(client, waits(client));
        }
        for (int step = 0; step < 12; step++) {
            var actions = new ArrayList<Callable<Object>>();
            for (UUID client : clients) {
                String id = waiting.get(client);
                String offer = entry(client, id).extract().path("offer.id");
                String appointment = entry(client, id).extract().path("appointmentId");
                int dice = random.nextInt(4);
                if (offer != null && dice < 2) {
                    actions.add(() -> accept(client, id, offer).extract().statusCode());
                } else if (offer != null && dice == 2) {
                    actions.add(() -> decline(client, id, offer).extract().statusCode());
                } else if (appointment != null && dice == 3) {
                    actions.add(() -> Practice.as(Tokens.client(client))
                            .body(Map.of())
                            .post("/api/booking/v1/appointments/" + appointment + "/cancellation")
                            .statusCode());
                }
            }
            UUID passerBy = aClient();
            String start = "2026-03-03T%02d:00:00Z".formatted(14 + random.nextInt(7));
            actions.add(() ->
                    practice.hold(passerBy, practice.hour, start).extract().statusCode());
            actions.add(() -> {
                rounds.round();
                return 200;
            });
            assertThat(atOnce(actions))
                    .as("step %d of seed %d", step, seed)
                    .allSatisfy(status -> assertThat((Integer) status).isIn(200, 201, 409, 422));
            rounds.round();
            assertThat(practice.overlaps()).as("step %d of seed %d", step, seed).isEmpty();
            assertThat(Practice.query("""
                            select o.id::text from booking.waitlist_offer o join booking.appointment a on a.id = o.hold_id
                            where a.therapist_id = ? and ((o.state = 'accepted' and a.state not in ('booked', 'cancelled'))
                              or (o.state = 'open' and a.state <> 'held') or (o.state = 'declined' and a.state = 'booked'))
                            """, practice.therapistId))
                    .as("offers that say something else than their hold: step %d of seed %d", step, seed)
                    .isEmpty();
            after(Duration.ofMinutes(random.nextInt(70)));
        }
        assertThat(Practice.query(
                        "select id::text from booking.waitlist_offer where state = 'accepted' and therapist_id = ?",
                        practice.therapistId))
                .as("it was about something: seed %d", seed)
                .isNotEmpty();
    }

    @Test
    void one_waits_for_so_many_things_and_no_more() {
        for (int i = 0; i < 5; i++) {
            waits(ann);
        }
        join(ann, wish()).statusCode(409).body("code", equalTo("too-many-entries"));
        String one = get(Tokens.client(ann), "/waitlist").extract().path("items[0].id");
        Practice.as(Tokens.client(ann))
                .delete("/api/booking/v1/waitlist/" + one)
                .then()
                .statusCode(204);
        join(ann, wish()).statusCode(201);
    }

    @Test
    void joining_twice_with_one_key_is_joining_once() {
        var request = Practice.as(Tokens.client(ann))
                .header("Idempotency-Key", UUID.randomUUID())
                .header("Accept-Language", "de-AT, en;q=0.5")
                .body(wish());

        String first = request.post("/api/booking/v1/waitlist")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String second = request.post("/api/booking/v1/waitlist")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(second).isEqualTo(first);
        get(Tokens.client(ann), "/waitlist").body("items", hasSize(1));
        rounds.round();
        assertThat(offers.to(ann).getFirst().language()).isEqualTo("de");
        Practice.as(Tokens.client(ann))
                .body(wish())
                .post("/api/booking/v1/waitlist")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void other_peoples_entries_and_offers_are_nothing_to_oneself() {
        var entries = threeWaitAndItBecomesFree();
        String offer = offerOf(ann, entries.get(0));

        get(Tokens.client(bea), "/waitlist/" + entries.get(0)).statusCode(404);
        accept(bea, entries.get(0), offer).statusCode(404);
        accept(bea, entries.get(1), offer).statusCode(404);
        decline(bea, entries.get(0), offer).statusCode(404);
        decline(bea, entries.get(1), offer).statusCode(404);
        accept(ann, entries.get(0), UUID.randomUUID().toString()).statusCode(404);
        Practice.as(Tokens.client(bea))
                .delete("/api/booking/v1/waitlist/" + entries.get(0))
                .then()
                .statusCode(404);
        get(practice.asTherapist(), "/waitlist").statusCode(403);
        get(Tokens.client(bea), "/waitlist").body("items.id", contains(entries.get(1)));
    }

    @Test
    void entries_come_in_pages_newest_first() {
        String older = waits(ann);
        String newer = waits(ann);

        String next = get(Tokens.client(ann), "/waitlist?limit=1")
                .statusCode(200)
                .body("items.id", contains(newer))
                .header("Link", containsString("cursor="))
                .extract()
                .path("next");
        get(Tokens.client(ann), "/waitlist?limit=1&cursor=" + next)
                .body("items.id", contains(older))
                .body("next", nullValue());
        get(Tokens.client(ann), "/waitlist?cursor=nonsense").statusCode(400).body("code", equalTo("bad-cursor"));
        get(Tokens.client(bea), "/waitlist").body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "serviceMinutes, , 422, one-session-needed",
        "serviceId, 00000000-0000-7000-8000-000000000000, 422, one-session-needed",
        "serviceMinutes, 10, 400, invalid-input",
        "serviceMinutes, 45, 422, service-not-offered",
        "therapistIds, 00000000-0000-7000-8000-000000000000, 422, no-such-therapist",
        "to, 2026-03-01, 422, window-reversed",
        "to, 2026-08-29, 422, window-too-long",
        "to, 2026-08-28, 201, ",
        "to, 2200-01-01, 400, invalid-input",
        "to, soon, 400, invalid-value",
        "to, , 400, invalid-input",
        "days, sunday monday, 201, ",
        "days, someday, 400, invalid-value",
        "fromTime, 09:00, 422, hours-incomplete",
        "times, 09:00 09:59, 422, hours-too-short",
        "times, 17:00 09:00, 422, hours-too-short",
        "times, 09:00 10:00, 201, ",
        "surprise, 1, 400, unknown-field",
    })
    void a_wish_that_makes_no_sense_is_a_problem_of_its_own(String field, String value, int status, String code) {
        var wish = wish();
        switch (field) {
            case "times" -> {
                wish.put("fromTime", value.split(" ")[0]);
                wish.put("toTime", value.split(" ")[1]);
            }
            case "days", "therapistIds" -> wish.put(field, Arrays.asList(value.split(" ")));
            case "serviceMinutes" -> wish.put(field, value == null ? null : Integer.valueOf(value));
            default -> wish.put(field, value);
        }
        var answer = join(ann, wish).statusCode(status);
        if (code != null) {
            answer.contentType("application/problem+json").body("code", equalTo(code));
        }
    }

    @Test
    void a_window_in_the_past_or_without_its_days_of_the_week_is_refused() {
        var past = wish();
        past.put("from", "2026-02-01");
        past.put("to", "2026-02-28");
        join(ann, past).statusCode(422).body("code", equalTo("window-over"));
        var dayless = wish();
        dayless.put("to", "2026-03-04");
        dayless.put("days", List.of("friday"));
        join(ann, dayless).statusCode(422).body("code", equalTo("no-such-day"));
    }

    private ValidatableResponse seenByAda(String query) {
        return get(practice.asTherapist(), "/therapists/" + practice.therapistId + "/waitlist" + query)
                .statusCode(200);
    }

    @Test
    void the_therapist_sees_who_waits_by_name_longest_first_and_what_is_offered() {
        var entries = threeWaitAndItBecomesFree();

        var seen = seenByAda("")
                .body("items.id", equalTo(entries))
                .body("items.client.id", contains(ann.toString(), bea.toString(), cleo.toString()))
                .body("items.client.name[0]", equalTo("Test " + ann.toString().substring(0, 8)))
                .body("items.state", contains("offered", "waiting", "waiting"))
                .body("items[0].offer.start", equalTo(TUESDAY_9))
                .body("items[0].offer.expiresAt", equalTo("2026-03-02T10:00:00.003Z"))
                .body("items[0].serviceMinutes", equalTo(60))
                .body("items[0].from", equalTo("2026-03-02"))
                .body("items[0].to", equalTo("2026-03-08"))
                .body("items[1].offer", nullValue())
                .extract()
                .asString();
        assertThat(seen).doesNotContain("@example.test");

        decline(ann, entries.get(0), offerOf(ann, entries.get(0))).statusCode(200);
        seenByAda("").body("items[0].state", equalTo("waiting")).body("items[0].offer", nullValue());
        post(Tokens.client(bea), "/waitlist", wish()).statusCode(201);
        String next = seenByAda("?limit=3")
                .body("items.id", equalTo(entries))
                .extract()
                .path("next");
        seenByAda("?limit=3&cursor=" + next)
                .body("items.client.id", contains(bea.toString()))
                .body("next", nullValue());
    }

    @Test
    void the_therapist_does_not_see_who_waits_for_anybody_for_others_has_blocked_them_left_or_is_over() {
        hours("09:30");
        var anybody = wish();
        anybody.remove("therapistIds");
        waits(ann, anybody);
        var other = Practice.open();
        var others = wish();
        others.put("therapistIds", List.of(other.therapistId));
        waits(ann, others);
        UUID blocking = aClient();
        practice.store(
                "insert into blocked_therapist (client_id, therapist_id, blocked_at) values (?, ?, now())",
                blocking,
                practice.therapistId);
        waits(blocking);
        String left = waits(bea);
        Practice.as(Tokens.client(bea))
                .delete("/api/booking/v1/waitlist/" + left)
                .then()
                .statusCode(204);
        String shown = waits(cleo);

        seenByAda("").body("items.id", contains(shown));
        String first = seenByAda("?limit=1").body("items", empty()).extract().path("next");
        seenByAda("?limit=1&cursor=" + first).body("items.id", contains(shown));

        // Another therapist's offer is not this one's business.
        var both = wish();
        both.put("therapistIds", List.of(practice.therapistId, other.therapistId));
        both.put("from", "2026-03-05");
        String offered = waits(ann, both);
        rounds.round();
        assertThat(state(ann, offered)).isEqualTo("offered");
        seenByAda("").body("items.id", contains(shown, offered)).body("items.state", contains("waiting", "waiting"));

        at("2026-03-11T13:00:00Z");
        seenByAda("").body("items", empty());
    }

    /** Starts everything at the same instant and waits for all of it. */
    private static List<Object> atOnce(List<Callable<Object>> actions) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(actions.size())) {
            var running = actions.stream()
                    .map(action -> threads.submit(() -> {
                        start.await();
                        return action.call();
                    }))
                    .toList();
            start.countDown();
            var answers = new ArrayList<Object>();
            for (var one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
