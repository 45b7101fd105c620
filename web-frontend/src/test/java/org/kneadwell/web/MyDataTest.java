package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client takes all that is kept about them, or is told that it could not be made whole. */
@QuarkusTest
@TestProfile(MyDataTest.Often.class)
class MyDataTest {

    public static final class Often implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.limits.archive", "1000", "kneadwell.archive.at-most", "200000");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FakeIdentityProvider.class), new TestResourceEntry(Upstreams.class));
        }

        /** Its services are {@link Clinic}. */
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    private static final String CANARY = "canary-in-the-note";
    private static final String APPOINTMENT = "0190a000-0000-7000-8000-0000000000a1";
    private static final String SECOND = "0190a000-0000-7000-8000-0000000000a2";
    private static final String FOLLOW_UP = "0190a000-0000-7000-8000-0000000000f1";
    private static final String APPOINTMENTS = "/api/booking/v1/appointments";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ConfigProperty(name = "kneadwell.upstream.intake")
    URI intake;

    @ConfigProperty(name = "kneadwell.upstream.booking")
    URI booking;

    @ConfigProperty(name = "kneadwell.upstream.feedback")
    URI feedback;

    private Clinic clinic;

    /** Two appointments on two pages, one of them with all there can be. */
    @BeforeEach
    void aClientWithAHistory() {
        clinic = new Clinic(Map.of("intake", intake, "booking", booking, "feedback", feedback));
        clinic.has("/api/booking/v1/me/profile", "{\"jurisdiction\":\"R1\",\"timeZone\":\"Europe/Berlin\"}");
        clinic.has(
                APPOINTMENTS,
                new Clinic.Reply(200, "{\"items\":[" + appointment(APPOINTMENT) + "]}", APPOINTMENTS + "?cursor=b", 0));
        clinic.has(APPOINTMENTS + "?cursor=b", "{\"items\":[" + appointment(SECOND) + "]}");
        clinic.has(APPOINTMENTS + "/" + APPOINTMENT, appointment(APPOINTMENT));
        clinic.has(
                APPOINTMENTS + "/" + APPOINTMENT + "/payments",
                "{\"items\":[{\"kind\":\"payment\",\"amount\":80.00,\"currency\":\"EUR\"}]}");
        clinic.has(
                "/api/intake/v1/appointments/" + APPOINTMENT + "/today-check",
                "{\"tolerance\":\"lower_today\",\"note\":\"" + CANARY + " <script>alert(1)</script>\"}");
        clinic.has(
                "/api/feedback/v1/follow-ups",
                "{\"items\":[{\"id\":\"" + FOLLOW_UP + "\",\"sessionEndedAt\":\"2026-11-23T11:00:00Z\","
                        + "\"answers\":[{\"soreness\":5}]}]}");
    }

    @AfterEach
    void close() {
        clinic.close();
        System.clearProperty(FakeIdentityProvider.ROLES);
    }

    private static String appointment(String id) {
        return "{\"id\":\"" + id
                + "\",\"state\":\"completed\",\"start\":\"2026-11-23T10:00:00Z\",\"zone\":\"Asia/Tokyo\","
                + "\"therapist\":{\"id\":\"0190a000-0000-7000-8000-0000000000d1\",\"name\":\"Ada Amsel\"}}";
    }

    private static Response take(Map<String, String> cookies) {
        return given().cookies(cookies).header("Sec-Fetch-Site", "same-origin").get(MyData.PATH);
    }

    private static Map<String, String> files(Response archive) throws IOException {
        assertThat(archive.statusCode()).isEqualTo(200);
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive.asByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void a_client_takes_all_that_is_kept_in_one_archive() throws IOException {
        var archive = take(Visitor.signIn("/"));
        archive.then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", "attachment; filename=\"kneadwell-my-data.zip\"")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Length", Integer.toString(archive.asByteArray().length));
        var files = files(archive);
        assertThat(files.keySet())
                .containsExactly("index.html", "booking.json", "intake.json", "feedback.json", "manifest.json");

        JsonNode booked = JSON.readTree(files.get("booking.json"));
        assertThat(booked.path("listAppointments").findValuesAsText("start")).hasSize(2);
        assertThat(booked.path("listAppointments").path(1).path("id").asText())
                .as("from the second page")
                .isEqualTo(SECOND);
        assertThat(booked.path("listPayments")
                        .path(APPOINTMENT)
                        .path(0)
                        .path("kind")
                        .asText())
                .isEqualTo("payment");
        assertThat(files.get("booking.json")).as("an amount as it was written").contains("80.00");
        assertThat(booked.path("getAppointment").has(SECOND))
                .as("404: nothing is there")
                .isFalse();
        JsonNode told = JSON.readTree(files.get("intake.json"));
        assertThat(told.path("getTodayCheck").path(APPOINTMENT).path("note").asText())
                .startsWith(CANARY);
        assertThat(told.has("getPressurePlan")).isFalse();
        assertThat(JSON.readTree(files.get("feedback.json"))
                        .path("listFollowUps")
                        .path(0)
                        .path("answers")
                        .path(0)
                        .path("soreness")
                        .asInt())
                .isEqualTo(5);

        JsonNode manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.path("account").asText()).isEqualTo(FakeIdentityProvider.ACCOUNT);
        assertThat(manifest.path("name").asText()).isEqualTo("Cleo Client");
        assertThat(manifest.path("operations")).hasSameSizeAs(ArchiveContents.ASKED);
        assertThat(manifest.path("operations").path(1).path("found").asInt()).isEqualTo(2);
        assertThat(manifest.path("leftOut").findValuesAsText("operation")).contains("readCalendar");
        assertThat(manifest.path("files").path(1).path("bytes").asInt())
                .isEqualTo(files.get("booking.json").getBytes(StandardCharsets.UTF_8).length);

        assertThat(files.get("index.html"))
                .contains("Ada Amsel", CANARY + " &lt;script&gt;", "Monday, 23 November 2026, 19:00 (Asia/Tokyo)")
                .contains("Monday, 23 November 2026, 12:00 (Europe/Berlin)")
                .doesNotContain("<script", APPOINTMENT);
    }

    @Test
    void each_service_is_asked_with_the_callers_own_token_and_nothing_else_of_theirs() {
        take(Visitor.signIn("/")).then().statusCode(200);
        assertThat(clinic.calls).isNotEmpty().allSatisfy(call -> {
            assertThat(call.headers()).doesNotContainKeys("cookie", "sec-fetch-site");
            String token = call.headers().get("authorization").substring("Bearer ".length());
            assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
                    .contains(FakeIdentityProvider.ACCESS_TOKEN_MARK, FakeIdentityProvider.ACCOUNT);
        });
        assertThat(clinic.calls).extracting(Clinic.Call::uri).anyMatch(uri -> uri.contains("state=expired"));
    }

    /** In the first service, the last one, a page after the first, and something asked for each of a list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/booking/v1/me/profile",
                "/api/booking/v1/appointments?cursor=b",
                "/api/intake/v1/appointments/" + SECOND + "/today-check",
                "/api/feedback/v1/accesses"
            })
    void what_a_service_does_not_give_leaves_no_archive_that_looks_whole(String path) {
        clinic.has(path, new Clinic.Reply(500, "{\"note\":\"" + CANARY + "\"}", "", 0));
        refused(502, "archive-incomplete");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 401, session-expired",
        "403, 403, not-a-client",
        "410, 410, account-erased",
        "429, 502, archive-incomplete",
        "302, 502, archive-incomplete",
        "204, 502, archive-incomplete"
    })
    void each_refusal_of_a_service_is_told_as_what_it_is(int status, int told, String code) {
        clinic.has("/api/intake/v1/consent", new Clinic.Reply(status, "", "", 0));
        refused(told, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":[{\"id\":\"" + CANARY,
                "[]",
                "",
                "{\"item\":[]}",
                "{\"items\":[{\"id\":\"../../q\"}]}"
            })
    void what_makes_no_sense_is_not_taken_for_an_answer(String body) {
        clinic.has(APPOINTMENTS, body);
        refused(502, "archive-incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example/api/booking/v1/appointments?cursor=b",
                "//elsewhere.example" + APPOINTMENTS,
                "/api/booking/v1/waitlist?cursor=b",
                ".elsewhere.example" + APPOINTMENTS
            })
    void a_next_page_is_a_page_of_the_same_list(String link) {
        clinic.has(APPOINTMENTS, new Clinic.Reply(200, "{\"items\":[]}", link, 0));
        refused(502, "archive-incomplete");
    }

    @Test
    void a_list_that_leads_back_to_itself_is_not_walked_for_ever() {
        clinic.has(APPOINTMENTS + "?cursor=b", new Clinic.Reply(200, "{\"items\":[]}", APPOINTMENTS + "?cursor=b", 0));
        refused(502, "archive-incomplete");
    }

    @Test
    void a_service_that_is_down_or_slow_is_told() {
        clinic.has("/api/feedback/v1/plan", new Clinic.Reply(200, "{}", "", 12_000));
        refused(504, "service-too-slow");
        clinic.stop("feedback");
        refused(502, "service-unreachable");
    }

    @Test
    void more_than_a_gateway_can_hold_is_refused() {
        clinic.has("/api/feedback/v1/plan", "{\"sentence\":\"" + "x".repeat(200_000) + "\"}");
        refused(502, "archive-too-large");
    }

    /** Neither to the person, nor in a log, does anything of what was gathered get. */
    private void refused(int status, String code) {
        var cookies = Visitor.signIn("/");
        var logged = new ArrayList<String>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage() + " " + entry.getThrown() + " "
                        + (entry.getParameters() == null ? "" : List.of(entry.getParameters())));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(listener);
        Response answer;
        try {
            answer = take(cookies);
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Content-Disposition", nullValue())
                .header("Cache-Control", "no-store")
                .body("code", equalTo(code))
                .body(not(containsString(CANARY)));
        assertThat(logged).anyMatch(line -> line.contains("no archive"));
        assertThat(logged).noneMatch(line -> line.contains(CANARY) || line.contains(APPOINTMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void another_site_cannot_start_it(String site) {
        var cookies = Visitor.signIn("/");
        given().cookies(cookies)
                .header("Sec-Fetch-Site", site)
                .header("X-Kneadwell-CSRF", "1")
                .get(MyData.PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross-site-request"));
        assertThat(clinic.calls).isEmpty();
    }

    @Test
    void a_browser_that_does_not_say_who_asks_is_believed_only_with_our_header() {
        var cookies = Visitor.signIn("/");
        given().cookies(cookies).get(MyData.PATH).then().statusCode(403).body("code", equalTo("cross-site-request"));
        assertThat(clinic.calls).isEmpty();
        given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .get(MyData.PATH)
                .then()
                .statusCode(200);
        given().cookies(cookies)
                .header("Sec-Fetch-Site", "none")
                .get(MyData.PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void only_a_client_who_is_signed_in_gets_one() {
        take(Map.of()).then().statusCode(401).body("code", equalTo("not-signed-in"));
        take(Map.of("q_session", "garbage")).then().statusCode(401).body("code", equalTo("session-expired"));
        System.setProperty(FakeIdentityProvider.ROLES, "therapist,offline");
        take(Visitor.signIn("/")).then().statusCode(403).body("code", equalTo("not-a-client"));
        assertThat(clinic.calls).isEmpty();
    }

    @Test
    void whoever_comes_with_a_browser_is_refused_in_words() {
        var page = given().header("Sec-Fetch-Site", "same-origin")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .get(MyData.PATH);
        page.then()
                .statusCode(401)
                .contentType("text/html")
                .body(
                        containsString("Sign in first"),
                        containsString("href=\"/login?return=/\""),
                        not(containsString("@@")));
        assertThat(page.header("Content-Security-Policy")).contains("'nonce-").doesNotContain("unsafe-inline");
    }

    @Test
    void there_is_no_other_way_to_ask() {
        var cookies = Visitor.signIn("/");
        for (String method : List.of("HEAD", "POST", "PUT", "DELETE")) {
            var answer = given().cookies(cookies)
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("X-Kneadwell-CSRF", "1")
                    .request(method, MyData.PATH);
            assertThat(answer.statusCode()).as(method).isBetween(404, 405);
        }
        assertThat(clinic.calls).isEmpty();
    }
}
