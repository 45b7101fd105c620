package org.kneadwell.booking.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;
import static org.kneadwell.booking.appointment.Practice.query;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.webhook.Receiver.Received;
import org.kneadwell.kit.retention.Retention;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class WebhookTest {

    private static final String BOOKED = "booking.appointment-booked.v1";
    private static final String RESCHEDULED = "booking.appointment-rescheduled.v1";
    private static final String CANCELLED = "booking.appointment-cancelled.v1";
    private static final String NO_SHOW = "booking.appointment-no-show.v1";
    private static final String COMPLETED = "booking.session-completed.v1";
    private static final String PUBLISHED = "booking.therapist-published.v1";
    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    private static final String CANARY = "canaryword";

    @Inject
    WebhookWork work;

    @Inject
    Retention retention;

    private final String integrator = Tokens.of(UUID.randomUUID(), "webhooks:manage");
    private final String coordinator = Tokens.coordinator(UUID.randomUUID());
    private Practice practice;
    private Receiver receiver;

    @BeforeEach
    void listen() throws Exception {
        practice = Practice.open();
        practice.store("delete from webhook_delivery");
        practice.store("delete from webhook_endpoint");
        receiver = new Receiver("127.0.0.1");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private record Made(String id, String secret) {

        String path(String rest) {
            return "/webhook-endpoints/" + id + rest;
        }
    }

    private Made endpoint(String... types) {
        var made = post(integrator, "/webhook-endpoints", wish(receiver.url(), types))
                .statusCode(201)
                .extract();
        return new Made(made.path("id"), made.path("secret"));
    }

    private static Map<String, Object> wish(String url, String... types) {
        return Map.of("name", "Invoices", "url", url, "types", List.of(types));
    }

    private ValidatableResponse change(Made endpoint, Map<String, Object> changes) {
        var before = get(integrator, endpoint.path("")).statusCode(200).extract();
        var wanted = new HashMap<String, Object>(Map.of(
                "name",
                before.path("name"),
                "url",
                before.path("url"),
                "types",
                before.path("types"),
                "enabled",
                before.path("enabled")));
        wanted.putAll(changes);
        return as(integrator)
                .header("If-Match", before.header("ETag"))
                .body(wanted)
                .put("/api/booking/v1" + endpoint.path(""))
                .then();
    }

    private ValidatableResponse deliveries(Made endpoint) {
        return get(integrator, endpoint.path("/deliveries")).statusCode(200);
    }

    /** The library compares the time of the signature with the machine's. */
    private void sendToday() {
        SettableClock.shared().set(Clock.systemUTC().instant());
        work.sendDue();
    }

    private static void verify(String secret, Received received) throws Exception {
        new Webhook(secret).verify(received.body(), received.headers());
    }

    @Test
    void what_happens_is_told_signed_and_thin() throws Exception {
        var made = endpoint(BOOKED);
        var appointment = practice.booked(aClient(), TUESDAY_10);

        sendToday();

        assertThat(receiver.received).hasSize(1);
        var received = receiver.received.getFirst();
        verify(made.secret, received);
        assertThat(received.path()).isEqualTo("/hooks?of=kneadwell");
        var id = received.header("webhook-id");
        assertThat(received.body())
                .isEqualTo(("{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"booking.appointment-booked.v1\","
                                + "\"source\":\"http://localhost:8080/api/booking/v1\",\"subject\":\"%s\","
                                + "\"time\":\"2026-03-02T08:00:00Z\",\"datacontenttype\":\"application/json\","
                                + "\"data\":{\"state\":\"booked\"}}")
                        .formatted(id, appointment));
        assertThat(query("select id::text from booking.outbox where aggregateid = ? and type = ?", appointment, BOOKED))
                .containsExactly(id);
        deliveries(made)
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("delivered"))
                .body("items[0].lastStatus", equalTo(204))
                .body("items[0].attempts", equalTo(1))
                .body("items[0].subject", equalTo(appointment))
                .body("items[0].nextAttemptAt", nullValue());
        get(integrator, made.path("")).body("lastSuccessAt", notNullValue()).body("secret", nullValue());

        work.sendDue();
        assertThat(receiver.received).hasSize(1);

        var forged =
                new Received("POST", "/", received.headers(), received.body().replace("booked", "cancelled"));
        assertThatThrownBy(() -> verify(made.secret, forged)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void each_kind_of_event_has_its_state_and_no_word_of_anybody_is_in_any() {
        var made = endpoint(BOOKED, RESCHEDULED, CANCELLED, NO_SHOW, COMPLETED, PUBLISHED);
        var client = aClient();
        practice.store("update therapist set bio = ? where id = ?", CANARY, practice.therapistId);
        var asClient = Tokens.client(client);
        var cancelled = practice.booked(client, TUESDAY_10);
        post(asClient, "/appointments/" + cancelled + "/reschedule", Map.of("start", "2026-03-04T15:00:00Z"))
                .statusCode(200);
        post(asClient, "/appointments/" + cancelled + "/cancellation", Map.of("reason", CANARY))
                .statusCode(200);
        var completed = practice.booked(client, TUESDAY_10);
        var missed = practice.booked(client, "2026-03-03T18:15:00Z");
        practice.store("update appointment set client_name = ? where client_id = ?", CANARY, client);
        Practice.at(TUESDAY_10);
        post(practice.asTherapist(), "/appointments/" + completed + "/session").statusCode(201);
        post(
                        practice.asTherapist(),
                        "/appointments/" + completed + "/session/check-ins",
                        Map.of("region", "low_back", "moment", "at_region", "reported", 5))
                .statusCode(201);
        post(
                        practice.asTherapist(),
                        "/appointments/" + completed + "/session/completion",
                        Map.of("regions", List.of("low_back")))
                .statusCode(201);
        Practice.at("2026-03-03T20:00:00Z");
        post(practice.asTherapist(), "/appointments/" + missed + "/no-show").statusCode(204);
        practice.store("update therapist set published_at = null where id = ?", practice.therapistId);
        post(coordinator, "/therapists/" + practice.therapistId + "/publication")
                .statusCode(200);

        work.sendDue();

        var told = new ArrayList<String>();
        for (var received : receiver.received) {
            var event = JsonPath.from(received.body());
            assertThat(event.getMap("$"))
                    .containsOnlyKeys(
                            "specversion", "id", "type", "source", "subject", "time", "datacontenttype", "data");
            assertThat(event.getMap("data")).containsOnlyKeys("state");
            told.add(event.getString("subject") + " " + event.getString("type") + " " + event.getString("data.state"));
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        cancelled + " " + BOOKED + " booked",
                        cancelled + " " + RESCHEDULED + " booked",
                        cancelled + " " + CANCELLED + " cancelled",
                        completed + " " + BOOKED + " booked",
                        completed + " " + COMPLETED + " completed",
                        missed + " " + BOOKED + " booked",
                        missed + " " + NO_SHOW + " no_show",
                        practice.therapistId + " " + PUBLISHED + " published");
        var rows = query("select d::text || e::text from booking.webhook_delivery d join booking.webhook_endpoint e"
                + " on e.id = d.endpoint_id");
        assertThat(rows).hasSize(8);
        var everything =
                rows + receiver.received.toString() + deliveries(made).extract().asString();
        assertThat(everything)
                .doesNotContain(CANARY)
                .doesNotContain(client.toString())
                .doesNotContain("Test ")
                .doesNotContain("Ada")
                .doesNotContain("example.test")
                .doesNotContain("low_back");
    }

    @Test
    void what_was_not_asked_for_or_undone_is_not_told() {
        endpoint(CANCELLED);
        practice.booked(aClient(), TUESDAY_10);
        work.sendDue();
        assertThat(receiver.received).isEmpty();

        endpoint(BOOKED);
        var client = aClient();
        var hold = practice.held(client, "2026-03-03T18:15:00Z");
        after(Duration.ofMinutes(8));
        Practice.book(client, hold).statusCode(409);
        work.sendDue();
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void a_failing_delivery_is_tried_ten_times_in_75_hours_then_kept_and_can_be_replayed() {
        var made = endpoint(BOOKED);
        receiver.answers(503);
        practice.booked(aClient(), TUESDAY_10);
        var first = Practice.NOW;
        var waits = new ArrayList<Duration>();

        work.sendDue();
        while (deliveries(made).extract().path("items[0].state").equals("pending")) {
            var next = Instant.parse(deliveries(made).extract().path("items[0].nextAttemptAt"));
            waits.add(Duration.between(SettableClock.shared().instant(), next));
            SettableClock.shared().set(next.minusMillis(1));
            int before = receiver.received.size();
            work.sendDue();
            assertThat(receiver.received).hasSize(before);
            SettableClock.shared().set(next);
            work.sendDue();
            assertThat(receiver.received).hasSize(before + 1);
        }

        assertThat(receiver.received).hasSize(10);
        assertThat(waits).hasSize(9);
        assertThat(waits.getFirst()).isBetween(Duration.ofMillis(4500), Duration.ofMillis(5500));
        assertThat(waits.getLast()).isBetween(Duration.ofMinutes(1296), Duration.ofMinutes(1584));
        assertThat(Duration.between(first, SettableClock.shared().instant()))
                .isBetween(Duration.ofHours(68), Duration.ofHours(84));
        var failed = deliveries(made)
                .body("items[0].state", equalTo("failed"))
                .body("items[0].attempts", equalTo(10))
                .body("items[0].lastStatus", equalTo(503));
        // Three days are not enough to give its receiver up.
        get(integrator, made.path("")).body("enabled", equalTo(true)).body("failingSince", notNullValue());

        receiver.answers(200);
        String delivery = failed.extract().path("items[0].id");
        post(integrator, made.path("/deliveries/" + delivery + "/replay"))
                .statusCode(200)
                .body("state", equalTo("pending"))
                .body("attempts", equalTo(0));
        post(integrator, made.path("/deliveries/" + delivery + "/replay"))
                .statusCode(409)
                .body("code", equalTo("on-its-way"));
        work.sendDue();
        deliveries(made).body("items", hasSize(1)).body("items[0].state", equalTo("delivered"));
        get(integrator, made.path("")).body("failingSince", nullValue());
        assertThat(receiver.received.stream()
                        .map(one -> one.header("webhook-id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void gone_disables_at_once_and_what_happens_meanwhile_can_be_replayed() {
        var made = endpoint(BOOKED);
        receiver.answers(410);
        practice.booked(aClient(), TUESDAY_10);
        practice.booked(aClient(), "2026-03-03T18:15:00Z");
        work.sendDue();

        assertThat(receiver.received).hasSize(1);
        get(integrator, made.path("")).body("enabled", equalTo(false)).body("disabledReason", equalTo("gone"));
        deliveries(made).body("items.state", contains("failed", "failed"));
        post(integrator, made.path("/test")).statusCode(409).body("code", equalTo("endpoint-disabled"));
        after(Duration.ofMinutes(1));
        practice.booked(aClient(), "2026-03-04T18:00:00Z");
        work.sendDue();
        assertThat(receiver.received).hasSize(1);
        deliveries(made)
                .body("items", hasSize(3))
                .body("items[0].state", equalTo("failed"))
                .body("items[0].lastError", equalTo("endpoint-disabled"));
        post(integrator, made.path("/replay-failed"), Map.of("since", "2026-03-01T00:00:00Z"))
                .statusCode(409);

        receiver.answers(204);
        change(made, Map.of("enabled", true))
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("disabledReason", nullValue());
        work.sendDue();
        assertThat(receiver.received).hasSize(1);
        post(
                        integrator,
                        made.path("/replay-failed"),
                        Map.of("since", Practice.NOW.plusSeconds(1).toString()))
                .statusCode(200)
                .body("replayed", equalTo(1));
        post(integrator, made.path("/replay-failed"), Map.of("since", Practice.NOW.toString()))
                .statusCode(200)
                .body("replayed", equalTo(2));
        work.sendDue();
        assertThat(receiver.received).hasSize(4);
        deliveries(made).body("items.state", contains("delivered", "delivered", "delivered"));
    }

    @Test
    void an_endpoint_that_fails_for_days_is_disabled_and_says_so() {
        var made = endpoint(BOOKED);
        receiver.answers(500);
        practice.booked(aClient(), TUESDAY_10);
        work.sendDue();
        after(Duration.ofDays(4));
        work.sendDue();
        get(integrator, made.path("")).body("enabled", equalTo(true));
        after(Duration.ofDays(1));
        work.sendDue();

        get(integrator, made.path("")).body("enabled", equalTo(false)).body("disabledReason", equalTo("failing"));
        deliveries(made)
                .body("items[0].state", equalTo("failed"))
                .body("items[0].lastStatus", equalTo(500))
                .body("items[0].lastError", equalTo("endpoint-disabled"));
    }

    @Test
    void after_a_rotation_both_secrets_sign_for_a_day() throws Exception {
        var made = endpoint(BOOKED);
        String fresh = post(integrator, made.path("/rotate-secret"))
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .body("oldSecretUntil", equalTo("2026-03-03T08:00:00Z"))
                .extract()
                .path("secret");
        assertThat(fresh).isNotEqualTo(made.secret);
        practice.booked(aClient(), TUESDAY_10);
        practice.store("update webhook_secret set expires_at = now() + interval '1 day' where expires_at is not null");
        sendToday();

        var both = receiver.received.getFirst();
        assertThat(both.header("webhook-signature").split(" ")).hasSize(2).allMatch(one -> one.startsWith("v1,"));
        verify(made.secret, both);
        verify(fresh, both);

        Practice.at("2026-03-02T08:00:00Z");
        practice.booked(aClient(), "2026-03-03T18:15:00Z");
        practice.store("update webhook_secret set expires_at = now() where expires_at is not null");
        sendToday();
        var one = receiver.received.get(1);
        verify(fresh, one);
        assertThatThrownBy(() -> verify(made.secret, one)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void a_secret_is_shown_once_and_lies_in_no_table() {
        var key = UUID.randomUUID();
        var wish = wish(receiver.url(), BOOKED);
        var first = as(integrator)
                .header("Idempotency-Key", key)
                .body(wish)
                .post("/api/booking/v1/webhook-endpoints")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"0\""))
                .extract();
        String secret = first.path("secret");
        as(integrator)
                .header("Idempotency-Key", key)
                .body(wish)
                .post("/api/booking/v1/webhook-endpoints")
                .then()
                .statusCode(201)
                .body("id", equalTo(first.path("id")))
                .body("secret", nullValue());
        get(integrator, "/webhook-endpoints").body("items", hasSize(1)).body("items[0].secret", nullValue());

        byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(bytes).hasSize(32);
        var rows = query("select encode(wrapped, 'base64') || encode(wrapped, 'hex') from booking.webhook_secret")
                        .toString()
                + query("select body from booking.idempotency_key where body is not null");
        assertThat(rows)
                .doesNotContain(secret.substring(6, 36))
                .doesNotContain(java.util.HexFormat.of().formatHex(bytes));
    }

    @Test
    void secrets_follow_the_master_key() throws Exception {
        var made = endpoint(BOOKED);
        var before = query("select encode(wrapped, 'hex') from booking.webhook_secret");
        work.sealAnew();
        assertThat(query("select encode(wrapped, 'hex') from booking.webhook_secret"))
                .isEqualTo(before);

        practice.store("update webhook_secret set master_key = 1");
        work.sealAnew();

        assertThat(query("select encode(wrapped, 'hex') from booking.webhook_secret"))
                .isNotEqualTo(before);
        assertThat(query("select master_key::text from booking.webhook_secret")).doesNotContain("1");
        practice.booked(aClient(), TUESDAY_10);
        sendToday();
        verify(made.secret, receiver.received.getFirst());
    }

    @Test
    void rotating_again_and_again_is_refused() {
        var made = endpoint(BOOKED);
        for (int i = 0; i < 3; i++) {
            post(integrator, made.path("/rotate-secret")).statusCode(201);
        }
        post(integrator, made.path("/rotate-secret")).statusCode(409).body("code", equalTo("too-many-secrets"));
        after(Duration.ofHours(25));
        post(integrator, made.path("/rotate-secret")).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "https://169.254.169.254/latest/meta-data/, private-address",
        "https://10.0.0.7/hooks, private-address",
        "https://[::1]/hooks, private-address",
        "http://127.0.0.2/hooks, private-address",
        "http://93.184.215.14/hooks, not-https",
        "ftp://example.com/hooks, not-https",
        "https://me:secret@example.com/hooks, credentials-in-address",
        "https:///hooks, malformed-address",
        "https://example.com/hooks#part, malformed-address"
    })
    void an_address_we_would_not_send_to_is_refused(String url, String code) {
        post(integrator, "/webhook-endpoints", wish(url, BOOKED))
                .statusCode(422)
                .body("code", equalTo(code))
                .body("violations[0].field", equalTo("url"));
    }

    @Test
    void input_has_bounds() {
        post(integrator, "/webhook-endpoints", wish("https://example.com/" + "a".repeat(2000), BOOKED))
                .statusCode(400);
        post(integrator, "/webhook-endpoints", wish(receiver.url())).statusCode(400);
        post(integrator, "/webhook-endpoints", wish(receiver.url(), BOOKED, "intake.intake-assessed.v1"))
                .statusCode(422)
                .body("code", equalTo("unknown-event-type"))
                .body("violations[0].field", equalTo("types[1]"));
        for (int i = 0; i < 10; i++) {
            endpoint(BOOKED);
        }
        post(integrator, "/webhook-endpoints", wish(receiver.url(), BOOKED))
                .statusCode(409)
                .body("code", equalTo("too-many-endpoints"));
    }

    @Test
    void an_integrator_has_its_own_and_coordinators_see_all() {
        var made = endpoint(BOOKED);
        var another = Tokens.of(UUID.randomUUID(), "webhooks:manage");
        get(another, "/webhook-endpoints").statusCode(200).body("items", empty());
        get(another, made.path("")).statusCode(404);
        get(another, made.path("/deliveries")).statusCode(404);
        get(coordinator, "/webhook-endpoints")
                .statusCode(200)
                .body("items.id", contains(made.id))
                .body("items[0].ofPractice", equalTo(false));
        get(coordinator, made.path("/deliveries")).statusCode(200);
        get(Tokens.integrator(UUID.randomUUID()), "/webhook-endpoints").statusCode(403);
        get(Tokens.therapist(practice.accountId), "/webhook-endpoints").statusCode(403);
    }

    @Test
    void a_change_names_the_version_it_saw() {
        var made = endpoint(BOOKED);
        Map<String, Object> wanted =
                Map.of("name", "New", "url", receiver.url(), "types", List.of(CANCELLED), "enabled", false);
        as(integrator)
                .body(wanted)
                .put("/api/booking/v1" + made.path(""))
                .then()
                .statusCode(428);
        as(integrator)
                .header("If-Match", "\"7\"")
                .body(wanted)
                .put("/api/booking/v1" + made.path(""))
                .then()
                .statusCode(412);
        change(made, wanted)
                .statusCode(200)
                .body("name", equalTo("New"))
                .body("types", contains(CANCELLED))
                .body("disabledReason", equalTo("asked"));
        var tag = get(integrator, made.path("")).extract().header("ETag");
        as(integrator).delete("/api/booking/v1" + made.path("")).then().statusCode(428);
        as(integrator)
                .header("If-Match", tag)
                .delete("/api/booking/v1" + made.path(""))
                .then()
                .statusCode(204);
        get(integrator, made.path("")).statusCode(404);
        assertThat(query("select id::text from booking.webhook_secret")).isEmpty();
    }

    @Test
    void a_test_is_sent_once_and_not_more_often_than_every_ten_seconds() throws Exception {
        var made = endpoint(BOOKED);
        receiver.answers(500);
        post(integrator, made.path("/test")).statusCode(201).body("type", equalTo("booking.webhook-test.v1"));
        post(integrator, made.path("/test")).statusCode(429).header("Retry-After", "10");
        sendToday();
        verify(made.secret, receiver.received.getFirst());
        assertThat(receiver.received.getFirst().body())
                .contains("\"subject\":\"" + made.id + "\"", "\"data\":{\"state\":\"test\"}");
        deliveries(made).body("items[0].state", equalTo("failed"));
        post(integrator, made.path("/replay-failed"), Map.of("since", "2026-01-01T00:00:00Z"))
                .body("replayed", equalTo(0));
    }

    @Test
    void several_workers_deliver_each_once_and_hold_no_transaction_meanwhile() throws Exception {
        endpoint(BOOKED);
        endpoint(BOOKED);
        var practices = new ArrayList<Practice>();
        for (int i = 0; i < 10; i++) {
            var one = Practice.open();
            one.booked(aClient(), TUESDAY_10);
            practices.add(one);
        }
        var answer = new CountDownLatch(1);
        receiver.answers(exchange -> {
            try {
                answer.await(4, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            Receiver.status(exchange, 204);
        });
        try (var workers = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                workers.submit(work::sendDue);
            }
            await().atMost(Duration.ofSeconds(3)).until(() -> receiver.received.size() >= 2);
            // Claims whose work goes on hold no lock and no transaction.
            await().atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(query("""
                                    select pid::text from pg_stat_activity
                                    where usename = 'booking' and state like 'idle in transaction%'""")).isEmpty());
            answer.countDown();
        }
        work.sendDue();

        assertThat(receiver.received).hasSize(20);
        assertThat(query("select distinct state || attempts from booking.webhook_delivery"))
                .containsExactly("delivered1");
    }

    @Test
    void a_receiver_that_hangs_is_left_and_tried_again_and_a_worker_that_dies_loses_nothing() throws Exception {
        var made = endpoint(BOOKED);
        receiver.answers(_ -> {
            try {
                Thread.sleep(9_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        practice.booked(aClient(), TUESDAY_10);
        work.sendDue();
        deliveries(made)
                .body("items[0].state", equalTo("pending"))
                .body("items[0].lastError", equalTo("too-slow"))
                .body("items[0].lastStatus", nullValue());

        // As if somebody had claimed it and died.
        practice.store("update webhook_delivery set attempts = attempts + 1, next_at = '2026-03-02T08:01:00Z',"
                + " leased_until = '2026-03-02T08:01:00Z'");
        receiver.answers(204);
        after(Duration.ofSeconds(30));
        work.sendDue();
        deliveries(made).body("items[0].state", equalTo("pending"));
        after(Duration.ofSeconds(31));
        work.sendDue();
        deliveries(made).body("items[0].state", equalTo("delivered"));
    }

    @Test
    void an_address_that_becomes_private_is_not_sent_to() {
        var made = endpoint(BOOKED);
        practice.store("update webhook_endpoint set url = 'https://169.254.169.254/latest/meta-data/'");
        practice.booked(aClient(), TUESDAY_10);
        work.sendDue();
        deliveries(made).body("items[0].lastError", equalTo("private-address"));
    }

    @Test
    void deliveries_are_listed_by_page_and_state_and_let_go_of_after_30_days() {
        var made = endpoint(BOOKED);
        practice.booked(aClient(), TUESDAY_10);
        work.sendDue();
        practice.booked(aClient(), "2026-03-03T18:15:00Z");
        get(integrator, made.path("/deliveries?state=delivered")).body("items", hasSize(1));
        get(integrator, made.path("/deliveries?state=lost")).statusCode(400);
        String next = get(integrator, made.path("/deliveries?limit=1"))
                .body("items[0].state", equalTo("pending"))
                .extract()
                .path("next");
        get(integrator, made.path("/deliveries?limit=1&cursor=" + next))
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("delivered"))
                .body("next", nullValue());

        after(Duration.ofDays(29));
        retention.letGo();
        deliveries(made).body("items", hasSize(2));
        after(Duration.ofDays(2));
        retention.letGo();
        deliveries(made).body("items", empty());
    }

    @Test
    void an_endpoint_removed_at_the_same_moment_undoes_no_booking() {
        var made = endpoint(BOOKED);
        practice.booked(aClient(), TUESDAY_10);
        practice.store("delete from webhook_endpoint where id = ?", UUID.fromString(made.id));
        assertThatCode(() -> work.sendDue()).doesNotThrowAnyException();
        assertThat(receiver.received).isEmpty();
    }
}
