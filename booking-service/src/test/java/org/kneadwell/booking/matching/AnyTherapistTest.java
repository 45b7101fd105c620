package org.kneadwell.booking.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.client.Told;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.LeftReason;

/** Any therapist who fits: by fit, then by the earliest slot, then whoever has least booked. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class AnyTherapistTest {

    private static final String TUESDAY = "2026-03-03";

    /** Tuesday, 09:00 in New York. */
    private static final String NINE = "2026-03-03T14:00:00Z";

    private Practice ada;
    private Practice bo;
    private UUID cleo;

    /** Two therapists alike in all, in a jurisdiction where nobody else has a licence. */
    @BeforeEach
    void open() {
        ada = Practice.open();
        bo = Practice.open();
        ada.store("insert into jurisdiction (code, name) values ('ANY', 'Anywhere') on conflict do nothing");
        ada.store(
                "update licence set jurisdiction = 'ANY' where therapist_id in (?, ?)",
                ada.therapistId,
                bo.therapistId);
        cleo = aClient();
    }

    /** Others count the jurisdictions there are. */
    @AfterEach
    void close() {
        Practice.update("update licence set jurisdiction = 'R1' where jurisdiction = 'ANY'");
        Practice.update("update client_profile set jurisdiction = 'R1' where jurisdiction = 'ANY'");
        Practice.update("delete from jurisdiction where code = 'ANY'");
    }

    @Test
    void the_better_fit_comes_first_though_it_is_later() {
        Told.shared()
                .assessed(
                        Told.wishes(
                                cleo, 7, Set.of(), Set.of(Goal.MOBILITY_UPPER_BACK_SHOULDERS), Set.of(), LeftReason.NA),
                        2);
        ada.store("update therapist set styles = '{movement_stretch}' where id = ?", ada.therapistId);
        away(ada, "2026-03-03T14:00:00Z", "2026-03-03T18:00:00Z");

        any(cleo)
                .body("appointment.therapist.id", equalTo(ada.therapistId.toString()))
                .body("appointment.start", equalTo("2026-03-03T18:00:00Z"));
    }

    @Test
    void among_equal_fits_the_earlier_slot_decides() {
        away(ada, "2026-03-03T14:00:00Z", "2026-03-03T18:00:00Z");

        any(cleo)
                .statusCode(201)
                .body("appointment.therapist.id", equalTo(bo.therapistId.toString()))
                .body("appointment.start", equalTo(NINE))
                .body("appointment.state", equalTo("held"));
    }

    @Test
    void among_those_equal_in_both_whoever_has_least_booked_is_chosen() {
        // Both are free at nine; one of them has an appointment in the afternoon.
        Practice busier = List.of(ada, bo).stream()
                .min(java.util.Comparator.comparing(one -> one.therapistId.toString()))
                .orElseThrow();
        Practice idler = busier == ada ? bo : ada;
        busier.hold(aClient(), busier.hour, "2026-03-03T20:00:00Z").statusCode(201);

        any(cleo).body("appointment.therapist.id", equalTo(idler.therapistId.toString()));
    }

    @Test
    void whom_the_client_should_move_on_from_comes_after_one_equal_in_all_though_busier() {
        bo.hold(aClient(), bo.hour, "2026-03-03T20:00:00Z").statusCode(201);
        Told.shared().planSuggested(cleo, ada.therapistId, Instant.parse("2026-03-01T00:00:00Z"), 1, true);

        any(cleo).body("appointment.therapist.id", equalTo(bo.therapistId.toString()));
    }

    @Test
    void whoever_has_least_booked_is_chosen_of_more_than_a_page_of_equals() {
        var all = new java.util.ArrayList<>(List.of(ada, bo));
        for (int i = 0; i < 22; i++) {
            var another = Practice.open();
            another.store("update licence set jurisdiction = 'ANY' where therapist_id = ?", another.therapistId);
            all.add(another);
        }
        all.sort(java.util.Comparator.comparing(one -> one.therapistId.toString()));
        Practice idle = all.removeLast();
        all.forEach(
                busy -> busy.hold(aClient(), busy.hour, "2026-03-03T20:00:00Z").statusCode(201));

        any(cleo).body("appointment.therapist.id", equalTo(idle.therapistId.toString()));
    }

    @Test
    void the_answer_says_why() {
        any(cleo).statusCode(201).body("parts", hasSize(9)).body("parts[0].reason.length() > 3", equalTo(true));
    }

    @Test
    void a_length_nobody_offers_is_refused_with_a_reason() {
        post(Tokens.client(cleo), "/holds/any-therapist", Map.of("from", TUESDAY, "to", TUESDAY, "minutes", 45))
                .statusCode(409)
                .body("code", equalTo("nobody-free"));
    }

    @Test
    void the_length_asked_for_is_held() {
        post(Tokens.client(cleo), "/holds/any-therapist", Map.of("from", TUESDAY, "to", TUESDAY, "minutes", 90))
                .statusCode(201)
                .body("appointment.service.minutes", equalTo(90));
    }

    @Test
    void nobody_busy_is_ever_chosen_and_when_all_are_it_says_so() {
        away(ada, "2026-03-03T00:00:00Z", "2026-03-04T12:00:00Z");
        away(bo, "2026-03-03T00:00:00Z", "2026-03-04T12:00:00Z");
        any(cleo).statusCode(409).body("code", equalTo("nobody-free"));
    }

    @Test
    void whoever_may_not_book_is_told_why() {
        any(UUID.randomUUID()).statusCode(409).body("code", equalTo("intake-needed"));
        post(Tokens.client(cleo), "/holds/any-therapist", Map.of("from", "2026-03-05", "to", "2026-03-04"))
                .statusCode(422)
                .body("code", equalTo("dates-not-searchable"));
        post(Tokens.client(cleo), "/holds/any-therapist", Map.of("minutes", 5)).statusCode(400);
        post(ada.asTherapist(), "/holds/any-therapist", Map.of()).statusCode(403);
    }

    @Test
    void the_same_key_holds_once() {
        String key = UUID.randomUUID().toString();
        String first = again(key).statusCode(201).extract().path("appointment.id");
        again(key).statusCode(201).body("appointment.id", equalTo(first));
    }

    @Test
    void when_many_ask_at_once_each_gets_somebody_and_nobody_is_booked_twice() throws Exception {
        // Two therapists with seven hours each: more than enough for ten clients.
        List<UUID> clients = IntStream.range(0, 10).mapToObj(i -> aClient()).toList();
        List<Response> answers = atOnce(clients.stream()
                .<Callable<Response>>map(client -> () -> any(client).extract().response())
                .toList());

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(ada.overlaps()).isEmpty();
        assertThat(bo.overlaps()).isEmpty();
        assertThat(answers)
                .extracting(answer -> answer.path("appointment.therapist.id") + " " + answer.path("appointment.start"))
                .doesNotHaveDuplicates();
    }

    private static UUID aClient() {
        UUID client = Practice.aClient();
        Practice.update("update client_profile set jurisdiction = 'ANY' where client_id = ?", client);
        return client;
    }

    private static void away(Practice therapist, String from, String to) {
        therapist.store(
                "insert into time_off (id, therapist_id, start_at, end_at) values (?, ?, ?::timestamptz, ?::timestamptz)",
                UUID.randomUUID(),
                therapist.therapistId,
                from,
                to);
    }

    private static ValidatableResponse any(UUID client) {
        return post(Tokens.client(client), "/holds/any-therapist", Map.of("from", TUESDAY, "to", TUESDAY));
    }

    private ValidatableResponse again(String key) {
        return as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(Map.of("from", TUESDAY, "to", TUESDAY))
                .post("/api/booking/v1/holds/any-therapist")
                .then();
    }

    private static <T> List<T> atOnce(List<Callable<T>> actions) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(actions.size())) {
            List<Future<T>> running = actions.stream()
                    .map(action -> threads.submit(() -> {
                        start.await();
                        return action.call();
                    }))
                    .toList();
            start.countDown();
            var answers = new java.util.ArrayList<T>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
