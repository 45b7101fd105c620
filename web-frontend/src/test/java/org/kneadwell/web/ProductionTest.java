package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the production profile, as {@link ProductionCheck} lets it start, and behind a proxy that ends TLS. */
@QuarkusTest
@TestProfile(ProductionTest.Production.class)
class ProductionTest {

    public static final class Production extends ProductionProfile {
        @Override
        void change(Map<String, String> settings) {
            settings.put("kneadwell.limits.calendar", "2");
        }
    }

    private static Map<String, String> through(String address) {
        return Map.of("Host", "booking.practice.org", "X-Forwarded-Proto", "https", "X-Forwarded-For", address);
    }

    @Test
    void every_cookie_is_secure_and_of_this_host_only_and_out_of_reach_of_scripts_and_other_sites() {
        var signedIn = Visitor.signIn("/result", through("203.0.113.1"));
        var signedOut = given().redirects()
                .follow(false)
                .headers(through("203.0.113.1"))
                .cookies(signedIn.cookies())
                .get("/logout");

        var lines = new java.util.ArrayList<>(signedIn.setCookieLines());
        lines.addAll(signedOut.headers().getValues("Set-Cookie"));
        // A sign-in under way, the session, its end, and the way back from the identity provider.
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("__Host-q_auth"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("__Host-q_session=").doesNotContain("Max-Age=0"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("__Host-q_session=;").contains("Max-Age=0"))
                .anySatisfy(line -> assertThat(line).startsWith("__Host-q_post_logout="))
                .allSatisfy(line -> assertThat(line)
                        .startsWith("__Host-")
                        .contains("; Secure")
                        .contains("; HTTPOnly")
                        .contains("; SameSite=Lax")
                        .contains("; Path=/")
                        .doesNotContain("Domain")
                        .satisfies(whole -> assertThat(whole.substring(0, whole.indexOf(';')))
                                .hasSizeLessThanOrEqualTo(4096)));
    }

    @Test
    void nobody_is_anything_by_a_password_alone_and_who_signs_up_is_led_to_a_passkey() {
        given().headers(through("203.0.113.9"))
                .cookies(Visitor.signIn("/", through("203.0.113.9")).cookies())
                .get("/session")
                .then()
                .body("roles", equalTo(List.of()))
                .body("needSecondFactor", equalTo(List.of("client")));
        var signUp = given().redirects()
                .follow(false)
                .headers(through("203.0.113.9"))
                .get("/login?prompt=create&return=/")
                .header("Location");
        assertThat(signUp).contains("kc_action=webauthn-register-passwordless");
    }

    @Test
    void a_session_is_read_from_its_own_cookie_and_from_none_that_a_sibling_host_could_plant() {
        var session = Visitor.signIn("/", through("203.0.113.2")).cookies();
        given().headers(through("203.0.113.2"))
                .cookies(session)
                .get("/session")
                .then()
                .body("signedIn", equalTo(true));

        var planted = new HashMap<String, String>();
        session.forEach((name, value) -> planted.put(name.replace("__Host-", ""), value));
        given().headers(through("203.0.113.2"))
                .cookies(planted)
                .get("/session")
                .then()
                .body("signedIn", equalTo(false));
    }

    @Test
    void the_identity_provider_is_told_the_address_that_people_see() {
        var first = given().redirects()
                .follow(false)
                .headers(through("203.0.113.3"))
                .get("/login");
        assertThat(URLDecoder.decode(first.header("Location"), StandardCharsets.UTF_8))
                .contains("redirect_uri=https://booking.practice.org/login/callback");
        assertThat(first.header("Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
    }

    @Test
    void a_program_that_came_to_the_proxy_without_tls_is_refused_and_not_led_on() {
        var calendar = "/api/booking/v1/calendars/" + "b".repeat(43) + ".ics";
        var plain = new HashMap<>(through("203.0.113.6"));
        plain.put("X-Forwarded-Proto", "http");
        for (var path : List.of(calendar, "/api/intake/v1/drafts/current", "/api/nothing")) {
            given().redirects()
                    .follow(false)
                    .headers(plain)
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .header("Location", nullValue())
                    .header("Cache-Control", "no-store")
                    .body("code", equalTo("not-encrypted"));
        }
        assertThat(given().headers(through("203.0.113.6")).get(calendar).statusCode())
                .isEqualTo(200);
    }

    /** {@code ProductionStartTest} asks the packaged gateway for what only a test or a developer is shown. */
    @Test
    void it_tells_whether_it_is_up_and_nothing_else() {
        for (var path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started")) {
            assertThat(given().headers(through("203.0.113.7"))
                            .get(path)
                            .then()
                            .statusCode(200)
                            .extract()
                            .<Map<String, Object>>as(Map.class))
                    .as(path)
                    .isEqualTo(Map.of("status", "UP", "checks", List.of()));
        }
        for (var path : List.of(
                "/q",
                "/q/",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/info",
                "/q/arc",
                "/q/dev",
                "/q/dev-ui",
                "/q/nothing")) {
            given().redirects()
                    .follow(false)
                    .headers(through("203.0.113.7"))
                    .get(path)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void everybody_behind_the_proxy_is_counted_alone() {
        var calendar = "/api/booking/v1/calendars/" + "a".repeat(43) + ".ics";
        for (var expected : new int[] {200, 200, 429}) {
            assertThat(given().headers(through("203.0.113.4")).get(calendar).statusCode())
                    .isEqualTo(expected);
        }
        assertThat(given().headers(through("203.0.113.5")).get(calendar).statusCode())
                .isEqualTo(200);
    }
}
