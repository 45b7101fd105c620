package org.kneadwell.kit.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
}
