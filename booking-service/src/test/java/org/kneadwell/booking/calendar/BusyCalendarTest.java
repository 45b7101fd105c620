package org.kneadwell.booking.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.after;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class BusyCalendarTest {

    @Inject
    BusyCalendarReading reading;

    @Inject
    BusyCalendars calendars;

    private Practice practice;
    private CalendarServer server;

    @BeforeEach
    void aPractice() throws Exception {
        practice = Practice.open();
        practice.store("delete from busy_calendar");
        server = CalendarServer.on("127.0.0.1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String path(String rest) {
        return "/therapists/" + practice.therapistId + "/busy-calendars" + rest;
    }

    private String here(String rest) {
        return "http://127.0.0.1:" + server.port() + rest;
    }

    private String added() {
        return post(practice.asTherapist(), path(""), Map.of("address", here("/secret-0123456789.ics")))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse refresh(String calendar) {
        return post(practice.asTherapist(), path("/" + calendar + "/refresh"));
    }

    private ValidatableResponse list() {
        return get(practice.asTherapist(), path("")).statusCode(200);
    }

    /** Starts of the hours that can be booked on Tuesday, 3 March; 9:00 to 17:00 in New York is 14:00Z to 22:00Z. */
    private List<String> tuesday() {
        return get(
                        Tokens.client(aClient()),
                        "/therapists/%s/slots?serviceId=%s&from=2026-03-03&to=2026-03-03"
                                .formatted(practice.therapistId, practice.hour))
                .statusCode(200)
                .extract()
                .path("items.start");
    }

    private static String calendar(String... entries) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Elsewhere//EN\r\n" + String.join("", entries)
                + "END:VCALENDAR\r\n";
    }

    private static String busy(String start, String end) {
        return "BEGIN:VEVENT\r\nUID:%s\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n"
                .formatted(UUID.randomUUID(), start, end);
    }

    private ValidatableResponse busyTimes(String query) {
        return get(practice.asTherapist(), "/therapists/" + practice.therapistId + "/busy-times" + query);
    }

    @Test
    void what_was_read_is_shown_as_times_and_what_overlaps_is_one() {
        server.answers(calendar(MORNING, AFTERNOON, busy("20260305T100000Z", "20260305T110000Z")));
        refresh(added()).statusCode(200);

        String seen = busyTimes("?from=2026-03-03&to=2026-03-05")
                .statusCode(200)
                .body("items.start", contains("2026-03-03T14:00:00Z", "2026-03-05T10:00:00Z"))
                .body("items.end", contains("2026-03-03T22:00:00Z", "2026-03-05T11:00:00Z"))
                .extract()
                .asString();
        assertThat(seen).doesNotContain("Dentist");
        busyTimes("").statusCode(200).body("items", hasSize(2));
        busyTimes("?from=2026-03-05&to=2026-03-07").body("items.start", contains("2026-03-05T10:00:00Z"));
        busyTimes("?from=2026-03-07&to=2026-03-08").body("items", empty());
        busyTimes("?from=2026-03-05&to=2026-03-04").statusCode(400).body("violations[0].field", equalTo("to"));
        busyTimes("?from=2026-03-01&to=2026-04-01").statusCode(400);
        busyTimes("?from=1492-03-01").statusCode(400);
        get(Practice.open().asTherapist(), "/therapists/" + practice.therapistId + "/busy-times")
                .statusCode(404);
    }

    private static final String MORNING = busy("20260303T140000Z", "20260303T200000Z");
    private static final String AFTERNOON = busy("20260303T170000Z", "20260303T220000Z");

    @Test
    void busy_time_elsewhere_is_not_offered_and_nothing_else_of_it_is_kept() {
        assertThat(tuesday()).hasSize(15);
        server.answers(calendar(MORNING));
        String id = added();
        list().body("items[0].lastAttemptAt", nullValue()).body("items[0].lastSuccessAt", nullValue());

        refresh(id)
                .statusCode(200)
                .body("id", equalTo(id))
                .body("address", equalTo("127.0.0.1/….ics"))
                .body("lastSuccessAt", equalTo("2026-03-02T08:00:00Z"))
                .body("lastFailure", nullValue())
                .body("warning", nullValue())
                .body("notes", empty());

        assertThat(tuesday()).containsExactly("2026-03-03T20:00:00Z", "2026-03-03T20:30:00Z", "2026-03-03T21:00:00Z");
        assertThat(Practice.query(
                        "select b::text from booking.busy_elsewhere b where source_id = ?", UUID.fromString(id)))
                .hasSize(1)
                .noneMatch(row -> row.contains("Dentist"));
        practice.hold(aClient(), practice.hour, "2026-03-03T15:00:00Z")
                .statusCode(409)
                .body("code", equalTo("slot-taken"));
    }

    @Test
    void what_was_booked_before_stays() {
        UUID cleo = aClient();
        String booked = practice.booked(cleo, "2026-03-03T15:00:00Z");
        server.answers(calendar(MORNING));

        refresh(added()).statusCode(200);

        get(Tokens.client(cleo), "/appointments/" + booked).body("state", equalTo("booked"));
    }

    @Test
    void a_later_reading_takes_the_place_of_the_earlier_and_removing_the_calendar_frees_its_time() {
        server.answers(calendar(MORNING));
        String id = added();
        refresh(id);
        server.answers(calendar(AFTERNOON));
        after(Duration.ofMinutes(1));
        refresh(id).statusCode(200);
        assertThat(tuesday()).first().isEqualTo("2026-03-03T14:00:00Z");
        assertThat(tuesday()).last().isEqualTo("2026-03-03T15:30:00Z");

        as(practice.asTherapist())
                .delete("/api/booking/v1" + path("/" + id))
                .then()
                .statusCode(204);
        assertThat(tuesday()).hasSize(15);
        list().body("items", empty());
        as(practice.asTherapist())
                .delete("/api/booking/v1" + path("/" + id))
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "500, '', bad-answer",
        "404, '', not-there",
        "200, '<html>Sign in</html>', not-a-calendar",
        "200, '', not-a-calendar",
        "200, 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n', not-a-calendar",
    })
    void a_failure_keeps_the_last_good_copy_and_is_told(int status, String body, String code) {
        server.answers(calendar(MORNING));
        String id = added();
        refresh(id);
        server.answers(exchange -> CalendarServer.answer(exchange, status, body));
        after(Duration.ofHours(1));

        refresh(id)
                .statusCode(200)
                .body("lastFailure.code", equalTo(code))
                .body("lastFailure.sentence", notNullValue())
                .body("lastAttemptAt", equalTo("2026-03-02T09:00:00Z"))
                .body("lastSuccessAt", equalTo("2026-03-02T08:00:00Z"))
                .body("warning", nullValue());
        assertThat(tuesday()).hasSize(3);

        after(Duration.ofDays(7).minusSeconds(1));
        list().body("items[0].warning", nullValue());
        after(Duration.ofSeconds(1));
        refresh(id).body("warning", containsString("for a week"));
        list().body("items[0].lastSuccessAt", equalTo("2026-03-02T08:00:00Z"));

        server.answers(calendar());
        after(Duration.ofMinutes(1));
        refresh(id).body("lastFailure", nullValue()).body("warning", nullValue());
    }

    @Test
    void an_endless_body_and_a_silent_server_are_failures_like_any_other() {
        server.answers(calendar(MORNING));
        String id = added();
        refresh(id);
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(new byte[64 * 1024]);
            }
        });
        after(Duration.ofMinutes(1));
        refresh(id).statusCode(200).body("lastFailure.code", equalTo("too-large"));
        server.answers(_ -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        after(Duration.ofMinutes(1));
        refresh(id).statusCode(200).body("lastFailure.code", equalTo("too-slow"));
        assertThat(tuesday()).hasSize(3);
    }

    @Test
    void what_could_only_be_read_in_part_is_noted() {
        server.answers(calendar(MORNING.replace("SUMMARY:Dentist", "RRULE:FREQ=HOURLY")));

        refresh(added())
                .body("notes", contains("Some entries repeat in a way we cannot read. Only their first time counts."));
    }

    @Test
    void an_unchanged_calendar_is_asked_for_by_its_mark_and_once_a_day_whole() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean same = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            CalendarServer.answer(exchange, same ? 304 : 200, same ? "" : calendar(MORNING));
        });
        String id = added();
        refresh(id);
        after(Duration.ofHours(12));
        refresh(id).body("lastSuccessAt", equalTo("2026-03-02T20:00:00Z")).body("lastFailure", nullValue());
        after(Duration.ofHours(12));
        refresh(id);

        assertThat(server.asked).extracting(CalendarServer.Asked::ifNoneMatch).containsExactly(null, "\"1\"", null);
        assertThat(Practice.query(
                        "select b::text from booking.busy_elsewhere b where source_id = ?", UUID.fromString(id)))
                .hasSize(1);
    }

    @Test
    void a_server_that_says_unchanged_before_anything_was_read_is_a_failure() {
        server.answers(exchange -> CalendarServer.answer(exchange, 304, ""));

        refresh(added()).body("lastFailure.code", equalTo("bad-answer")).body("lastSuccessAt", nullValue());
    }

    @Test
    void what_nobody_thought_of_is_a_failure_like_any_other() {
        server.answers(calendar(MORNING));
        String id = added();
        practice.store("""
                with place as (
                  insert into location (id, version, name, address, jurisdiction, zone, created_at)
                  values (uuidv7(), 0, 'Nowhere', 'Nowhere', 'R1', 'Nowhere/Land', now()) returning id)
                insert into therapist_base (therapist_id, from_date, location_id) select ?, '2026-02-01', id from place
                """, practice.therapistId);
        try {
            refresh(id)
                    .statusCode(200)
                    .body("lastFailure.code", equalTo("not-read"))
                    .body("lastSuccessAt", nullValue());
        } finally {
            practice.store("delete from therapist_base where therapist_id = ?", practice.therapistId);
        }
        after(Duration.ofMinutes(1));
        refresh(id).body("lastFailure", nullValue());
    }

    /** Three and a half days, in rows that are never longer than what a search looks back. */
    @Test
    void a_long_absence_is_busy_from_its_start_to_its_end() {
        server.answers(calendar(busy("20260302T180000Z", "20260306T190000Z")));
        String id = added();

        refresh(id).body("lastFailure", nullValue());

        assertThat(tuesday()).isEmpty();
        assertThat(times(id))
                .containsExactly(
                        "2026-03-02 18:00:00 2026-03-03 18:00:00",
                        "2026-03-03 18:00:00 2026-03-04 18:00:00",
                        "2026-03-04 18:00:00 2026-03-05 18:00:00",
                        "2026-03-05 18:00:00 2026-03-06 18:00:00",
                        "2026-03-06 18:00:00 2026-03-06 19:00:00");
        assertThat(get(
                                Tokens.client(aClient()),
                                "/therapists/%s/slots?serviceId=%s&from=2026-03-03&to=2026-03-06"
                                        .formatted(practice.therapistId, practice.hour))
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.start"))
                .first()
                .isEqualTo("2026-03-06T19:00:00Z");
    }

    @Test
    void a_day_off_is_a_day_where_the_therapist_is_then_also_when_that_changes() {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean same = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            CalendarServer.answer(
                    exchange,
                    same ? 304 : 200,
                    same ? "" : calendar("BEGIN:VEVENT\r\nUID:off\r\nDTSTART;VALUE=DATE:20260310\r\nEND:VEVENT\r\n"));
        });
        String id = added();
        refresh(id);
        assertThat(times(id)).containsExactly("2026-03-10 04:00:00 2026-03-11 04:00:00");

        practice.store("""
                with place as (
                  insert into location (id, version, name, address, jurisdiction, zone, created_at)
                  values (uuidv7(), 0, 'Berlin', 'Berlin', 'R1', 'Europe/Berlin', now()) returning id)
                insert into therapist_base (therapist_id, from_date, location_id) select ?, '2026-03-09', id from place
                """, practice.therapistId);
        after(Duration.ofMinutes(15));
        refresh(id).body("lastFailure", nullValue());
        assertThat(times(id)).containsExactly("2026-03-09 23:00:00 2026-03-10 23:00:00");
    }

    private static List<String> times(String calendar) {
        return Practice.query("""
                select (start_at at time zone 'UTC') || ' ' || (end_at at time zone 'UTC') from booking.busy_elsewhere
                where source_id = ? order by start_at
                """, UUID.fromString(calendar));
    }

    @Test
    void ones_own_calendar_that_comes_back_blocks_nothing_twice() {
        UUID cleo = aClient();
        practice.booked(cleo, "2026-03-03T15:00:00Z");
        String own = given().get(URI.create(post(practice.asTherapist(), "/calendar-feeds", Map.of("as", "therapist"))
                                .extract()
                                .<String>path("address"))
                        .getPath())
                .asString();
        assertThat(own).contains("DTSTART:20260303T150000Z");
        server.answers(own);
        String id = added();

        refresh(id).body("lastFailure", nullValue());

        assertThat(Practice.query(
                        "select b::text from booking.busy_elsewhere b where source_id = ?", UUID.fromString(id)))
                .isEmpty();
    }

    @Test
    void every_quarter_of_an_hour_what_is_due_is_read() throws Exception {
        server.answers(calendar(MORNING));
        String id = added();

        reading.readWhatIsDue();
        assertThat(tuesday()).hasSize(3);
        assertThat(server.asked).hasSize(1);

        after(Duration.ofMinutes(15).minusSeconds(1));
        reading.readWhatIsDue();
        assertThat(server.asked).hasSize(1);
        server.answers(calendar());
        after(Duration.ofSeconds(1));
        reading.readWhatIsDue();
        assertThat(server.asked).hasSize(2);
        assertThat(tuesday()).hasSize(15);
        list().body("items[0].id", equalTo(id)).body("items[0].lastSuccessAt", equalTo("2026-03-02T08:15:00Z"));
    }

    @Test
    void replicas_that_look_at_the_same_moment_ask_for_each_calendar_once() throws Exception {
        server.answers(calendar());
        for (int i = 0; i < 40; i++) {
            practice.store(
                    "insert into busy_calendar (id, therapist_id, address, created_at, next_fetch_at)"
                            + " values (?, ?, ?, now(), '2026-03-02T08:00:00Z')",
                    UUID.randomUUID(),
                    practice.therapistId,
                    here("/" + i));
        }
        try (var replicas = Executors.newFixedThreadPool(4)) {
            var looking = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 4; i++) {
                looking.add(() -> {
                    reading.readWhatIsDue();
                    return null;
                });
            }
            for (var one : replicas.invokeAll(looking)) {
                one.get();
            }
        }

        assertThat(server.asked)
                .extracting(CalendarServer.Asked::path)
                .hasSize(40)
                .doesNotHaveDuplicates();
    }

    @Test
    void somebody_who_keeps_asking_waits_a_minute() {
        server.answers(calendar());
        String id = added();
        refresh(id).statusCode(200);
        after(Duration.ofSeconds(20));

        refresh(id).statusCode(429).header("Retry-After", "40").body("code", equalTo("just-read"));
        assertThat(server.asked).hasSize(1);
        after(Duration.ofSeconds(40));
        refresh(id).statusCode(200);
    }

    @Test
    void what_arrives_after_a_calendar_was_removed_is_not_kept() {
        UUID id = UUID.fromString(added());
        var due = calendars.claim(1).getFirst();
        assertThat(due.id()).isEqualTo(id);
        calendars.remove(practice.therapistId, id);

        calendars.replace(
                due,
                new Download.Received("", null, null),
                new BusyTimes.Reading.Busy(
                        List.of(org.kneadwell.booking.slot.engine.TimeSlot.of(
                                Instant.parse("2026-03-03T14:00:00Z"), Duration.ofHours(1))),
                        List.of()));

        assertThat(Practice.query("select b::text from booking.busy_elsewhere b where source_id = ?", id))
                .isEmpty();
    }

    @Test
    void five_calendars_are_read_and_each_once() {
        for (int i = 1; i <= 4; i++) {
            post(practice.asTherapist(), path(""), Map.of("address", "https://calendar.example/" + i))
                    .statusCode(201);
        }
        post(practice.asTherapist(), path(""), Map.of("address", "webcal://calendar.example/1"))
                .statusCode(409)
                .body("code", equalTo("calendar-exists"));
        post(practice.asTherapist(), path(""), Map.of("address", "https://calendar.example/5"))
                .statusCode(201);
        post(practice.asTherapist(), path(""), Map.of("address", "https://calendar.example/6"))
                .statusCode(409)
                .body("code", equalTo("too-many-calendars"));
        list().body("items", hasSize(5));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://calendar.example/c.ics, 422, not-https",
        "file:///etc/passwd, 422, not-https",
        "calendar.example, 422, not-https",
        "https://, 422, malformed-address",
        "https://ada:secret@calendar.example/, 422, credentials-in-address",
        "'', 400, invalid-input",
    })
    void what_is_not_an_address_is_refused(String address, int status, String code) {
        post(practice.asTherapist(), path(""), Map.of("address", address))
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
        list().body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "https://169.254.169.254/latest/meta-data/",
        "https://127.0.0.2/",
        "https://[::1]/",
        "http://10.0.0.1/",
        "https://[::ffff:169.254.169.254]/"
    })
    void an_address_within_our_network_is_never_asked(String address) {
        String id = post(practice.asTherapist(), path(""), Map.of("address", address))
                .statusCode(201)
                .extract()
                .path("id");

        refresh(id).statusCode(200).body("lastFailure.code", equalTo("private-address"));
    }

    @Test
    void an_address_is_never_shown_whole() {
        server.answers(exchange -> CalendarServer.answer(exchange, 500, ""));
        var added = post(practice.asTherapist(), path(""), Map.of("address", here("/secret-0123456789.ics")))
                .extract()
                .asString();
        String id = list().extract().path("items[0].id");

        assertThat(List.of(
                        added,
                        list().extract().asString(),
                        refresh(id).extract().asString()))
                .noneMatch(answer -> answer.contains("secret-0123456789"));
        assertThat(Practice.query("select body from booking.idempotency_key where principal = ?", practice.accountId))
                .isNotEmpty()
                .noneMatch(body -> body.contains("secret-0123456789"));
    }

    @Test
    void only_the_therapist_and_coordinators_see_and_change_them() {
        server.answers(calendar());
        String id = added();
        var another = Practice.open();
        var refused = Map.of(
                Tokens.client(aClient()), 403, another.asTherapist(), 404, Tokens.therapist(UUID.randomUUID()), 404);
        refused.forEach((token, status) -> {
            get(token, path("")).statusCode(status);
            post(token, path(""), Map.of("address", "https://calendar.example/"))
                    .statusCode(status);
            post(token, path("/" + id + "/refresh")).statusCode(status);
            as(token).delete("/api/booking/v1" + path("/" + id)).then().statusCode(status);
        });
        given().get("/api/booking/v1" + path("")).then().statusCode(401);
        // Its own path does not lead a therapist to another's calendar.
        String around = "/therapists/" + another.therapistId + "/busy-calendars/" + id;
        post(another.asTherapist(), around + "/refresh").statusCode(404);
        as(another.asTherapist()).delete("/api/booking/v1" + around).then().statusCode(404);
        assertThat(server.asked).isEmpty();

        String cora = Tokens.coordinator(UUID.randomUUID());
        get(cora, path("")).statusCode(200).body("items", hasSize(1));
        post(cora, path("/" + id + "/refresh")).statusCode(200);
    }
}
