package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A session that has ended is over for every copy of its cookie. {@code SignInTest} sees it with the real identity provider. */
@QuarkusTest
@TestProfile(EndedSessionsTest.ManySignIns.class)
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class EndedSessionsTest {

    public static final class ManySignIns implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.limits.login", "1000");
        }
    }

    private static final String BACK_CHANNEL = "/logout/back-channel";

    @Test
    void signing_out_ends_a_copied_session_and_no_other_of_the_same_person() {
        var onThePhone = Visitor.signIn("/");
        var atTheDesk = Visitor.signIn("/");
        assertIsGood(onThePhone);

        given().redirects()
                .follow(false)
                .cookies(onThePhone)
                .get("/logout")
                .then()
                .statusCode(302);

        assertIsOver(onThePhone);
        assertIsOver(onThePhone);
        assertIsGood(atTheDesk);
    }

    @Test
    void what_the_identity_provider_ends_is_over_at_once_and_stays_so() {
        var session = UUID.randomUUID().toString();
        var cookies = signedInAs(session);
        var other = Visitor.signIn("/");

        tell(logoutToken("sid=" + session)).then().statusCode(200);

        assertIsOver(cookies);
        assertIsOver(cookies);
        assertIsGood(other);
    }

    @Test
    void a_word_that_is_not_the_identity_providers_for_us_ends_nothing() {
        var session = UUID.randomUUID().toString();
        var cookies = signedInAs(session);
        var good = logoutToken("sid=" + session);
        var forged = good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(342);

        tell(forged).then().statusCode(400);
        tell(logoutToken("aud=another-client&sid=" + session)).then().statusCode(400);
        tell("not-a-token").then().statusCode(400);
        given().post(BACK_CHANNEL).then().statusCode(400);
        given().get(BACK_CHANNEL + "?logout_token=" + good).then().statusCode(400);
        assertIsGood(cookies);

        tell(good).then().statusCode(200);
        assertIsOver(cookies);
    }

    /** OpenID Connect Back-Channel Logout 1.0, 2.4: otherwise another kind of token could be made to end a session. */
    @Test
    void nor_does_one_that_is_not_typed_as_a_logout() {
        var session = UUID.randomUUID().toString();
        var cookies = signedInAs(session);

        for (var type : List.of("JWT", "at+jwt", "logout", "xlogout+jwt")) {
            tell(logoutToken("typ=" + type.replace("+", "%2B") + "&sid=" + session))
                    .then()
                    .statusCode(400);
        }
        assertIsGood(cookies);

        tell(logoutToken("typ=logout%2Bjwt&sid=" + session)).then().statusCode(200);
        assertIsOver(cookies);
    }

    @Test
    void a_session_that_is_over_can_be_followed_by_a_new_one() {
        var cookies = Visitor.signIn("/");
        given().redirects().follow(false).cookies(cookies).get("/logout").then().statusCode(302);
        var next = Visitor.signIn("/");
        assertThat(next).isNotEqualTo(cookies);
        assertIsGood(next);
    }

    private static Map<String, String> signedInAs(String session) {
        System.setProperty(FakeIdentityProvider.SESSION, session);
        try {
            return Visitor.signIn("/");
        } finally {
            System.clearProperty(FakeIdentityProvider.SESSION);
        }
    }

    private static String logoutToken(String about) {
        String provider = given().redirects().follow(false).get("/login").header("Location");
        return given().urlEncodingEnabled(false)
                .get(provider.substring(0, provider.indexOf("/auth?")) + FakeIdentityProvider.LOGOUT_TOKEN + "?"
                        + about)
                .path("logout_token");
    }

    /** As Keycloak does: without a cookie, an origin or our header. */
    private static Response tell(String token) {
        return given().formParam("logout_token", token).post(BACK_CHANNEL);
    }

    private static void assertIsGood(Map<String, String> cookies) {
        given().cookies(cookies).get("/session").then().body("signedIn", equalTo(true));
        given().cookies(cookies).get("/api/booking/v1/matches").then().statusCode(200);
    }

    private static void assertIsOver(Map<String, String> cookies) {
        given().cookies(cookies).get("/session").then().body("signedIn", equalTo(false));
        given().cookies(cookies)
                .get("/api/booking/v1/matches")
                .then()
                .statusCode(401)
                .body("code", equalTo("session-expired"));
        given().cookies(cookies)
                .header("X-Kneadwell-CSRF", "1")
                .get(MyData.PATH)
                .then()
                .statusCode(401)
                .body("code", equalTo("session-expired"));
        given().redirects()
                .follow(false)
                .cookies(cookies)
                .get("/account")
                .then()
                .header("Location", equalTo("/login"));
    }
}
