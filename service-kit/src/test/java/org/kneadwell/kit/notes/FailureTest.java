package org.kneadwell.kit.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class FailureTest {

    private static final UUID CLIENT = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final String NOTES = "/api/kit/v1/notes";

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void a_bad_body_is_refused_and_says_where(
            String what, String body, String code, String detail, List<Map<String, String>> violations) {
        Response response = post(body);

        assertProblem(response, 400, "Bad Request", code, detail, NOTES, violations);
    }

    static Stream<Arguments> badBodies() {
        String kind = "The body holds a value of the wrong kind.";
        String malformed = "The body is not well-formed JSON.";
        String unfit = "The body holds a text that cannot be kept.";
        String unknown = "The body holds a field that is not known here.";
        return Stream.of(
                bad("cut off", "{\"text\":", "malformed-json", malformed),
                bad("no JSON", "hello", "malformed-json", malformed),
                bad("doubled", "{\"text\":\"a\",\"text\":\"b\",\"pressure\":5}", "malformed-json", malformed),
                bad(
                        "more after it",
                        "{\"text\":\"a\",\"pressure\":5} {}",
                        "invalid-body",
                        "The body is JSON of another kind than expected."),
                bad("a list", "[]", "invalid-body", "The body is JSON of another kind than expected."),
                bad("empty", "", "body-missing", "Send a JSON object as the body."),
                bad("null", "null", "body-missing", "Send a JSON object as the body."),
                bad(
                        "unknown",
                        "{\"text\":\"a\",\"pressure\":5,\"x\":1}",
                        "unknown-field",
                        unknown,
                        "x",
                        "This field is not known."),
                bad(
                        "unknown inside",
                        "{\"text\":\"a\",\"pressure\":5,\"lines\":[{\"text\":\"b\",\"pressure\":5,\"y\":1}]}",
                        "unknown-field",
                        unknown,
                        "lines[0].y",
                        "This field is not known."),
                bad(
                        "a word for a number",
                        "{\"text\":\"a\",\"pressure\":\"secret\"}",
                        "invalid-value",
                        kind,
                        "pressure",
                        "Expected a whole number."),
                bad(
                        "a quoted number",
                        "{\"text\":\"a\",\"pressure\":\"5\"}",
                        "invalid-value",
                        kind,
                        "pressure",
                        "Expected a whole number."),
                bad(
                        "a broken number",
                        "{\"text\":\"a\",\"pressure\":5.7}",
                        "invalid-value",
                        kind,
                        "pressure",
                        "Expected a whole number."),
                bad(
                        "a number left out",
                        "{\"text\":\"a\"}",
                        "invalid-value",
                        kind,
                        "pressure",
                        "Expected a whole number."),
                bad(
                        "no number",
                        "{\"text\":\"a\",\"pressure\":null}",
                        "invalid-value",
                        kind,
                        "pressure",
                        "Expected a whole number."),
                bad(
                        "a number for a text",
                        "{\"text\":5,\"pressure\":5}",
                        "invalid-value",
                        kind,
                        "text",
                        "Expected a text."),
                bad(
                        "an unknown word",
                        "{\"text\":\"a\",\"pressure\":5,\"mood\":\"so-so\"}",
                        "invalid-value",
                        kind,
                        "mood",
                        "Expected one of the documented words."),
                bad(
                        "no time",
                        "{\"text\":\"a\",\"pressure\":5,\"at\":\"tomorrow\"}",
                        "invalid-value",
                        kind,
                        "at",
                        "Expected a time with offset such as 2026-03-02T09:30:00Z."),
                bad(
                        "no list",
                        "{\"text\":\"a\",\"pressure\":5,\"lines\":{}}",
                        "invalid-value",
                        kind,
                        "lines",
                        "Expected a list."),
                bad(
                        "U+0000 in a text",
                        "{\"text\":\"a\\u0000\",\"pressure\":5}",
                        "invalid-value",
                        unfit,
                        "text",
                        "Holds U+0000, or half of a surrogate pair."),
                bad(
                        "U+0000 in a text inside",
                        "{\"text\":\"a\",\"pressure\":5,\"lines\":[{\"text\":\"\\u0000\",\"pressure\":5}]}",
                        "invalid-value",
                        unfit,
                        "lines[0].text",
                        "Holds U+0000, or half of a surrogate pair."),
                bad(
                        "the first half of a pair",
                        "{\"text\":\"\\ud83d.\",\"pressure\":5}",
                        "invalid-value",
                        unfit,
                        "text",
                        "Holds U+0000, or half of a surrogate pair."),
                bad(
                        "the second half of a pair",
                        "{\"text\":\"a\\ude00\",\"pressure\":5}",
                        "invalid-value",
                        unfit,
                        "text",
                        "Holds U+0000, or half of a surrogate pair."),
                bad(
                        "a value its type refuses",
                        "{\"text\":\"a\",\"pressure\":5,\"grade\":{\"value\":77}}",
                        "invalid-value",
                        kind,
                        "grade",
                        "This value is not acceptable."),
                bad(
                        "out of range",
                        "{\"text\":\"a\",\"pressure\":11}",
                        "invalid-input",
                        "Some of the input is not acceptable.",
                        "pressure",
                        "must be less than or equal to 10"),
                bad(
                        "out of range inside",
                        "{\"text\":\"a\",\"pressure\":5,\"lines\":[{\"text\":\" \",\"pressure\":5}]}",
                        "invalid-input",
                        "Some of the input is not acceptable.",
                        "lines[0].text",
                        "must not be blank"));
    }

    @Test
    void a_bad_query_parameter_is_refused_by_name() {
        assertProblem(
                asClient().get(NOTES + "?limit=101"),
                400,
                "Bad Request",
                "invalid-input",
                "Some of the input is not acceptable.",
                NOTES,
                List.of(Map.of("field", "limit", "message", "must be less than or equal to 100")));
    }

    @Test
    void a_query_parameter_that_cannot_be_kept_is_refused_by_name() {
        assertProblem(
                asClient().urlEncodingEnabled(false).get(NOTES + "?cursor=a%00"),
                400,
                "Bad Request",
                "invalid-input",
                "Some of the input is not acceptable.",
                NOTES,
                List.of(Map.of("field", "cursor", "message", "Holds U+0000, or half of a surrogate pair.")));
    }

    @Test
    void a_query_parameter_given_twice_is_refused_by_name() {
        for (String query : List.of("limit=5&limit=6", "limit=5&limit=5", "limit=5&%6cimit=6")) {
            assertProblem(
                    asClient().urlEncodingEnabled(false).get(NOTES + "?" + query),
                    400,
                    "Bad Request",
                    "invalid-input",
                    "Some of the input is not acceptable.",
                    NOTES,
                    List.of(Map.of("field", "limit", "message", "May be given once only.")));
        }
    }

    @Test
    void a_whole_pair_of_surrogates_is_a_text_like_any_other() {
        assertThat(post("{\"text\":\"\\ud83d\\ude00\",\"pressure\":5}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void unknown_paths_are_not_found_with_and_without_a_token() {
        for (var request : List.of(given(), asClient())) {
            assertProblem(
                    request.get("/api/kit/v1/nowhere"),
                    404,
                    "Not Found",
                    "not-found",
                    "There is nothing here, or it is not yours to see.",
                    "/api/kit/v1/nowhere");
        }
        assertProblem(
                given().get("/nowhere"),
                404,
                "Not Found",
                "not-found",
                "There is nothing here, or it is not yours to see.",
                "/nowhere");
    }

    @Test
    void an_id_that_is_none_is_not_found() {
        assertProblem(
                asClient().get(NOTES + "/xyz"),
                404,
                "Not Found",
                "not-found",
                "There is nothing here, or it is not yours to see.",
                NOTES + "/xyz");
    }

    @Test
    void what_is_not_there_is_not_found() {
        String path = NOTES + "/" + CLIENT;
        assertProblem(
                asClient().get(path),
                404,
                "Not Found",
                "not-found",
                "There is nothing here, or it is not yours to see.",
                path);
    }

    @Test
    void another_method_is_refused() {
        assertProblem(
                asClient().delete("/api/kit/v1/taken"),
                405,
                "Method Not Allowed",
                "method-not-allowed",
                "This method is not offered here.",
                "/api/kit/v1/taken");
    }

    @Test
    void another_format_is_refused() {
        assertProblem(
                asClient().accept("image/png").get(NOTES),
                406,
                "Not Acceptable",
                "not-acceptable",
                "None of the formats you accept is offered here.",
                NOTES);
        assertProblem(
                asClient().contentType("text/plain").body("x").post(NOTES),
                415,
                "Unsupported Media Type",
                "unsupported-media-type",
                "Send the body as application/json.",
                NOTES);
    }

    @Test
    void a_body_above_256_KiB_is_refused() {
        String large = "{\"text\":\"" + "a".repeat(256 * 1024) + "\",\"pressure\":5}";
        assertProblem(
                post(large), 413, "Content Too Large", "body-too-large", "The body is larger than 256 KiB.", NOTES);
    }

    @Test
    void a_body_that_does_not_tell_its_length_is_refused_once_it_is_too_long() throws Exception {
        assertThat(chunked("a".repeat(255 * 1024)).statusCode()).isEqualTo(201);

        assertThat(send(NOTES, new byte[0]).statusCode()).isEqualTo(400);
        assertThat(send("/api/kit/v1/remarks", new byte[0]).body()).isEqualTo("nothing");

        var refused = chunked("a".repeat(300 * 1024));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"body-too-large\"");
    }

    private static HttpResponse<String> chunked(String text) throws Exception {
        return send(NOTES, ("{\"text\":\"" + text + "\",\"pressure\":5}").getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(String path, byte[] body) throws Exception {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                            .header("Authorization", "Bearer " + Tokens.client(UUID.randomUUID()))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_body_of_less_than_256_KiB_is_taken() {
        assertThat(post("{\"text\":\"" + "a".repeat(255 * 1024) + "\",\"pressure\":5}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_refusal_may_say_more() {
        Response response = asClient().get("/api/kit/v1/taken");

        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(new TreeMap<String, Object>(response.jsonPath().getMap("")))
                .isEqualTo(new TreeMap<String, Object>(Map.of(
                        "type", "https://kneadwell.org/problems/slot-taken",
                        "title", "Conflict",
                        "status", 409,
                        "detail", "Somebody was faster.",
                        "instance", "/api/kit/v1/taken",
                        "code", "slot-taken",
                        "alternatives", List.of("2026-03-02T09:00:00Z"))));
    }

    @Test
    void a_defect_tells_an_incident_and_nothing_else() {
        Response response = asClient().get("/api/kit/v1/defect");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        Map<String, Object> body = new TreeMap<>(response.jsonPath().getMap(""));
        assertThat(UUID.fromString((String) body.remove("incident")).version()).isEqualTo(7);
        assertThat(body)
                .isEqualTo(Map.of(
                        "type", "https://kneadwell.org/problems/internal-error",
                        "title", "Internal Server Error",
                        "status", 500,
                        "detail", "Something went wrong on our side. It has been recorded.",
                        "instance", "/api/kit/v1/defect",
                        "code", "internal-error"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreignTokens")
    void a_token_that_is_not_ours_is_refused(String what, String token) {
        RequestSpecification request = given();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        Response response = request.get(NOTES);

        assertProblem(response, 401, "Unauthorized", "unauthorized", "Sign in first.", NOTES);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    static Stream<Arguments> foreignTokens() {
        return Stream.of(
                Arguments.of("none", null),
                Arguments.of("garbage", "abc.def.ghi"),
                Arguments.of("another audience", Tokens.wrongAudience(CLIENT, "client")),
                Arguments.of("another issuer", Tokens.wrongIssuer(CLIENT, "client")),
                Arguments.of("another key", Tokens.wrongKey(CLIENT, "client")),
                Arguments.of("expired", Tokens.expired(CLIENT, "client")),
                Arguments.of("alg none", Tokens.algNone(CLIENT, "client")),
                Arguments.of("HS256 with the public key", Tokens.hs256Confusion(CLIENT, "client")));
    }

    @Test
    void a_token_is_asked_for_before_the_body_is_read() {
        assertProblem(
                given().contentType("application/json").body("{").post(NOTES),
                401,
                "Unauthorized",
                "unauthorized",
                "Sign in first.",
                NOTES);
    }

    @Test
    void another_role_is_forbidden() {
        assertProblem(asClient().delete(NOTES), 403, "Forbidden", "forbidden", "You may not do this.", NOTES);
    }

    @Test
    void an_endpoint_without_a_role_is_nobodys() {
        assertProblem(
                asClient().get("/api/kit/v1/unannotated"),
                403,
                "Forbidden",
                "forbidden",
                "You may not do this.",
                "/api/kit/v1/unannotated");
        assertThat(given().get("/api/kit/v1/unannotated").statusCode()).isEqualTo(401);
    }

    @Test
    void an_optional_body_may_be_absent() {
        assertThat(asClient()
                        .contentType("application/json")
                        .post("/api/kit/v1/remarks")
                        .asString())
                .isEqualTo("nothing");
    }

    @Test
    void answers_are_kept_out_of_caches() {
        assertThat(asClient().get(NOTES).header("Cache-Control")).isEqualTo("no-store");
        assertThat(asClient().get(NOTES + "/xyz").header("Cache-Control")).isEqualTo("no-store");
    }

    private static Arguments bad(String what, String body, String code, String detail) {
        return Arguments.of(what, body, code, detail, List.of());
    }

    private static Arguments bad(String what, String body, String code, String detail, String field, String message) {
        return Arguments.of(what, body, code, detail, List.of(Map.of("field", field, "message", message)));
    }

    private static RequestSpecification asClient() {
        return given().header("Authorization", "Bearer " + Tokens.client(CLIENT));
    }

    private static Response post(String body) {
        return asClient()
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(NOTES);
    }

    private static void assertProblem(
            Response response, int status, String title, String code, String detail, String instance) {
        assertProblem(response, status, title, code, detail, instance, List.of());
    }

    private static void assertProblem(
            Response response,
            int status,
            String title,
            String code,
            String detail,
            String instance,
            List<Map<String, String>> violations) {
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "type", "https://kneadwell.org/problems/" + code,
                "title", title,
                "status", status,
                "detail", detail,
                "instance", instance,
                "code", code));
        if (!violations.isEmpty()) {
            expected.put("violations", violations);
        }
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(new TreeMap<String, Object>(response.jsonPath().getMap(""))).isEqualTo(expected);
    }
}
