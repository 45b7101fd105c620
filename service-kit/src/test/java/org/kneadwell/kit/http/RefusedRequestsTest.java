package org.kneadwell.kit.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class RefusedRequestsTest {

    private static final String NOTES = "/api/kit/v1/notes/";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(ExtLogRecord.wrap(line).getFormattedMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("org.kneadwell.refused").addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("org.kneadwell.refused").removeHandler(listener);
    }

    @Test
    void who_is_refused_what_is_logged() {
        var id = UUID.randomUUID();
        var client = UUID.randomUUID();

        given().get(NOTES + id).then().statusCode(401);
        given().auth().oauth2(Tokens.client(client)).get(NOTES + id).then().statusCode(404);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(lines)
                        .containsExactly(
                                "401 GET " + NOTES + id + " for nobody", "404 GET " + NOTES + id + " for " + client));
    }

    @Test
    void neither_secrets_nor_queries_nor_line_ends_are_logged() {
        given().urlEncodingEnabled(false)
                .get(NOTES + "a".repeat(43) + "?pain=canary")
                .then()
                .statusCode(401);
        given().urlEncodingEnabled(false)
                .get("/else/%0a2026-01-01%20ERROR%20forged")
                .then()
                .statusCode(404);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(lines)
                        .containsExactly("401 GET " + NOTES + "* for nobody", "404 GET /else/* for nobody"));
    }

    @Test
    void input_that_is_refused_is_logged_by_its_problem_and_never_by_its_values() {
        var client = UUID.randomUUID();
        String notes = "/api/kit/v1/notes";

        given().auth()
                .oauth2(Tokens.client(client))
                .get(notes + "?limit=999&canary=canary")
                .then()
                .statusCode(400);
        for (String body : List.of(
                "{\"text\":\"canary\",\"pressure\":11}",
                "{\"text\":\"canary\",\"pressure\":\"canary\"}",
                "{\"text\":\"a\",\"pressure\":5,\"canary\":1}",
                "{canary")) {
            post(client, "canary-key", body).then().statusCode(400);
        }
        post(client, "canary-key", "{\"text\":\"a\",\"pressure\":5}").then().statusCode(201);
        post(client, "canary-key", "{\"text\":\"canary\",\"pressure\":5}")
                .then()
                .statusCode(422);
        given().auth()
                .oauth2(Tokens.client(client))
                .contentType("text/plain")
                .body("canary")
                .post(notes)
                .then()
                .statusCode(415);
        post(client, "canary-key", "{\"text\":\"" + "canary".repeat(50_000) + "\"}")
                .then()
                .statusCode(413);

        String who = " /api/kit/v1/notes for " + client + ": ";
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(lines)
                        .containsExactly(
                                "400 GET" + who + "invalid-input",
                                "400 POST" + who + "invalid-input",
                                "400 POST" + who + "invalid-value",
                                "400 POST" + who + "unknown-field",
                                "400 POST" + who + "malformed-json",
                                "422 POST" + who + "idempotency-key-reused",
                                "415 POST" + who + "unsupported-media-type",
                                "413 POST /api/kit/v1/notes for nobody: body-too-large"));
    }

    private static Response post(UUID client, String key, String body) {
        return given().auth()
                .oauth2(Tokens.client(client))
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/kit/v1/notes");
    }
}
