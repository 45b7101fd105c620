package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages are told where an installation asks for a second factor. */
@QuarkusTest
@TestProfile(SecondFactorTest.Asked.class)
@QuarkusTestResource(FakeIdentityProvider.class)
@QuarkusTestResource(FakeService.class)
class SecondFactorTest {

    public static final class Asked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.second-factor.roles", "client,therapist");
        }
    }

    @AfterEach
    void asBefore() {
        System.clearProperty(FakeIdentityProvider.ROLES);
        System.clearProperty(FakeIdentityProvider.METHODS);
    }

    private static Map<String, String> signedIn(String roles, String methods) {
        System.setProperty(FakeIdentityProvider.ROLES, roles);
        System.setProperty(FakeIdentityProvider.METHODS, methods);
        return Visitor.signIn("/");
    }

    private static ValidatableResponse session(Map<String, String> cookies) {
        return given().cookies(cookies).get("/session").then().statusCode(200).body("signedIn", equalTo(true));
    }

    @Test
    void by_a_password_alone_only_the_other_roles_are_theirs() {
        session(signedIn("client,coordinator,therapist", "pwd"))
                .body("roles", equalTo(List.of("coordinator")))
                .body("needSecondFactor", equalTo(List.of("client", "therapist")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pwd,otp", "pop"})
    void with_a_second_factor_or_a_passkey_all_of_them_are(String methods) {
        session(signedIn("client,coordinator,therapist", methods))
                .body("roles", equalTo(List.of("client", "coordinator", "therapist")))
                .body("needSecondFactor", equalTo(List.of()));
    }

    @Test
    void nor_is_an_archive_given_to_whoever_lacks_one() {
        given().cookies(signedIn("client", "pwd"))
                .header("Sec-Fetch-Site", "same-origin")
                .get(MyData.PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("second-factor-needed"));
    }
}
