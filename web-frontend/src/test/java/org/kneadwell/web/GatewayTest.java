package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class GatewayTest {
    @TestHTTPResource("/")
    URI base;

    @Test
    void a_call_without_a_session_is_refused_as_a_problem() {
        given().get("/api/intake/v1/drafts/current")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", nullValue())
                .header("Cache-Control", "no-store")
                .body("code", equalTo("not-signed-in"))
                .body("type", equalTo("https://kneadwell.org/problems/not-signed-in"))
                .body("instance", equalTo("/api/intake/v1/drafts/current"));
    }

    @Test
    void a_calendar_is_read_by_its_secret_address_without_a_session() {
        var address = "/api/booking/v1/calendars/" + "aB3-_".repeat(9).substring(0, 43) + ".ics";
        var answer = given().cookie("q_session", "garbage")
                .header("Authorization", "Bearer forged")
                .header("If-None-Match", "W/\"1\"")
                .get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.path("uri").toString()).isEqualTo(address);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("ETag")).isEqualTo("\"7\"");
        Map<String, String> headers = answer.path("headers");
        assertThat(headers).doesNotContainKeys("cookie", "authorization").containsEntry("if-none-match", "W/\"1\"");
    }

    @Test
    void only_reading_a_calendar_goes_without_a_session() {
        var secret = "a".repeat(43);
        for (var path : List.of(
                "/api/booking/v1/calendars/" + secret,
                "/api/booking/v1/calendars/" + secret + ".ics/more",
                "/api/booking/v1/calendars/" + secret + "b.ics",
                "/api/booking/v1/calendars/.ics",
                "/api/booking/v1/calendars/" + secret + ".icsx",
                "/api/intake/v1/calendars/" + secret + ".ics",
                "/api/booking/v1/calendar-feeds")) {
            given().get(path).then().statusCode(401);
        }
        given().header("X-Kneadwell-CSRF", "1")
                .contentType("application/json")
                .body("{}")
                .post("/api/booking/v1/calendars/" + secret + ".ics")
                .then()
                .statusCode(401);
    }

    @Test
    void a_broken_session_is_refused_and_forgotten_without_a_redirect() {
        var answer = given().cookie("q_session", "garbage").get("/api/booking/v1/me/profile");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        given().cookie("q_session", "garbage")
                .get("/session")
                .then()
                .statusCode(200)
                .body("signedIn", equalTo(false));
    }

    @Test
    void who_has_no_account_is_led_to_where_one_is_made() {
        var signUp = given().redirects().follow(false).get("/login?prompt=create&return=/&ui_locales=de");
        assertThat(query(signUp.header("Location")))
                .containsEntry("ui_locales", "de")
                .doesNotContainKey("kc_action");
        assertThat(query(signUp.header("Location"))).containsEntry("prompt", "create");
        var signIn = given().redirects().follow(false).get("/login?return=/");
        assertThat(query(signIn.header("Location"))).doesNotContainKey("prompt");
    }

    @Test
    void nobody_is_signed_in_at_first() {
        given().get("/session")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                // Not here, where people come without TLS.
                .header("Strict-Transport-Security", nullValue())
                .body("signedIn", equalTo(false))
                .body("name", nullValue());
    }

    /** Signed with the right key, and fresh. */
    @ParameterizedTest
    @CsvSource({
        FakeIdentityProvider.NONCE + ", of-another-sign-in",
        FakeIdentityProvider.AUDIENCE + ", another-client",
        FakeIdentityProvider.ISSUER + ", https://elsewhere.example/realm",
    })
    void an_id_token_of_another_sign_in_or_client_or_issuer_opens_no_session(String property, String value) {
        System.setProperty(property, value);
        try {
            var first = given().redirects().follow(false).get("/login");
            assertThat(first.header("Location")).contains("nonce=");
            var second =
                    given().redirects().follow(false).urlEncodingEnabled(false).get(first.header("Location"));
            var back = URI.create(second.header("Location"));
            var refused = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .cookies(first.cookies())
                    .get(back.getRawPath() + "?" + back.getRawQuery());
            assertThat(refused.header("Location")).isEqualTo("/?signin=failed");
            assertThat(refused.cookies()).doesNotContainKey("q_session");
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void ones_account_is_at_the_identity_provider() {
        var cookies = Visitor.signIn("/");
        var provider = given().redirects().follow(false).get("/login").header("Location");
        given().redirects()
                .follow(false)
                .cookies(cookies)
                .get("/account")
                .then()
                .statusCode(302)
                .header("Location", provider.substring(0, provider.indexOf("/auth?")) + "/account");
        given().redirects().follow(false).get("/account").then().statusCode(302).header("Location", "/login");
    }

    @Test
    void signing_in_leads_back_to_where_one_was_and_the_service_gets_the_token_but_no_cookie() {
        var cookies = Visitor.signIn("/result?x=1");
        given().cookies(cookies)
                .get("/session")
                .then()
                .statusCode(200)
                .body("signedIn", equalTo(true))
                .body("name", equalTo("Cleo Client"))
                .body("roles", equalTo(List.of("client")));

        var answer = given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("Authorization", "Bearer forged")
                .header("Idempotency-Key", "k1")
                .contentType("application/json")
                .body("{\"answers\":{}}")
                .post("/api/intake/v1/drafts?a=b");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("ETag")).isEqualTo("\"7\"");
        assertThat(answer.headers().getValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        assertThat(answer.path("uri").toString()).isEqualTo("/api/intake/v1/drafts?a=b");
        assertThat(answer.path("body").toString()).isEqualTo("{\"answers\":{}}");
        Map<String, String> headers = answer.path("headers");
        assertThat(headers)
                .doesNotContainKeys("cookie", "x-forwarded-for", "x-kneadwell-csrf")
                .containsEntry("idempotency-key", "k1");
        String token = headers.get("authorization").substring("Bearer ".length());
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])))
                .contains(FakeIdentityProvider.ACCESS_TOKEN_MARK);
    }

    /** Here people come without TLS; {@link ProductionTest} looks at the cookies where they come by it. */
    @Test
    void every_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        assertThat(Visitor.signIn("/", Map.of()).setCookieLines())
                .anySatisfy(cookie -> assertThat(cookie).startsWith("q_session="))
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("HTTPOnly")
                        .contains("SameSite=Lax")
                        .contains("Path=/"));
    }

    @Test
    void a_change_without_the_header_is_refused() {
        given().cookies(Visitor.signIn("/"))
                .contentType("application/json")
                .body("{}")
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("cross-site-request"));
    }

    @Test
    void a_change_from_another_origin_is_refused_even_with_the_header() {
        var cookies = Visitor.signIn("/");
        given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .header("Origin", "https://elsewhere.example")
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(403);
        given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .header("Sec-Fetch-Site", "same-site")
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(403);
        given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .header("Origin", base.getScheme() + "://" + base.getAuthority())
                .header("Sec-Fetch-Site", "same-origin")
                .post("/api/booking/v1/holds")
                .then()
                .statusCode(200);
    }

    @Test
    void no_other_origin_may_read_our_answers() {
        var cookies = Visitor.signIn("/");
        for (var path : List.of("/", "/session", "/api/booking/v1/matches")) {
            given().cookies(cookies)
                    .header("Origin", "https://elsewhere.example")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("Access-Control-Allow-Origin", nullValue());
        }
    }

    @Test
    void nothing_is_echoed_and_no_folder_is_listed() {
        var cookies = Visitor.signIn("/");
        for (var path : List.of("/", "/session", "/api/booking/v1/matches")) {
            given().cookies(cookies)
                    .header("X-Kneadwell-CSRF", "1")
                    .request("TRACE", path)
                    .then()
                    .statusCode(405);
        }
        given().get("/assets/").then().statusCode(404);
    }

    @Test
    void an_oversized_body_is_refused_before_it_is_read() {
        given().cookies(Visitor.signIn("/"))
                .header("X-Kneadwell-CSRF", "1")
                .body(new byte[256 * 1024 + 1])
                .post("/api/intake/v1/drafts")
                .then()
                .statusCode(413)
                .body("code", equalTo("body-too-large"));
    }

    @Test
    void what_is_too_large_is_refused_at_every_address() {
        for (var path : List.of("/", "/session", "/login", "/api/booking/v1/calendars/" + "a".repeat(43) + ".ics")) {
            given().body(new byte[256 * 1024 + 1])
                    .post(path)
                    .then()
                    .statusCode(413)
                    .contentType("application/problem+json")
                    .body("code", equalTo("body-too-large"));
        }
        for (var path : List.of("/", "/session", "/login", "/api/booking/v1/matches", "/assets/a.js")) {
            given().header("X-Large", "x".repeat(16 * 1024 + 1))
                    .get(path)
                    .then()
                    .statusCode(431)
                    .contentType("application/problem+json")
                    .header("Cache-Control", "no-store")
                    .header("X-Content-Type-Options", "nosniff")
                    .body("code", equalTo("headers-too-large"));
        }
        given().header("X-Large", "x".repeat(15 * 1024)).get("/session").then().statusCode(200);
        // Beyond the server's own limit nobody reads far enough to answer in words.
        given().header("X-Large", "x".repeat(40 * 1024)).get("/session").then().statusCode(431);
        given().get("/session?" + "x".repeat(8 * 1024)).then().statusCode(414);
    }

    @Test
    void a_body_without_a_length_is_refused_before_it_is_read() throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /api/intake/v1/drafts HTTP/1.1\r\nHost: localhost\r\nX-Kneadwell-CSRF: 1\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 411 Length Required");
        }
    }

    @Test
    void no_answer_of_the_api_is_kept_whatever_the_service_says() {
        var cookies = Visitor.signIn("/");
        // The fake service says that anybody may keep its answers.
        for (var path : List.of(
                "/api/intake/v1/assessments/current",
                "/api/booking/v1/matches",
                "/api/feedback/v1/follow-ups",
                "/api/nothing/here",
                "/api/intake/v1/..%2fsession")) {
            assertThat(given().cookies(cookies)
                            .urlEncodingEnabled(false)
                            .get(path)
                            .headers()
                            .getValues("Cache-Control"))
                    .as(path)
                    .containsExactly("no-store");
        }
    }

    @Test
    void a_service_that_is_down_or_slow_is_told_as_a_problem() {
        var cookies = Visitor.signIn("/");
        given().cookies(cookies)
                .get("/api/feedback/v1/follow-ups")
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("code", equalTo("service-unreachable"));
        given().cookies(cookies)
                .get("/api/booking/v1/slow")
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .body("code", equalTo("service-too-slow"));
    }

    @Test
    void a_path_in_disguise_is_refused() {
        var cookies = Visitor.signIn("/");
        for (String path :
                List.of("/api/intake/..%2f..%2fq/metrics", "/api/intake/%2e%2e/q/metrics", "/api/intake/v1;a=b")) {
            given().cookies(cookies)
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(oneOf(400, 404))
                    .body(not(containsString("\"uri\"")));
        }
    }

    @Test
    void an_unknown_api_is_a_problem_not_a_page() {
        given().get("/api/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @Test
    void every_page_address_gets_the_page_with_its_own_nonce() {
        Response one = given().get("/therapist/appointments/42/summary");
        Response two = given().get("/");
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.contentType()).startsWith("text/html");
        assertThat(one.header("Cache-Control")).isEqualTo("no-store");
        String policy = one.header("Content-Security-Policy");
        assertThat(policy).contains("frame-ancestors 'none'").doesNotContain("unsafe-inline");
        var nonce = Pattern.compile("'nonce-([^']+)'").matcher(policy);
        assertThat(nonce.find()).isTrue();
        assertThat(one.body().asString())
                .contains("nonce=\"" + nonce.group(1) + "\"")
                .doesNotContain("@@csp-nonce@@");
        assertThat(two.header("Content-Security-Policy")).isNotEqualTo(policy);
        assertThat(one.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(one.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(one.header("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void a_missing_file_is_missing_and_not_a_page() {
        given().get("/assets/gone-12345678.js")
                .then()
                .statusCode(404)
                .header("Cache-Control", "no-store")
                .body(not(containsString("id=\"root\"")));
        given().get("/index.html").then().statusCode(404);
        given().get("/q/nothing").then().statusCode(404).body(not(containsString("id=\"root\"")));
    }

    @Test
    void the_documents_of_the_api_are_there_for_whoever_writes_a_client() {
        for (var service : List.of("intake", "booking", "feedback")) {
            given().get("/api-docs/" + service + ".yaml")
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body(containsString("openapi: 3.1.0"))
                    .body(containsString("/api/" + service + "/v1/"));
        }
        given().get("/api-docs/").then().statusCode(404);
    }

    @Test
    void whatever_is_text_says_its_charset() {
        String page = given().get("/").body().asString();
        var paths =
                new java.util.TreeSet<>(List.of("/", "/api-docs/intake.yaml", "/login-that-is-no-file", "/q/nothing"));
        Pattern.compile("\"(/[^\"]+\\.[a-z]+)\"").matcher(page).results().forEach(file -> paths.add(file.group(1)));
        assertThat(paths).anyMatch(path -> path.endsWith(".js")).anyMatch(path -> path.endsWith(".css"));
        for (String path : paths) {
            String type = given().get(path).contentType().toLowerCase(java.util.Locale.ROOT);
            if (type.startsWith("text/")) {
                assertThat(type).as(path).contains("charset=utf-8");
            } else {
                assertThat(type).as(path).matches("(application|image|font)/.+");
            }
        }
    }

    @Test
    void a_hashed_asset_may_be_kept_for_ever() {
        String page = given().get("/").body().asString();
        var asset = Pattern.compile("\"(/assets/[^\"]+\\.js)\"").matcher(page);
        assertThat(asset.find()).isTrue();
        given().get(asset.group(1))
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable");
    }

    @Test
    void the_development_clock_is_absent_outside_local_use() {
        given().get("/dev/clock").then().statusCode(404);
        given().header("X-Kneadwell-CSRF", "1")
                .body("{\"advance\":\"PT1H\"}")
                .post("/dev/clock")
                .then()
                .statusCode(oneOf(404, 405));
    }

    @Test
    void signing_out_without_a_session_just_leads_home() {
        given().redirects().follow(false).get("/logout").then().statusCode(302).header("Location", "/");
    }

    @Test
    void signing_out_ends_the_session_here_and_at_the_identity_provider() {
        var answer =
                given().redirects().follow(false).cookies(Visitor.signIn("/")).get("/logout");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("/realm/bye?");
        var asked = query(answer.header("Location"));
        assertThat(asked).containsEntry("post_logout_redirect_uri", "http://localhost:8080/");
        assertThat(claims(asked.get("id_token_hint")))
                .contains("\"aud\":\"gateway\"")
                .contains("0190a000-0000-7000-8000-000000000001")
                .doesNotContain(FakeIdentityProvider.ACCESS_TOKEN_MARK);
        assertThat(answer.headers().getValues("Set-Cookie"))
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("q_session=;").contains("Max-Age=0"));
        assertThat(answer.header("Clear-Site-Data")).isEqualTo("\"storage\"");
    }

    @Test
    void signing_out_leads_to_our_own_page_whatever_the_request_says() {
        var answer = given().redirects()
                .follow(false)
                .cookies(Visitor.signIn("/"))
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("Referer", "https://evil.example/")
                .get("/logout?post_logout_redirect_uri=https://evil.example/&return=https://evil.example/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).doesNotContain("evil");
        assertThat(query(answer.header("Location")))
                .containsEntry("post_logout_redirect_uri", "http://localhost:8080/");
    }

    @Test
    void another_site_cannot_sign_anybody_out() {
        var cookies = Visitor.signIn("/");
        for (var site : List.of("cross-site", "same-site")) {
            var answer = given().redirects()
                    .follow(false)
                    .cookies(cookies)
                    .header("Sec-Fetch-Site", site)
                    .get("/logout");
            assertThat(answer.header("Location")).as(site).isEqualTo("/");
            assertThat(answer.headers().getValues("Set-Cookie")).as(site).isEmpty();
        }
        given().redirects()
                .follow(false)
                .cookies(cookies)
                .header("Sec-Fetch-Site", "same-origin")
                .get("/logout")
                .then()
                .header("Location", containsString("/realm/bye?"));
    }

    private static Map<String, String> query(String location) {
        return Arrays.stream(URI.create(location).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    @Test
    void only_a_path_of_our_own_is_returned_to() {
        assertThat(Session.safeReturn("/follow-ups/1?a=b")).isEqualTo("/follow-ups/1?a=b");
        assertThat(Session.safeReturn("//evil.example")).isEqualTo("/");
        assertThat(Session.safeReturn("/\\evil.example")).isEqualTo("/");
        assertThat(Session.safeReturn("https://evil.example")).isEqualTo("/");
        assertThat(Session.safeReturn("/a\r\nSet-Cookie: x=1")).isEqualTo("/");
        assertThat(Session.safeReturn("/logout")).isEqualTo("/");
        assertThat(Session.safeReturn(null)).isEqualTo("/");
    }
}
