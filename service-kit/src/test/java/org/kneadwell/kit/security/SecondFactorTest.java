package org.kneadwell.kit.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Where an installation asks coordinators for a second factor. {@code FailureTest} runs where nobody is asked. */
@QuarkusTest
@TestProfile(SecondFactorTest.Asked.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class SecondFactorTest {

    public static final class Asked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kneadwell.second-factor.roles", "therapist,coordinator");
        }
    }

    private static final UUID SOMEBODY = UUID.fromString("0198c0de-0000-7000-8000-000000000002");
    private static final String NOTES = "/api/kit/v1/notes";

    static Stream<Arguments> signInsByOneFactor() {
        return Stream.of(
                Arguments.of("nothing is said", Map.of()),
                Arguments.of("a password", Map.of("amr", List.of("pwd"))),
                Arguments.of("no way at all", Map.of("amr", List.of())),
                Arguments.of("not a list", Map.of("amr", "otp")),
                Arguments.of("something longer", Map.of("amr", List.of("pwd", "otp-later", "popular"))),
                Arguments.of("only that somebody was there", Map.of("amr", List.of("pwd", "user"))),
                Arguments.of("a client is named, but there is a session", Map.of("client_id", "gateway", "sid", "a")),
                Arguments.of("elsewhere in the token", Map.of("acr", "otp", "methods", List.of("otp"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signInsByOneFactor")
    void a_role_that_needs_a_second_factor_is_refused_without_one(String how, Map<String, Object> claims) {
        deleteNotes(Tokens.with(claims, SOMEBODY, "coordinator"))
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("second-factor-needed"))
                .body("type", equalTo("https://kneadwell.org/problems/second-factor-needed"))
                .body("instance", equalTo(NOTES));
    }

    @Test
    void with_one_the_role_is_theirs() {
        deleteNotes(Tokens.with(Map.of("amr", List.of("pwd", "otp")), SOMEBODY, "coordinator"))
                .statusCode(204);
    }

    /** Which the identity provider takes only when it has checked who holds it. */
    @Test
    void by_a_passkey_it_is_theirs_without_a_password() {
        deleteNotes(Tokens.with(Map.of("amr", List.of("pop")), SOMEBODY, "coordinator"))
                .statusCode(204);
    }

    @Test
    void whoever_is_a_client_too_stays_one() {
        var token = Tokens.of(SOMEBODY, "client", "coordinator");
        given().auth().oauth2(token).get(NOTES).then().statusCode(200);
        deleteNotes(token).statusCode(403).body("code", equalTo("second-factor-needed"));
    }

    @Test
    void nobody_else_is_asked_for_one() {
        var client = Tokens.client(SOMEBODY);
        given().auth().oauth2(client).get(NOTES).then().statusCode(200);
        deleteNotes(client).statusCode(403).body("code", equalTo("forbidden"));
        given().delete(NOTES).then().statusCode(401);
    }

    @Test
    void a_program_with_an_account_of_its_own_has_none_and_needs_none() {
        deleteNotes(Tokens.with(Map.of("client_id", "integrator"), SOMEBODY, "coordinator"))
                .statusCode(204);
    }

    private static ValidatableResponse deleteNotes(String token) {
        return given().auth().oauth2(token).delete(NOTES).then();
    }
}
