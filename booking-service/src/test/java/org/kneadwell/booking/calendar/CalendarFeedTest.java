package org.kneadwell.booking.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import biweekly.Biweekly;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.calendar.Entries.Read;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class CalendarFeedTest {

    private static final String TUESDAY_9 = "2026-03-03T14:00:00Z";

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void aPractice() {
        practice = Practice.open();
        cleo = aClient();
    }

    /** The path of a new secret address. */
    private static String renew(String token, String as, boolean names) {
        String address = post(token, "/calendar-feeds", Map.of("as", as, "includeNames", names))
                .statusCode(201)
                .extract()
                .path("address");
        assertThat(address).matches("http://localhost:8080/api/booking/v1/calendars/[A-Za-z0-9_-]{43}\\.ics");
        return URI.create(address).getPath();
    }

    private String clientFeed() {
        return renew(Tokens.client(cleo), "client", false);
    }

    private static List<Read> read(String path) throws Exception {
        return Entries.readByAnother(fetch(path).asString());
    }

    private static Response fetch(String path) {
        var answer = given().get(path);
        answer.then().statusCode(200).contentType("text/calendar").header("Cache-Control", "no-store");
        return answer;
    }

    private static void cancel(UUID client, String appointment) {
        post(Tokens.client(client), "/appointments/" + appointment + "/cancellation", Map.of())
                .statusCode(200);
    }

    private void byRequest() {
        practice.store("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps, acceptance)
                values (?, 30, 0, 15, 120, 60, 'from_window_start', 'any', 'by_therapist')
                """, practice.therapistId);
    }

    @Test
    void a_client_reads_their_appointments_at_the_right_time() throws Exception {
        String booked = practice.booked(cleo, TUESDAY_9);
        // After the clock change of 8 March nine in the morning is an hour earlier.
        practice.booked(cleo, "2026-03-10T13:00:00Z");
        practice.booked(aClient(), "2026-03-03T16:15:00Z");
        String path = clientFeed();

        var entries = read(path);

        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst().uid()).isEqualTo(booked + "@kneadwell");
        assertThat(entries.getFirst().summary()).isEqualTo("Massage appointment with Ada");
        assertThat(entries.getFirst().status()).isEqualTo("CONFIRMED");
        assertThat(entries.getFirst().start()).isEqualTo(TUESDAY_9);
        assertThat(entries.getFirst().end()).isEqualTo("2026-03-03T15:00:00Z");
        assertThat(entries.getLast().start()).isEqualTo("2026-03-10T13:00:00Z");
        var again = Biweekly.parse(fetch(path).asString()).first();
        assertThat(again.getEvents()).hasSize(2);
        assertThat(again.getMethod()).isNull();
        assertThat(again.validate(biweekly.ICalVersion.V2_0).getWarnings()).isEmpty();
    }

    @Test
    void a_hold_is_in_no_calendar() throws Exception {
        practice.held(cleo, TUESDAY_9);

        assertThat(read(clientFeed())).isEmpty();
        assertThat(read(renew(practice.asTherapist(), "therapist", false))).isEmpty();
    }

    @Test
    void a_request_is_tentative_until_it_is_answered_or_runs_out() throws Exception {
        byRequest();
        String first = practice.booked(cleo, TUESDAY_9);
        practice.booked(cleo, "2026-03-04T14:00:00Z");
        String path = renew(practice.asTherapist(), "therapist", false);
        assertThat(read(path)).extracting(Read::status).containsExactly("TENTATIVE", "TENTATIVE");

        post(practice.asTherapist(), "/appointments/" + first + "/acceptance").statusCode(200);
        assertThat(read(path)).extracting(Read::status).containsExactly("CONFIRMED", "TENTATIVE");

        after(Duration.ofDays(1).plusSeconds(1));
        assertThat(read(path)).extracting(Read::status).containsExactly("CONFIRMED");
    }

    @Test
    void a_move_keeps_the_entry_and_a_cancellation_stays_for_thirty_days() throws Exception {
        String booked = practice.booked(cleo, TUESDAY_9);
        String path = clientFeed();
        assertThat(read(path).getFirst().sequence()).isZero();

        post(Tokens.client(cleo), "/appointments/" + booked + "/reschedule", Map.of("start", "2026-03-05T15:00:00Z"))
                .statusCode(200);
        var moved = read(path);
        assertThat(moved).hasSize(1);
        assertThat(moved.getFirst().uid()).isEqualTo(booked + "@kneadwell");
        assertThat(moved.getFirst().sequence()).isEqualTo(1);
        assertThat(moved.getFirst().start()).isEqualTo("2026-03-05T15:00:00Z");

        cancel(cleo, booked);
        var cancelled = read(path);
        assertThat(cancelled.getFirst().status()).isEqualTo("CANCELLED");
        assertThat(cancelled.getFirst().sequence()).isEqualTo(2);

        after(Duration.ofDays(30).minusSeconds(1));
        assertThat(read(path)).hasSize(1);
        after(Duration.ofSeconds(1));
        assertThat(read(path)).isEmpty();
    }

    @Test
    void what_is_older_than_ninety_days_is_gone() throws Exception {
        practice.booked(cleo, TUESDAY_9);
        String path = clientFeed();

        at("2026-06-01T14:00:00Z");
        assertThat(read(path)).hasSize(1);
        at("2026-06-01T14:00:01Z");
        assertThat(read(path)).isEmpty();
    }

    @Test
    void a_therapists_calendar_names_nobody_unless_that_was_asked_for() throws Exception {
        practice.booked(cleo, TUESDAY_9);
        String plain = fetch(renew(practice.asTherapist(), "therapist", false)).asString();
        String named = fetch(renew(practice.asTherapist(), "therapist", true)).asString();

        // The clients of tests are called "Test" and the beginning of their id.
        assertThat(plain)
                .contains("SUMMARY;LANGUAGE=en:Appointment\r\n")
                .contains("LOCATION:Quiet Room\\, 1 Elm Street")
                .doesNotContain("Test")
                .doesNotContain("example.test");
        assertThat(named)
                .contains("SUMMARY;LANGUAGE=en:Appointment with Test "
                        + cleo.toString().charAt(0) + ".");
        assertThat(named).doesNotContain("example.test");
    }

    @Test
    void no_calendar_says_what_was_booked() {
        practice.booked(cleo, TUESDAY_9);

        assertThat(fetch(clientFeed()).asString()).doesNotContain("Hour").doesNotContain("DESCRIPTION");
        assertThat(fetch(renew(practice.asTherapist(), "therapist", true)).asString())
                .doesNotContain("Hour")
                .doesNotContain("DESCRIPTION");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        String booked = practice.booked(cleo, TUESDAY_9);
        String path = clientFeed();
        var first = fetch(path);
        after(Duration.ofMinutes(10));

        given().header("If-None-Match", first.header("ETag"))
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", first.header("ETag"))
                .header("Cache-Control", "no-store");
        cancel(cleo, booked);
        given().header("If-None-Match", first.header("ETag")).get(path).then().statusCode(200);
    }

    @Test
    void a_new_address_ends_the_one_before_and_is_told_once() {
        String first = clientFeed();
        String second = clientFeed();

        assertThat(first).isNotEqualTo(second);
        given().get(first).then().statusCode(404).contentType("application/problem+json");
        fetch(second);
        get(Tokens.client(cleo), "/calendar-feeds")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].as", equalTo("client"))
                .body("items[0].address", nullValue())
                .body("items[0].lastReadAt", equalTo("2026-03-02T08:00:00Z"));
    }

    @Test
    void the_same_key_makes_one_address_and_does_not_tell_it_twice() {
        var key = UUID.randomUUID();
        var wanted = Map.of("as", "client");
        var first = as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(wanted)
                .post("/api/booking/v1/calendar-feeds");
        var again = as(Tokens.client(cleo))
                .header("Idempotency-Key", key)
                .body(wanted)
                .post("/api/booking/v1/calendar-feeds");

        assertThat(first.statusCode()).isEqualTo(201);
        again.then().statusCode(201).body("address", nullValue()).body("as", equalTo("client"));
        fetch(URI.create(first.path("address")).getPath());
    }

    @Test
    void the_secret_is_stored_nowhere() {
        String path = clientFeed();
        String secret = path.substring(path.lastIndexOf('/') + 1, path.length() - 4);

        assertThat(Practice.query("select body from booking.idempotency_key where principal = ?", cleo))
                .hasSize(1)
                .noneMatch(body -> body.contains(secret));
        assertThat(Practice.query("select calendar_feed::text from booking.calendar_feed where account_id = ?", cleo))
                .hasSize(1)
                .noneMatch(row -> row.contains(secret));
    }

    @Test
    void the_secret_is_in_no_log_and_no_metric() {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + " " + java.util.Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        root.addHandler(handler);
        String path = clientFeed();
        String wrong =
                path.substring(0, path.length() - 5) + (path.charAt(path.length() - 5) == 'A' ? 'B' : 'A') + ".ics";
        try {
            fetch(path);
            given().get(wrong).then().statusCode(404);
            given().get(path + "/more").then().statusCode(404);
            Logger.getLogger("canary").warning("canary");
        } finally {
            root.removeHandler(handler);
        }

        String part = path.substring(path.lastIndexOf('/') + 1, path.length() - 6);
        assertThat(lines).anyMatch(line -> line.contains("canary")).noneMatch(line -> line.contains(part));
        var metrics = given().get("/q/metrics").asString();
        assertThat(metrics).contains("/api/booking/v1/calendars/{token").doesNotContain(part);
    }

    @Test
    void a_closed_calendar_leads_nowhere() {
        String path = clientFeed();

        as(Tokens.client(cleo))
                .delete("/api/booking/v1/calendar-feeds/client")
                .then()
                .statusCode(204);

        given().get(path).then().statusCode(404);
        as(Tokens.client(cleo))
                .delete("/api/booking/v1/calendar-feeds/client")
                .then()
                .statusCode(404);
        as(Tokens.client(cleo))
                .delete("/api/booking/v1/calendar-feeds/boss")
                .then()
                .statusCode(404);
        get(Tokens.client(cleo), "/calendar-feeds").body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x.ics", "../calendar-feeds", "%00.ics", "'--.ics"})
    void what_is_not_a_secret_leads_nowhere(String rest) {
        int status = given().urlEncodingEnabled(false)
                .get("/api/booking/v1/calendars/" + rest)
                .statusCode();

        assertThat(status).isIn(400, 401, 404);
        given().get("/api/booking/v1/calendars/" + "A".repeat(43) + ".ics")
                .then()
                .statusCode(404);
    }

    @Test
    void only_clients_and_therapists_have_calendars_each_of_their_own_kind() {
        String nobody = Tokens.coordinator(UUID.randomUUID());
        get(nobody, "/calendar-feeds").statusCode(403);
        post(nobody, "/calendar-feeds", Map.of("as", "client")).statusCode(403);
        as(nobody).delete("/api/booking/v1/calendar-feeds/client").then().statusCode(403);
        given().get("/api/booking/v1/calendar-feeds").then().statusCode(401);
        post(Tokens.client(cleo), "/calendar-feeds", Map.of("as", "therapist")).statusCode(403);
        post(practice.asTherapist(), "/calendar-feeds", Map.of("as", "client")).statusCode(403);
        post(Tokens.client(cleo), "/calendar-feeds", Map.of("as", "boss")).statusCode(400);
        post(Tokens.client(cleo), "/calendar-feeds", Map.of()).statusCode(400);
        as(Tokens.client(cleo))
                .body(Map.of("as", "client"))
                .post("/api/booking/v1/calendar-feeds")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        get(Tokens.client(cleo), "/calendar-feeds").body("items", empty());
    }
}
