package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs as ./run does, in the profile "local", and with an identity provider that is not there. */
@QuarkusTest
@TestProfile(DevelopmentClockTest.Local.class)
class DevelopmentClockTest {
    static final Path OFFSET = Path.of("target", "clock-offset-of-the-test");

    public static final class Local implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "local";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "kneadwell.clock.offset-file", OFFSET.toString(),
                    "quarkus.http.test-port", "0",
                    "quarkus.oidc.auth-server-url", "http://localhost:9/realms/kneadwell");
        }
    }

    @Test
    void time_moves_forward_for_every_service_and_can_be_set_back() throws IOException {
        Files.deleteIfExists(OFFSET);
        given().get("/dev/clock").then().statusCode(200).body("offset", equalTo("PT0S"));
        given().header("X-Kneadwell-CSRF", "1")
                .body("{\"advance\":\"PT48H\"}")
                .post("/dev/clock")
                .then()
                .statusCode(200)
                .body("offset", equalTo("PT48H"));
        var answer = given().header("X-Kneadwell-CSRF", "1")
                .body("{\"advance\":\"PT1H\"}")
                .post("/dev/clock");
        assertThat(Files.readString(OFFSET)).isEqualTo("PT49H");
        assertThat(Duration.between(Instant.now(), Instant.parse(answer.path("now"))))
                .isBetween(Duration.ofHours(49).minusMinutes(1), Duration.ofHours(49));
        given().header("X-Kneadwell-CSRF", "1")
                .body("{\"offset\":\"PT0S\"}")
                .post("/dev/clock")
                .then()
                .body("offset", equalTo("PT0S"));
    }

    @Test
    void nonsense_and_foreign_sites_do_not_move_time() throws IOException {
        Files.writeString(OFFSET, "PT5H");
        given().body("{\"advance\":\"PT48H\"}").post("/dev/clock").then().statusCode(403);
        for (String nonsense :
                new String[] {"", "[]", "{}", "{\"advance\":7}", "{\"advance\":\"soon\"}", "{\"offset\":\"P99999D\"}"
                }) {
            given().header("X-Kneadwell-CSRF", "1")
                    .body(nonsense)
                    .post("/dev/clock")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("bad-clock"));
        }
        assertThat(Files.readString(OFFSET)).isEqualTo("PT5H");
    }

    @Test
    void without_the_identity_provider_the_pages_are_there_and_sign_in_says_so() {
        given().get("/").then().statusCode(200);
        given().get("/session").then().statusCode(200).body("signedIn", equalTo(false));
        var answer = given().redirects().follow(false).get("/login?return=/intake");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("text/html");
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.body().asString()).contains("Signing in is not possible right now");
    }
}
