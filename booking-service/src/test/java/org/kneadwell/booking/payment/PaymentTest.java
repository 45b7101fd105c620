package org.kneadwell.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** An hour costs 80 USD. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class PaymentTest {

    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    private static final String FRIDAY_10 = "2026-03-06T15:00:00Z";
    private static final String CORA = Tokens.coordinator(UUID.randomUUID());

    @Inject
    PaymentRequests requests;

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void aPractice() {
        practice = Practice.open();
        cleo = aClient();
        practice.store("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps, free_cancel_hours, late_fee_percent)
                values (?, 30, 0, 15, 120, 60, 'from_window_start', 'any', 24, 50)
                """, practice.therapistId);
    }

    private String aBookedHour() {
        return practice.booked(cleo, FRIDAY_10);
    }

    private static Map<String, Object> cash(Object amount) {
        return paid(amount, "USD", "desk_cash", null);
    }

    private static Map<String, Object> paid(Object amount, String currency, String method, String reference) {
        var payment = new HashMap<String, Object>();
        payment.put("money", Map.of("amount", amount, "currency", currency));
        payment.put("method", method);
        payment.put("reference", reference);
        return payment;
    }

    private ValidatableResponse pay(String id, Object payment) {
        return post(practice.asTherapist(), "/appointments/" + id + "/payments", payment);
    }

    private ValidatableResponse balance(String id) {
        return get(Tokens.client(cleo), "/appointments/" + id + "/balance").statusCode(200);
    }

    private static void stands(ValidatableResponse balance, double due, double paid, double outstanding) {
        balance.body("due", equalTo((float) due))
                .body("paid", equalTo((float) paid))
                .body("outstanding", equalTo((float) outstanding));
    }

    @Test
    void an_appointment_is_paid_in_parts_at_the_desk_and_never_more_than_is_due() {
        String id = aBookedHour();
        stands(balance(id), 80, 0, 80);

        stands(pay(id, cash(30)).statusCode(201), 80, 30, 50);
        pay(id, cash(50.01))
                .statusCode(409)
                .body("code", equalTo("more-than-due"))
                .body("detail", equalTo("Only 50.00 USD is outstanding."));
        stands(
                post(CORA, "/appointments/" + id + "/payments", paid(50, "USD", "reference", "R-2026-0417"))
                        .statusCode(201),
                80,
                80,
                0);
        pay(id, cash(0.01)).statusCode(409).body("code", equalTo("nothing-due"));

        get(Tokens.client(cleo), "/appointments/" + id + "/payments")
                .statusCode(200)
                .body("items.kind", contains("payment", "payment"))
                .body("items.amount", contains(30f, 50f))
                .body("items.method", contains("desk_cash", "reference"))
                .body("items.reference", contains(null, "R-2026-0417"))
                .body("items.recordedAt", contains("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z"));
    }

    @Test
    void the_ledger_is_read_page_by_page() {
        String id = aBookedHour();
        for (int amount = 1; amount <= 3; amount++) {
            pay(id, cash(amount)).statusCode(201);
        }

        var first = get(CORA, "/appointments/" + id + "/payments?limit=2").body("items.amount", contains(1f, 2f));
        String next = first.extract().path("next");
        first.header("Link", containsString(next));

        get(CORA, "/appointments/" + id + "/payments?limit=2&cursor=" + next)
                .body("items.amount", contains(3f))
                .body("next", nullValue());
        get(CORA, "/appointments/" + id + "/payments?cursor=bm8")
                .statusCode(400)
                .body("code", equalTo("bad-cursor"));
    }

    @Test
    void sent_twice_with_one_key_a_payment_counts_once() {
        String id = aBookedHour();
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            Practice.as(practice.asTherapist())
                    .header("Idempotency-Key", key)
                    .body(cash(40))
                    .post("/api/booking/v1/appointments/" + id + "/payments")
                    .then()
                    .statusCode(201);
        }

        stands(balance(id), 80, 40, 40);
        Practice.as(practice.asTherapist())
                .body(cash(40))
                .post("/api/booking/v1/appointments/" + id + "/payments")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void what_was_recorded_by_mistake_is_taken_back_by_another_line_once() {
        String id = aBookedHour();
        pay(id, cash(80)).statusCode(201);
        String line = get(CORA, "/appointments/" + id + "/payments").extract().path("items[0].id");
        String reversal = "/appointments/" + id + "/payments/" + line + "/reversal";
        var why = Map.of("reason", "another client's");

        stands(post(practice.asTherapist(), reversal, why).statusCode(201), 80, 0, 80);
        post(practice.asTherapist(), reversal, why).statusCode(409).body("code", equalTo("reversed-already"));
        get(CORA, "/appointments/" + id + "/payments")
                .body("items.kind", contains("payment", "reversal"))
                .body("items.reversed", contains(true, false))
                .body("items[1].reverses", equalTo(line))
                .body("items[1].reference", equalTo("another client's"));
        String second = get(CORA, "/appointments/" + id + "/payments").extract().path("items[1].id");
        post(practice.asTherapist(), "/appointments/" + id + "/payments/" + second + "/reversal", why)
                .statusCode(409)
                .body("code", equalTo("not-reversible"));
        String elsewhere = practice.booked(cleo, TUESDAY_10);
        post(practice.asTherapist(), "/appointments/" + elsewhere + "/payments/" + line + "/reversal", why)
                .statusCode(404);
        post(practice.asTherapist(), reversal, Map.of("reason", "4111 1111 1111 1111"))
                .statusCode(422)
                .body("code", equalTo("card-data-refused"));
    }

    @Test
    void no_more_is_given_back_than_was_paid_and_nothing_given_back_is_taken_back_as_a_payment() {
        String id = aBookedHour();
        String refunds = "/appointments/" + id + "/refunds";
        post(practice.asTherapist(), refunds, cash(1)).statusCode(409).body("code", equalTo("more-than-paid"));
        pay(id, cash(80)).statusCode(201);
        post(practice.asTherapist(), refunds, cash(80.01)).statusCode(409).body("code", equalTo("more-than-paid"));

        post(practice.asTherapist(), refunds, cash(20))
                .statusCode(201)
                .body("refunded", equalTo(20f))
                .body("outstanding", equalTo(20f));
        post(CORA, refunds, paid(61, "USD", "bank_transfer", null)).statusCode(409);
        String line = get(CORA, "/appointments/" + id + "/payments").extract().path("items[0].id");
        post(CORA, "/appointments/" + id + "/payments/" + line + "/reversal", Map.of("reason", "typo"))
                .statusCode(409)
                .body("code", equalTo("refunded-already"));
    }

    @Test
    void cancelled_in_time_nothing_is_due_and_what_was_paid_is_to_be_given_back() {
        String id = aBookedHour();
        pay(id, cash(80)).statusCode(201);
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(200);

        stands(balance(id).body("toGiveBack", equalTo(80f)).body("charges", empty()), 0, 80, 0);
        post(practice.asTherapist(), "/appointments/" + id + "/refunds", cash(80))
                .statusCode(201)
                .body("toGiveBack", equalTo(0f));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "80.001, USD, desk_cash, null, not-an-amount",
                "8.005, EUR, desk_cash, null, not-an-amount",
                "1.5, JPY, desk_cash, null, not-an-amount",
                "1.125, KWD, desk_cash, null, not-an-amount",
                "8, XXQ, desk_cash, null, unknown-currency",
                "8, XAU, desk_cash, null, unknown-currency",
                "8, EUR, desk_cash, null, other-currency",
                "8, USD, reference, null, reference-missing",
                "8, USD, reference, ' ', reference-missing",
                "8, USD, desk_card, 4111 1111 1111 1111, card-data-refused"
            })
    void money_that_does_not_exist_or_card_data_is_refused_by_name(
            BigDecimal amount, String currency, String method, String reference, String code) {
        String id = aBookedHour();
        pay(id, paid(amount, currency, method, reference))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("violations[0].message", not(containsString("4111")));
        stands(balance(id), 80, 0, 80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'money': {'amount': 0, 'currency': 'USD'}, 'method': 'desk_cash'}",
                "{'money': {'amount': -5, 'currency': 'USD'}, 'method': 'desk_cash'}",
                "{'money': {'amount': 999999999, 'currency': 'USD'}, 'method': 'desk_cash'}",
                "{'money': {'amount': 5, 'currency': 'usd'}, 'method': 'desk_cash'}",
                "{'money': {'amount': 5, 'currency': 'USD'}, 'method': 'gold'}",
                "{'money': {'amount': 5, 'currency': 'USD'}}",
                "{'money': {'amount': 5, 'currency': 'USD'}, 'method': 'desk_card', 'cardNumber': '1'}",
                "{'money': {'amount': 5, 'currency': 'USD'}, 'method': 'reference', 'reference': 'LONG'}"
            })
    void a_malformed_payment_is_a_problem(String body) {
        String id = aBookedHour();
        pay(id, body.replace('\'', '"').replace("LONG", "x".repeat(81)))
                .statusCode(400)
                .contentType("application/problem+json");
        stands(balance(id), 80, 0, 80);
    }

    @Test
    void a_late_cancellation_costs_the_late_fee_and_a_client_who_does_not_come_pays_it_too() {
        String late = practice.booked(cleo, TUESDAY_10);
        String missed = practice.booked(cleo, FRIDAY_10);
        at("2026-03-02T15:00:00.001Z");
        post(Tokens.client(cleo), "/appointments/" + late + "/cancellation", Map.of())
                .statusCode(200);
        at("2026-03-06T15:10:00Z");
        post(practice.asTherapist(), "/appointments/" + missed + "/no-show").statusCode(204);

        for (String id : new String[] {late, missed}) {
            balance(id).body("charges.kind", contains("late_fee"));
            stands(balance(id), 40, 0, 40);
            stands(pay(id, cash(40)).statusCode(201), 40, 40, 0);
        }
    }

    @Test
    void a_therapist_who_cancels_late_costs_the_client_nothing() {
        String id = practice.booked(cleo, TUESDAY_10);
        at("2026-03-03T14:00:00Z");
        post(practice.asTherapist(), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(200);

        stands(balance(id), 0, 0, 0);
    }

    @Test
    void a_late_fee_can_be_waived_once() {
        String id = practice.booked(cleo, TUESDAY_10);
        at("2026-03-03T14:00:00Z");
        post(Tokens.client(cleo), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(200);
        String fee = get(CORA, "/appointments/" + id + "/payments")
                .body("items.kind", contains("late_fee"))
                .extract()
                .path("items[0].id");

        stands(
                post(
                                practice.asTherapist(),
                                "/appointments/" + id + "/payments/" + fee + "/reversal",
                                Map.of("reason", "the train was late"))
                        .statusCode(201),
                0,
                0,
                0);
    }

    @Test
    void money_of_an_appointment_is_its_own_clients_and_therapists_and_coordinators_business() {
        String id = aBookedHour();
        String path = "/appointments/" + id;
        String other = Tokens.client(aClient());
        String stranger = Tokens.therapist(UUID.randomUUID());
        for (String token : new String[] {other, stranger}) {
            get(token, path + "/balance").statusCode(404);
            get(token, path + "/payments").statusCode(404);
        }
        post(stranger, path + "/payments", cash(1)).statusCode(404);
        post(stranger, path + "/refunds", cash(1)).statusCode(404);
        post(other, path + "/payment-requests", Map.of("payBy", "desk")).statusCode(404);
        post(Tokens.client(cleo), path + "/payments", cash(1)).statusCode(403);
        post(Tokens.client(cleo), path + "/refunds", cash(1)).statusCode(403);
        post(Tokens.client(cleo), path + "/payments/" + UUID.randomUUID() + "/reversal", Map.of("reason", "x"))
                .statusCode(403);
        post(practice.asTherapist(), path + "/payment-requests", Map.of("payBy", "desk"))
                .statusCode(403);
        get(practice.asTherapist(), path + "/balance").statusCode(200);
        get(CORA, path + "/balance").statusCode(200);
        get(CORA, "/appointments/" + UUID.randomUUID() + "/balance").statusCode(404);

        String hold = practice.held(cleo, TUESDAY_10);
        get(practice.asTherapist(), "/appointments/" + hold + "/balance").statusCode(404);
        get(CORA, "/appointments/" + hold + "/balance").statusCode(404);
        pay(hold, cash(1)).statusCode(404);
    }

    @Test
    void a_provider_put_on_is_asked_and_its_word_that_the_money_came_counts_once() {
        String id = aBookedHour();
        String request = post(Tokens.client(cleo), "/appointments/" + id + "/payment-requests", Map.of("payBy", "fake"))
                .statusCode(201)
                .body("state", equalTo("pending"))
                .body("amount", equalTo(80f))
                .body("continueAt", containsString("https://pay.example.test/"))
                .extract()
                .path("id");
        stands(balance(id), 80, 0, 80);
        String reference = FakeProvider.reference(request);

        assertThat(requests.confirmed("fake", reference)).isEqualTo(PaymentRequests.Heard.DONE);
        assertThat(requests.confirmed("fake", reference)).isEqualTo(PaymentRequests.Heard.SAID_BEFORE);
        assertThat(requests.failed("fake", reference)).isEqualTo(PaymentRequests.Heard.SAID_BEFORE);
        assertThat(requests.confirmed("desk", reference)).isEqualTo(PaymentRequests.Heard.UNKNOWN);

        stands(balance(id), 80, 80, 0);
        get(CORA, "/appointments/" + id + "/payments")
                .body("items.method", contains("provider"))
                .body("items.reference", contains(reference));
        String line = get(CORA, "/appointments/" + id + "/payments").extract().path("items[0].id");
        post(CORA, "/appointments/" + id + "/payments/" + line + "/reversal", Map.of("reason", "typo"))
                .statusCode(409)
                .body("code", equalTo("not-reversible"));
        post(Tokens.client(cleo), "/appointments/" + id + "/payment-requests", Map.of("payBy", "fake"))
                .statusCode(409)
                .body("code", equalTo("nothing-due"));
    }

    @Test
    void a_request_that_failed_leaves_everything_due_and_another_may_be_made() {
        String id = aBookedHour();
        String path = "/appointments/" + id + "/payment-requests";
        String request = post(Tokens.client(cleo), path, Map.of("payBy", "fake"))
                .extract()
                .path("id");

        assertThat(requests.failed("fake", FakeProvider.reference(request))).isEqualTo(PaymentRequests.Heard.DONE);
        stands(balance(id), 80, 0, 80);
        balance(id).body("payment.id", equalTo(request)).body("payment.state", equalTo("failed"));
        post(Tokens.client(cleo), path, Map.of("payBy", "desk"))
                .statusCode(201)
                .body("state", equalTo("pending"))
                .body("continueAt", nullValue());
        post(Tokens.client(cleo), path, Map.of("payBy", "barter"))
                .statusCode(422)
                .body("code", equalTo("unknown-way-to-pay"));
        balance(id)
                .body("payment.payBy", equalTo("desk"))
                .body("payment.state", equalTo("pending"))
                .body("payment.amount", equalTo(80f));

        assertThat(requests.confirmed("fake", FakeProvider.reference(request)))
                .as("money that came after all")
                .isEqualTo(PaymentRequests.Heard.DONE);
        stands(balance(id), 80, 80, 0);
    }

    @Test
    void what_was_asked_for_at_the_desk_is_settled_when_all_is_paid_there() {
        String id = aBookedHour();
        post(Tokens.client(cleo), "/appointments/" + id + "/payment-requests", Map.of("payBy", "desk"))
                .statusCode(201);
        var states = "select state from booking.payment_request where appointment_id = cast(? as uuid)";
        pay(id, cash(30));
        assertThat(Practice.query(states, id)).containsExactly("pending");
        pay(id, cash(50));
        assertThat(Practice.query(states, id)).containsExactly("confirmed");
    }

    @Test
    void at_the_same_instant_the_same_money_is_recorded_once_and_a_provider_is_heard_once() throws Exception {
        String atTheDesk = aBookedHour();
        String byProvider = practice.booked(cleo, TUESDAY_10);
        String request = post(
                        Tokens.client(cleo),
                        "/appointments/" + byProvider + "/payment-requests",
                        Map.of("payBy", "fake"))
                .extract()
                .path("id");
        var statuses = new ArrayList<Future<Integer>>();
        var heard = new ArrayList<Future<PaymentRequests.Heard>>();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(24)) {
            for (int i = 0; i < 16; i++) {
                statuses.add(threads.submit(() -> {
                    start.await();
                    return pay(atTheDesk, cash(80)).extract().statusCode();
                }));
            }
            for (int i = 0; i < 8; i++) {
                heard.add(threads.submit(() -> {
                    start.await();
                    return requests.confirmed("fake", FakeProvider.reference(request));
                }));
            }
            start.countDown();
        }

        assertThat(statuses).extracting(Future::resultNow).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(heard).extracting(Future::resultNow).containsOnlyOnce(PaymentRequests.Heard.DONE);
        stands(balance(atTheDesk), 80, 80, 0);
        stands(balance(byProvider), 80, 80, 0);
    }

    @Test
    void nobody_changes_a_line_of_the_ledger() throws SQLException {
        String id = aBookedHour();
        pay(id, cash(80)).statusCode(201);

        for (String role : new String[] {"booking", "booking_owner"}) {
            try (Connection connection = PostgresResource.database().connect(role);
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("update booking.ledger_entry set amount = 1"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> statement.execute("delete from booking.ledger_entry"))
                        .isInstanceOf(SQLException.class);
            }
        }
        try (Connection connection = PostgresResource.database().connect("booking");
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("truncate booking.ledger_entry"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
        stands(balance(id), 80, 80, 0);
    }
}
