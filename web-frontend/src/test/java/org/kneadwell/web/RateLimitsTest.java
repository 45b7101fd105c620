package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Of the few requests that are let through here the next one is refused, and tells when to come back. */
@QuarkusTest
@TestProfile(RateLimitsTest.Low.class)
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class RateLimitsTest {

    public static final class Low implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "kneadwell.limits.login", "4",
                    "kneadwell.limits.search", "3",
                    "kneadwell.limits.hold", "2",
                    "kneadwell.limits.book", "2",
                    "kneadwell.limits.calendar", "3",
                    "kneadwell.limits.archive", "1",
                    "kneadwell.limits.other", "5");
        }
    }

    private static void refusedAfter(int allowed, Supplier<Response> request) {
        for (int i = 0; i < allowed; i++) {
            assertThat(request.get().statusCode()).as("request " + (i + 1)).isLessThan(400);
        }
        Response refused = request.get();
        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too-many-requests"))
                .header("Cache-Control", "no-store");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    }

    /** Each kind is counted by itself, so one that is used up leaves the others alone. */
    @Test
    void what_is_asked_too_often_is_refused_for_a_while() {
        Map<String, String> cookies = Visitor.signIn("/");
        refusedAfter(3, () -> given().cookies(cookies).get("/api/booking/v1/matches"));
        assertThat(given().cookies(cookies)
                        .get("/api/booking/v1/therapists/0190a000-0000-7000-8000-000000000002/slots")
                        .statusCode())
                .isEqualTo(429);
        refusedAfter(2, () -> post(cookies, "/api/booking/v1/holds"));
        assertThat(post(cookies, "/api/booking/v1/holds/any-therapist").statusCode())
                .isEqualTo(429);
        refusedAfter(2, () -> post(cookies, "/api/booking/v1/appointments"));
        refusedAfter(5, () -> given().cookies(cookies).get("/api/booking/v1/appointments"));
        // Nobody guesses the address of a calendar by trying.
        refusedAfter(3, () -> given().get("/api/booking/v1/calendars/" + "a".repeat(43) + ".ics"));
        anArchiveIsMadeSeldomAndTheRefusalIsReadable(cookies);
        // Signing in above took two, with the way back.
        refusedAfter(2, () -> given().redirects().follow(false).get("/login"));
        // Whoever comes with a browser gets words and not JSON.
        var page = given().redirects()
                .follow(false)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/login");
        page.then()
                .statusCode(429)
                .contentType("text/html")
                .header("Cache-Control", "no-store")
                .body(containsString("Too many attempts to sign in"), not(containsString("@@")));
        assertThat(Integer.parseInt(page.header("Retry-After"))).isBetween(1, 60);
        assertThat(page.header("Content-Security-Policy")).contains("'nonce-").doesNotContain("unsafe-inline");
    }

    /** The services here answer with nothing an archive could be made of; what was tried counts all the same. */
    private static void anArchiveIsMadeSeldomAndTheRefusalIsReadable(Map<String, String> cookies) {
        assertThat(archive(cookies, "*/*").statusCode()).isEqualTo(502);
        var refused = archive(cookies, "*/*");
        refused.then().statusCode(429).body("code", equalTo("too-many-requests"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3000, 3600);
        archive(cookies, "text/html,*/*;q=0.8")
                .then()
                .statusCode(429)
                .contentType("text/html")
                .header("Cache-Control", "no-store")
                .body(containsString("Too many archives"), not(containsString("@@")));
    }

    private static Response archive(Map<String, String> cookies, String accept) {
        return given().cookies(cookies)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Accept", accept)
                .get("/my-data.zip");
    }

    private static Response post(Map<String, String> cookies, String path) {
        return given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .contentType("application/json")
                .body("{}")
                .post(path);
    }
}
