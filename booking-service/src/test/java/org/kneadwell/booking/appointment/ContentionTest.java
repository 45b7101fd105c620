package org.kneadwell.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Many at the same instant: exactly one wins, the others are told what else there is, and the table never holds an overlap. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class ContentionTest {

    private static final int CROWD = 64;
    private static final String TEN = "2026-03-03T15:00:00Z";

    private Practice practice;

    @BeforeEach
    void aPractice() {
        practice = Practice.open();
    }

    @Test
    void sixty_four_clients_want_one_slot_and_one_gets_it() throws Exception {
        List<Response> answers = atOnce(IntStream.range(0, CROWD)
                .mapToObj(_ -> hold(Practice.aClient(), practice.hour, TEN))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(CROWD - 1)
                .allSatisfy(lost -> {
                    assertThat(lost.<String>path("code")).isEqualTo("slot-taken");
                    assertThat(lost.<List<Object>>path("alternatives")).hasSize(3);
                });
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void sessions_of_different_lengths_that_overlap_are_never_both_held() throws Exception {
        var wishes = new ArrayList<Callable<Response>>();
        for (int i = 0; i < CROWD; i++) {
            String start = "2026-03-03T1%d:%s:00Z".formatted(4 + i % 4, i % 2 == 0 ? "00" : "30");
            wishes.add(hold(Practice.aClient(), i % 3 == 0 ? practice.hourAndHalf : practice.hour, start));
        }

        List<Response> answers = atOnce(wishes);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409, 422));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).isNotEmpty();
        assertThat(practice.overlaps()).isEmpty();
        assertThat(Practice.query(
                        "select id::text from booking.appointment where therapist_id = ? and state = 'held'",
                        practice.therapistId))
                .hasSameSizeAs(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .toList());
    }

    @Test
    void booking_at_the_very_second_the_hold_expires_and_holding_by_others_gives_the_time_to_one() throws Exception {
        UUID cleo = Practice.aClient();
        String hold = practice.held(cleo, TEN);
        Practice.after(Duration.ofMinutes(7));
        var wishes = new ArrayList<Callable<Response>>();
        for (int i = 0; i < CROWD; i++) {
            wishes.add(i % 4 == 0 ? book(cleo, hold) : hold(Practice.aClient(), practice.hour, TEN));
        }

        List<Response> answers = atOnce(wishes);

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void booking_a_live_hold_many_times_at_once_books_it_once_while_others_are_refused() throws Exception {
        UUID cleo = Practice.aClient();
        String hold = practice.held(cleo, TEN);
        var wishes = new ArrayList<Callable<Response>>();
        for (int i = 0; i < CROWD; i++) {
            wishes.add(i % 2 == 0 ? book(cleo, hold) : hold(Practice.aClient(), practice.hour, TEN));
        }

        List<Response> answers = atOnce(wishes);

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(Practice.eventsOf(hold))
                .containsExactly("booking.appointment-held.v1", "booking.appointment-booked.v1");
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void one_client_in_a_hurry_holds_three_times_at_most() throws Exception {
        UUID cleo = Practice.aClient();
        List<Response> answers = atOnce(IntStream.range(0, 16)
                .mapToObj(day -> hold(cleo, practice.hour, "2026-03-%02dT15:00:00Z".formatted(3 + day % 5)))
                .toList());

        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 201, 409, 429);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(3);
    }

    /** Past all application code: what decides is the constraint. Without it this test goes red. */
    @Test
    void the_table_itself_refuses_a_double_booking() throws Exception {
        practice.booked(Practice.aClient(), TEN);
        Instant start = Instant.parse(TEN);

        assertThatThrownBy(() -> insert(start.plusSeconds(3600), start.plusSeconds(7200)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("23P01"));
        insert(start.plusSeconds(3600 + 900), start.plusSeconds(7200 + 900));
        assertThat(practice.overlaps()).isEmpty();
    }

    @Test
    void of_many_writers_past_the_application_one_stores_the_time() throws Exception {
        Instant start = Instant.parse(TEN);
        List<Boolean> stored = atOnce(IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        insert(start.plusSeconds(60L * i), start.plusSeconds(3600 + 60L * i));
                        return true;
                    } catch (SQLException refused) {
                        return false;
                    }
                })
                .toList());

        assertThat(stored).filteredOn(won -> won).hasSize(1);
        assertThat(practice.overlaps()).isEmpty();
    }

    private void insert(Instant start, Instant end) throws SQLException {
        String sql = """
                insert into booking.appointment (id, version, state, client_id, client_name, client_email, therapist_id,
                  therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount, price_currency,
                  location_id, location_name, location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at, first_visit)
                values (?, 0, 'booked', ?, 'M', 'm@example.test', ?, ?, 'Ada', ?, 'Hour', 60, 80, 'USD',
                  (select location_id from booking.therapist limit 1), 'Q', 'E', 'UTC', ?, ?, ?,
                  ?, now(), true)
                """;
        try (Connection connection = PostgresResource.database().connect("booking");
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, UUID.randomUUID());
            insert.setObject(3, practice.therapistId);
            insert.setObject(4, practice.accountId);
            insert.setObject(5, practice.hour);
            for (int column = 6; column <= 9; column++) {
                Instant instant = column % 2 == 0 ? start : end;
                insert.setObject(column, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            }
            insert.executeUpdate();
        }
    }

    private Callable<Response> hold(UUID client, UUID serviceId, String start) {
        var request = Practice.as(Tokens.client(client))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(practice.wish(serviceId, start));
        return () -> request.post("/api/booking/v1/holds");
    }

    private static Callable<Response> book(UUID client, String hold) {
        var request = Practice.as(Tokens.client(client))
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("holdId", hold));
        return () -> request.post("/api/booking/v1/appointments");
    }

    /** Starts everything at the same instant and waits for all of it. */
    private static <T> List<T> atOnce(List<Callable<T>> actions) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(actions.size())) {
            List<Future<T>> running = actions.stream()
                    .map(action -> threads.submit(() -> {
                        start.await();
                        return action.call();
                    }))
                    .toList();
            start.countDown();
            var answers = new ArrayList<T>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
