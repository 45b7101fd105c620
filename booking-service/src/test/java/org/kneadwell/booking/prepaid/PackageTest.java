package org.kneadwell.booking.prepaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.payment.PaymentRequests;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** An hour costs 80 USD, half of that when cancelled less than 24 hours before; a package of three is 210 USD and lasts 90 days. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class PackageTest {

    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    private static final String CORA = Tokens.coordinator(UUID.randomUUID());
    private static final Map<String, Object> ALL = money(210, "USD");

    @Inject
    PaymentRequests requests;

    private Practice practice;
    private UUID cleo;
    private String client;
    private String offered;

    @BeforeEach
    void aPackageOfThree() {
        practice = Practice.open();
        cleo = aClient();
        client = Tokens.client(cleo);
        practice.store("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps, free_cancel_hours, late_fee_percent)
                values (?, 30, 0, 15, 120, 60, 'from_window_start', 'any', 24, 50)
                """, practice.therapistId);
        offered = offer(3, 210, "USD", 90).statusCode(201).extract().path("id");
    }

    private static Map<String, Object> money(Object amount, String currency) {
        return Map.of("money", Map.of("amount", amount, "currency", currency), "method", "desk_cash");
    }

    private static Map<String, Object> aPackage(UUID service, int sessions, Object price, String currency, int days) {
        return Map.of(
                "serviceId",
                service,
                "sessions",
                sessions,
                "price",
                Map.of("amount", price, "currency", currency),
                "validityDays",
                days);
    }

    private ValidatableResponse offer(int sessions, Object price, String currency, int days) {
        return post(practice.asTherapist(), packages(), aPackage(practice.hour, sessions, price, currency, days));
    }

    private String packages() {
        return "/therapists/" + practice.therapistId + "/packages";
    }

    private static ValidatableResponse buy(String token, String packageId, boolean automatically) {
        return post(token, "/package-purchases", Map.of("packageId", packageId, "useAutomatically", automatically));
    }

    /** Bought by Cleo and paid; it pays only when asked. */
    private String paid(boolean automatically) {
        String id =
                buy(client, offered, automatically).statusCode(201).extract().path("id");
        post(practice.asTherapist(), "/package-purchases/" + id + "/payments", ALL)
                .statusCode(201)
                .body("state", equalTo("active"));
        return id;
    }

    private static ValidatableResponse use(String token, String appointment, String purchase) {
        return post(token, "/appointments/" + appointment + "/package-session", Map.of("packagePurchaseId", purchase));
    }

    private void counted(String purchase, int used, int reserved, int left) {
        get(client, "/package-purchases/" + purchase)
                .statusCode(200)
                .body("sessions.bought", equalTo(3))
                .body("sessions.used", equalTo(used))
                .body("sessions.reserved", equalTo(reserved))
                .body("sessions.left", equalTo(left));
    }

    private void due(String appointment, double due, boolean covered) {
        get(client, "/appointments/" + appointment + "/balance")
                .body("due", equalTo((float) due))
                .body("coveredByPackage", equalTo(covered));
    }

    private void cancel(String token, String appointment) {
        post(token, "/appointments/" + appointment + "/cancellation", Map.of()).statusCode(200);
    }

    @Test
    void moving_an_appointment_that_was_paid_for_or_is_to_be_paid_takes_no_session_of_a_package() {
        String paid = practice.booked(cleo, "2026-03-10T15:00:00Z");
        post(practice.asTherapist(), "/appointments/" + paid + "/payments", money(80, "USD"))
                .statusCode(201);
        String unpaid = practice.booked(cleo, "2026-03-12T15:00:00Z");
        String purchase = paid(true);

        for (String id : new String[] {paid, unpaid}) {
            String to = id.equals(paid) ? "2026-03-11T15:00:00Z" : "2026-03-13T15:00:00Z";
            post(client, "/appointments/" + id + "/reschedule", Map.of("start", to))
                    .statusCode(200);
            due(id, 80, false);
        }
        counted(purchase, 0, 0, 3);
        get(client, "/appointments/" + paid + "/balance").body("toGiveBack", equalTo(0f));
    }

    @Test
    void a_package_is_offered_listed_changed_and_withdrawn() {
        get(client, packages())
                .statusCode(200)
                .body("items.id", contains(offered))
                .body("items[0].service.name", equalTo("Hour"))
                .body("items[0].sessions", equalTo(3))
                .body("items[0].price.amount", equalTo(210f))
                .body("items[0].validityDays", equalTo(90))
                .body("items[0].withdrawn", equalTo(false));
        var cheaper = aPackage(practice.hour, 3, 200, "USD", 60);
        Practice.as(practice.asTherapist())
                .body(cheaper)
                .put("/api/booking/v1" + packages() + "/" + offered)
                .then()
                .statusCode(428);
        Practice.as(practice.asTherapist())
                .header("If-Match", "\"7\"")
                .body(cheaper)
                .put("/api/booking/v1" + packages() + "/" + offered)
                .then()
                .statusCode(412);
        Practice.as(practice.asTherapist())
                .header("If-Match", "\"0\"")
                .body(cheaper)
                .put("/api/booking/v1" + packages() + "/" + offered)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("price.amount", equalTo(200f));
        Practice.as(CORA)
                .header("If-Match", "\"1\"")
                .delete("/api/booking/v1" + packages() + "/" + offered)
                .then()
                .statusCode(200)
                .body("withdrawn", equalTo(true));

        get(client, packages()).body("items", empty());
        get(practice.asTherapist(), packages()).body("items.withdrawn", contains(true));
        buy(client, offered, false).statusCode(422).body("code", equalTo("not-on-offer"));
        Practice.as(CORA)
                .header("If-Match", "\"2\"")
                .body(cheaper)
                .put("/api/booking/v1" + packages() + "/" + offered)
                .then()
                .statusCode(409)
                .body("code", equalTo("package-withdrawn"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 210, USD, 90, 400, invalid-input",
        "21, 210, USD, 90, 400, invalid-input",
        "3, 0, USD, 90, 400, invalid-input",
        "3, 210, USD, 0, 400, invalid-input",
        "3, 210.001, USD, 90, 422, not-an-amount",
        "3, 210.5, JPY, 90, 422, not-an-amount",
        "3, 210, ZZZ, 90, 422, unknown-currency"
    })
    void a_package_that_makes_no_sense_is_refused(
            int sessions, java.math.BigDecimal price, String currency, int days, int status, String code) {
        offer(sessions, price, currency, days)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void a_package_is_for_a_session_the_therapist_offers_and_offered_by_the_therapist() {
        post(practice.asTherapist(), packages(), aPackage(UUID.randomUUID(), 3, 210, "USD", 90))
                .statusCode(422)
                .body("code", equalTo("unknown-service"));
        var sound = aPackage(practice.hour, 3, 210, "USD", 90);
        post(Tokens.therapist(UUID.randomUUID()), packages(), sound).statusCode(404);
        post(client, packages(), sound).statusCode(403);
        get(client, packages() + "/" + offered).statusCode(403);
        get(Tokens.therapist(UUID.randomUUID()), packages() + "/" + offered).statusCode(404);
        get(CORA, packages() + "/" + offered).statusCode(200);
    }

    @Test
    void a_bought_package_awaits_its_payment_and_is_active_once_it_is_paid_whole() {
        String id = buy(client, offered, true)
                .statusCode(201)
                .body("state", equalTo("awaiting_payment"))
                .body("validUntil", nullValue())
                .body("payment.payBy", equalTo("desk"))
                .body("payment.state", equalTo("pending"))
                .body("sessions.left", equalTo(0))
                .extract()
                .path("id");
        buy(client, offered, true).statusCode(409).body("code", equalTo("bought-already"));
        String payments = "/package-purchases/" + id + "/payments";
        post(practice.asTherapist(), payments, money(210, "EUR"))
                .statusCode(422)
                .body("code", equalTo("other-currency"));
        post(practice.asTherapist(), payments, money(210.01, "USD"))
                .statusCode(409)
                .body("code", equalTo("more-than-due"));
        post(practice.asTherapist(), payments, money(100, "USD"))
                .statusCode(201)
                .body("state", equalTo("awaiting_payment"))
                .body("paid", equalTo(100f));
        post(client, "/package-purchases/" + id + "/cancellation")
                .statusCode(409)
                .body("code", equalTo("paid-in-part"));
        post(CORA, payments, money(110, "USD"))
                .statusCode(201)
                .body("state", equalTo("active"))
                .body("validUntil", equalTo("2026-05-31"))
                .body("payment.state", equalTo("confirmed"));
        post(CORA, payments, money(1, "USD")).statusCode(409).body("code", equalTo("nothing-due"));
        post(client, "/package-purchases/" + id + "/cancellation")
                .statusCode(409)
                .body("code", equalTo("not-awaiting-payment"));
        counted(id, 0, 0, 3);
        buy(client, offered, true).statusCode(201);
    }

    @Test
    void a_purchase_nothing_was_paid_for_can_be_called_off() {
        String id = buy(client, offered, true).extract().path("id");
        for (int i = 0; i < 2; i++) {
            post(client, "/package-purchases/" + id + "/cancellation")
                    .statusCode(200)
                    .body("state", equalTo("cancelled"));
        }
        post(practice.asTherapist(), "/package-purchases/" + id + "/payments", ALL)
                .statusCode(409);
        String appointment = practice.booked(cleo, TUESDAY_10);
        use(client, appointment, id).statusCode(409).body("code", equalTo("package-not-active"));
    }

    @Test
    void a_provider_opens_a_package_once() {
        String id = post(client, "/package-purchases", Map.of("packageId", offered, "payBy", "fake"))
                .statusCode(201)
                .extract()
                .path("id");
        String request = get(client, "/package-purchases/" + id).extract().path("payment.id");

        assertThat(requests.confirmed("fake", "fake-" + request)).isEqualTo(PaymentRequests.Heard.DONE);
        assertThat(requests.confirmed("fake", "fake-" + request)).isEqualTo(PaymentRequests.Heard.SAID_BEFORE);

        get(client, "/package-purchases/" + id)
                .body("state", equalTo("active"))
                .body("paid", equalTo(210f))
                .body("sessions.left", equalTo(3));
        post(client, "/package-purchases", Map.of("packageId", offered, "payBy", "barter"))
                .statusCode(422)
                .body("code", equalTo("unknown-way-to-pay"));
    }

    @Test
    void a_list_says_of_each_what_was_paid_and_asked_for_page_by_page() {
        String paid = paid(false);
        String other = offer(5, 300, "USD", 90).statusCode(201).extract().path("id");
        String asked = post(client, "/package-purchases", Map.of("packageId", other, "payBy", "fake"))
                .statusCode(201)
                .extract()
                .path("id");

        for (String token : new String[] {client, practice.asTherapist()}) {
            var list = get(token, "/package-purchases").statusCode(200).body("items", hasSize(2));
            list.body("items.find { it.id == '%s' }.paid".formatted(paid), equalTo(210f))
                    .body("items.find { it.id == '%s' }.state".formatted(paid), equalTo("active"))
                    .body("items.find { it.id == '%s' }.paid".formatted(asked), equalTo(0f))
                    .body("items.find { it.id == '%s' }.payment.payBy".formatted(asked), equalTo("fake"));
            var first = get(token, "/package-purchases?limit=1").body("items", hasSize(1));
            get(token, "/package-purchases?limit=1&cursor=" + first.extract().path("next"))
                    .body("items.id", contains(list.extract().<String>path("items[1].id")));
        }
    }

    @Test
    void a_session_is_reserved_when_the_client_says_so_and_used_when_it_took_place() {
        practice.region(cleo, "low_back", 5, 3);
        String purchase = paid(false);
        String appointment = practice.booked(cleo, TUESDAY_10);
        due(appointment, 80, false);

        use(client, appointment, purchase)
                .statusCode(201)
                .body("sessions.reserved", equalTo(1))
                .body("sessions.left", equalTo(2));
        due(appointment, 0, true);
        use(client, appointment, purchase).statusCode(409).body("code", equalTo("covered-already"));
        post(practice.asTherapist(), "/appointments/" + appointment + "/payments", money(80, "USD"))
                .statusCode(409)
                .body("code", equalTo("nothing-due"));

        at("2026-03-03T15:00:00Z");
        post(practice.asTherapist(), "/appointments/" + appointment + "/session")
                .statusCode(201);
        post(
                        practice.asTherapist(),
                        "/appointments/" + appointment + "/session/completion",
                        Map.of("regions", List.of("low_back")))
                .statusCode(201);
        counted(purchase, 1, 0, 2);
        due(appointment, 0, true);
    }

    @Test
    void a_package_that_pays_without_being_asked_pays_on_booking_and_the_one_that_ends_first_does() {
        String later = paid(true);
        Practice.query(
                "update booking.package_purchase set valid_until = '2026-06-30' where id = cast(? as uuid) returning 1",
                later);
        String sooner = paid(true);
        String notThatDay = paid(true);
        Practice.query(
                "update booking.package_purchase set valid_until = '2026-03-02' where id = cast(? as uuid) returning 1",
                notThatDay);

        String appointment = practice.booked(cleo, TUESDAY_10);

        counted(sooner, 0, 1, 2);
        counted(later, 0, 0, 3);
        due(appointment, 0, true);
        String others = practice.booked(aClient(), "2026-03-04T15:00:00Z");
        get(CORA, "/appointments/" + others + "/balance").body("due", equalTo(80f));
    }

    @Test
    void whether_it_pays_without_being_asked_is_the_clients_to_change() {
        String purchase = paid(true);
        String path = "/api/booking/v1/package-purchases/" + purchase + "/automatic-use";
        var no = Map.of("useAutomatically", false);
        Practice.as(client).body(no).put(path).then().statusCode(428);
        Practice.as(client)
                .header("If-Match", "\"0\"")
                .body(no)
                .put(path)
                .then()
                .statusCode(412);
        Practice.as(client)
                .header("If-Match", "\"1\"")
                .body(no)
                .put(path)
                .then()
                .statusCode(200)
                .body("useAutomatically", equalTo(false));

        due(practice.booked(cleo, TUESDAY_10), 80, false);
        counted(purchase, 0, 0, 3);
    }

    @Test
    void cancelled_in_time_the_session_comes_back_and_cancelled_late_it_is_used_up() {
        String purchase = paid(true);
        String inTime = practice.booked(cleo, TUESDAY_10);
        String late = practice.booked(cleo, "2026-03-03T16:45:00Z");
        counted(purchase, 0, 2, 1);

        at("2026-03-02T15:00:00Z");
        cancel(client, inTime);
        counted(purchase, 0, 1, 2);
        due(inTime, 0, false);
        get(client, "/appointments/" + inTime + "/payments").body("items.kind", contains("package", "reversal"));

        at("2026-03-02T16:45:00.001Z");
        cancel(client, late);
        counted(purchase, 1, 0, 2);
        due(late, 0, true);
        get(client, "/appointments/" + late + "/payments").body("items.kind", contains("package"));
    }

    @Test
    void a_therapist_who_cancels_late_gives_the_session_back_and_a_client_who_does_not_come_loses_it() {
        String purchase = paid(true);
        String cancelled = practice.booked(cleo, TUESDAY_10);
        String missed = practice.booked(cleo, "2026-03-03T16:45:00Z");

        at("2026-03-03T14:00:00Z");
        cancel(practice.asTherapist(), cancelled);
        counted(purchase, 0, 1, 2);
        at("2026-03-03T16:55:00Z");
        post(practice.asTherapist(), "/appointments/" + missed + "/no-show").statusCode(204);

        counted(purchase, 1, 0, 2);
        due(missed, 0, true);
    }

    @Test
    void a_request_the_therapist_declines_or_leaves_gives_the_session_back() {
        practice.store(
                "update booking_rules set acceptance = 'by_therapist' where therapist_id = ?", practice.therapistId);
        String purchase = paid(true);
        String asked = practice.booked(cleo, TUESDAY_10);
        counted(purchase, 0, 1, 2);
        post(practice.asTherapist(), "/appointments/" + asked + "/decline", Map.of())
                .statusCode(200);
        counted(purchase, 0, 0, 3);

        String withdrawn = practice.booked(cleo, "2026-03-02T18:00:00Z");
        counted(purchase, 0, 1, 2);
        cancel(client, withdrawn);
        counted(purchase, 0, 0, 3);
        due(withdrawn, 0, false);

        String accepted = practice.booked(cleo, "2026-03-03T17:00:00Z");
        post(practice.asTherapist(), "/appointments/" + accepted + "/acceptance")
                .statusCode(200);
        counted(purchase, 0, 1, 2);
    }

    @Test
    void moved_behind_the_packages_last_day_the_appointment_is_paid_otherwise() {
        String purchase = paid(true);
        String appointment = practice.booked(cleo, TUESDAY_10);
        Practice.query(
                "update booking.package_purchase set valid_until = '2026-03-05' where id = cast(? as uuid) returning 1",
                purchase);

        post(client, "/appointments/" + appointment + "/reschedule", Map.of("start", "2026-03-05T15:00:00Z"))
                .statusCode(200);
        counted(purchase, 0, 1, 2);
        post(client, "/appointments/" + appointment + "/reschedule", Map.of("start", "2026-03-06T15:00:00Z"))
                .statusCode(200);

        counted(purchase, 0, 0, 3);
        due(appointment, 80, false);
        use(client, appointment, purchase).statusCode(409).body("code", equalTo("package-expired"));
    }

    @Test
    void after_its_last_day_where_the_therapist_works_it_is_expired() {
        String purchase = paid(false);
        at("2026-06-01T03:59:59Z");
        get(client, "/package-purchases/" + purchase).body("state", equalTo("active"));
        at("2026-06-01T04:00:00Z");
        get(client, "/package-purchases/" + purchase)
                .body("state", equalTo("expired"))
                .body("sessions.left", equalTo(0));
    }

    @Test
    void given_back_the_rest_is_lost_and_agreed_appointments_stay_paid() {
        String purchase = paid(false);
        String appointment = practice.booked(cleo, TUESDAY_10);
        use(client, appointment, purchase).statusCode(201);
        String refunds = "/package-purchases/" + purchase + "/refunds";

        post(practice.asTherapist(), refunds, money(211, "USD"))
                .statusCode(409)
                .body("code", equalTo("more-than-paid"));
        post(client, refunds, money(140, "USD")).statusCode(403);
        post(practice.asTherapist(), refunds, money(140, "USD"))
                .statusCode(201)
                .body("state", equalTo("refunded"))
                .body("paid", equalTo(70f));

        get(client, "/package-purchases/" + purchase + "/payments")
                .statusCode(200)
                .body("items.kind", contains("payment", "refund"))
                .body("items.amount", contains(210f, 140f));
        get(Tokens.client(aClient()), "/package-purchases/" + purchase + "/payments")
                .statusCode(404);
        counted(purchase, 0, 1, 0);
        due(appointment, 0, true);
        String next = practice.booked(cleo, "2026-03-04T15:00:00Z");
        use(client, next, purchase).statusCode(409).body("code", equalTo("package-not-active"));
    }

    private static List<String> lines(String token, String purchase) {
        return get(token, "/package-purchases/" + purchase + "/payments")
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private ValidatableResponse takeBack(String purchase, String line) {
        return post(
                practice.asTherapist(),
                "/package-purchases/" + purchase + "/payments/" + line + "/reversal",
                Map.of("reason", "Meant for somebody else."));
    }

    @Test
    void a_payment_recorded_by_mistake_is_taken_back_and_awaited_again() {
        String purchase = paid(false);
        String appointment = practice.booked(cleo, TUESDAY_10);
        use(client, appointment, purchase).statusCode(201);
        String line = lines(client, purchase).getFirst();
        String path = "/package-purchases/" + purchase + "/payments/" + line + "/reversal";

        post(client, path, Map.of("reason", "Please.")).statusCode(403);
        post(Tokens.therapist(UUID.randomUUID()), path, Map.of("reason", "Not mine."))
                .statusCode(404);
        post(CORA, path, Map.of("reason", "4111 1111 1111 1111"))
                .statusCode(422)
                .body("code", equalTo("card-data-refused"));
        takeBack(purchase, UUID.randomUUID().toString()).statusCode(404);

        takeBack(purchase, line)
                .statusCode(201)
                .body("state", equalTo("awaiting_payment"))
                .body("validUntil", nullValue())
                .body("paid", equalTo(0f));
        due(appointment, 80, false);
        counted(purchase, 0, 0, 0);
        takeBack(purchase, line).statusCode(409).body("code", equalTo("reversed-already"));

        post(practice.asTherapist(), "/package-purchases/" + purchase + "/payments", ALL)
                .statusCode(201)
                .body("state", equalTo("active"));
        counted(purchase, 0, 0, 3);
    }

    @Test
    void a_payment_is_not_taken_back_once_a_session_was_used_or_the_package_was_bought_again() {
        String purchase = paid(false);
        String line = lines(client, purchase).getFirst();
        String again = buy(client, offered, false).statusCode(201).extract().path("id");
        takeBack(purchase, line).statusCode(409).body("code", equalTo("bought-already"));
        post(client, "/package-purchases/" + again + "/cancellation", Map.of()).statusCode(200);

        String appointment = practice.booked(cleo, TUESDAY_10);
        use(client, appointment, purchase).statusCode(201);
        practice.store(
                "update package_session set used_at = now() where appointment_id = ?", UUID.fromString(appointment));
        takeBack(purchase, line).statusCode(409).body("code", equalTo("sessions-used"));
        get(client, "/package-purchases/" + purchase).body("state", equalTo("active"));
    }

    @Test
    void a_refund_recorded_by_mistake_is_taken_back_and_the_package_goes_on() {
        String purchase = paid(false);
        post(practice.asTherapist(), "/package-purchases/" + purchase + "/refunds", money(140, "USD"))
                .statusCode(201)
                .body("state", equalTo("refunded"));
        List<String> lines = lines(client, purchase);
        takeBack(purchase, lines.getFirst()).statusCode(409).body("code", equalTo("refunded-already"));
        takeBack(purchase, lines.getLast())
                .statusCode(201)
                .body("state", equalTo("active"))
                .body("paid", equalTo(210f));
        counted(purchase, 0, 0, 3);
    }

    @Test
    void it_pays_for_its_own_kind_of_session_once_agreed_and_not_yet_paid() {
        String purchase = paid(false);
        String hold = practice.held(cleo, TUESDAY_10);
        use(client, hold, purchase).statusCode(409).body("code", equalTo("not-payable"));
        String longer = Practice.book(
                        cleo,
                        practice.hold(cleo, practice.hourAndHalf, "2026-03-04T15:00:00Z")
                                .extract()
                                .path("id"))
                .statusCode(201)
                .extract()
                .path("id");
        use(client, longer, purchase).statusCode(422).body("code", equalTo("other-service"));
        String paidAlready = practice.booked(cleo, "2026-03-05T15:00:00Z");
        post(CORA, "/appointments/" + paidAlready + "/payments", money(10, "USD"))
                .statusCode(201);
        use(client, paidAlready, purchase).statusCode(409).body("code", equalTo("paid-already"));
        counted(purchase, 0, 0, 3);
    }

    @Test
    void a_purchase_is_its_clients_and_its_therapists_business() {
        String purchase = paid(false);
        String appointment = practice.booked(cleo, TUESDAY_10);
        UUID marta = aClient();
        String other = Tokens.client(marta);
        String stranger = Tokens.therapist(UUID.randomUUID());
        String path = "/package-purchases/" + purchase;

        for (String token : new String[] {other, stranger}) {
            get(token, path).statusCode(404);
            get(token, "/package-purchases").statusCode(200).body("items", empty());
            use(token, appointment, purchase).statusCode(404);
        }
        post(stranger, path + "/payments", ALL).statusCode(404);
        post(stranger, path + "/refunds", ALL).statusCode(404);
        post(other, path + "/cancellation").statusCode(404);
        post(client, path + "/payments", ALL).statusCode(403);
        post(practice.asTherapist(), "/package-purchases", Map.of("packageId", offered))
                .statusCode(403);
        use(other, practice.booked(marta, "2026-03-04T15:00:00Z"), purchase).statusCode(404);
        get(client, "/package-purchases").body("items.id", contains(purchase));
        get(practice.asTherapist(), "/package-purchases")
                .body("items.id", contains(purchase))
                .body("items[0].client.id", equalTo(cleo.toString()));
        get(CORA, path).statusCode(200);
        use(practice.asTherapist(), appointment, purchase).statusCode(201);
        assertThat(get(CORA, "/package-purchases?limit=1").extract().<List<String>>path("items.id"))
                .hasSize(1);
    }

    @Test
    void bought_twice_with_one_key_it_is_bought_once() {
        var key = UUID.randomUUID().toString();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            ids.add(Practice.as(client)
                    .header("Idempotency-Key", key)
                    .body(Map.of("packageId", offered))
                    .post("/api/booking/v1/package-purchases")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
        assertThat(ids.getFirst()).isEqualTo(ids.getLast());
    }

    @Test
    void sixty_four_want_the_last_session_and_one_gets_it() throws Exception {
        String purchase = paid(false);
        for (int day = 3; day < 5; day++) {
            use(client, practice.booked(cleo, "2026-03-0" + day + "T15:00:00Z"), purchase)
                    .statusCode(201);
        }
        List<String> appointments = IntStream.range(0, 64)
                // Four a day from nine in New York, each as soon as the one before and its buffer are over.
                .mapToObj(i -> practice.booked(
                        cleo,
                        Instant.parse("2026-03-09T13:00:00Z")
                                .plus(Duration.ofDays(i / 4))
                                .plus(Duration.ofMinutes(75L * (i % 4)))
                                .toString()))
                .toList();

        List<Response> answers = atOnce(appointments.stream()
                .map(appointment -> {
                    var request = Practice.as(client)
                            .header("Idempotency-Key", UUID.randomUUID())
                            .body(Map.of("packagePurchaseId", purchase));
                    return (Callable<Response>)
                            () -> request.post("/api/booking/v1/appointments/" + appointment + "/package-session");
                })
                .toList());

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(63)
                .allSatisfy(lost -> assertThat(lost.<String>path("code")).isEqualTo("package-used-up"));
        counted(purchase, 0, 3, 0);
        assertThat(Practice.query(
                        "select count(*)::text from booking.ledger_entry where kind = 'package' and reference = ?",
                        purchase))
                .containsExactly("3");
    }

    /** Past all application code: what keeps a fourth session out is the table. */
    @Test
    void the_table_itself_refuses_more_sessions_than_were_bought() throws SQLException {
        String purchase = paid(false);
        String appointment = practice.booked(cleo, TUESDAY_10);
        try (Connection connection = PostgresResource.database().connect("booking");
                var statement = connection.createStatement()) {
            String add =
                    "insert into booking.package_session (purchase_id, number, sessions) values ('" + purchase + "', ";
            for (String row : new String[] {"4, 3)", "3, 3)", "4, 4)", "0, 3)"}) {
                assertThatThrownBy(() -> statement.execute(add + row)).isInstanceOf(SQLException.class);
            }
            String pay = "update booking.package_session set appointment_id = '" + appointment
                    + "' where purchase_id = '" + purchase + "' and number = ";
            statement.execute(pay + 1);
            assertThatThrownBy(() -> statement.execute(pay + 2))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("23505"));
        }
    }

    /** Starts everything at the same instant and waits for all of it. */
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
            var answers = new ArrayList<T>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
