package org.kneadwell.booking;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What Java and JSON can write and PostgreSQL cannot hold is the caller's mistake, not ours. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class UnfitInputTest {

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void aPractice() {
        practice = Practice.open();
        cleo = Practice.aClient();
    }

    @ParameterizedTest
    @CsvSource({"a\\u0000", "a\\ud83d", "\\ude00a"})
    void a_reason_that_cannot_be_kept_is_refused_and_cancels_nothing(String reason) {
        String id = practice.booked(cleo, "2026-03-03T15:00:00Z");

        Practice.as(Tokens.client(cleo))
                .body("{\"reason\":\"" + reason + "\"}")
                .post("/api/booking/v1/appointments/" + id + "/cancellation")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-value"))
                .body("violations[0].field", equalTo("reason"));

        Practice.get(Tokens.client(cleo), "/appointments/" + id).body("state", equalTo("booked"));
    }

    @ParameterizedTest
    @CsvSource({
        "/slots?serviceId=%s&from=%%2B999999999-12-31&to=%%2B999999999-12-31, from",
        "/slots?serviceId=%s&from=2026-03-02&to=%%2B999999999-12-31, to",
        "/slots?serviceId=%s&from=-999999999-01-01&to=2026-03-02, from",
        "/slots?serviceId=%s&from=2200-01-01&to=2200-01-02, from",
    })
    void slots_of_days_nobody_means_are_refused(String query, String field) {
        Practice.as(Tokens.client(cleo))
                .urlEncodingEnabled(false)
                .get("/api/booking/v1/therapists/" + practice.therapistId + query.formatted(practice.hour))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-input"))
                .body("violations[0].field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "from=%2B999999999-01-01, from",
        "from=-999999999-01-01, from",
        "to=%2B294277-01-01, to",
        "to=1999-12-31, to"
    })
    void appointments_of_days_nobody_means_are_refused(String query, String field) {
        Practice.as(Tokens.client(cleo))
                .urlEncodingEnabled(false)
                .get("/api/booking/v1/appointments?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-input"))
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void matches_on_days_nobody_means_are_refused() {
        for (String field : new String[] {"from", "to"}) {
            Practice.as(Tokens.client(cleo))
                    .urlEncodingEnabled(false)
                    .get("/api/booking/v1/matches?" + field + "=%2B999999999-12-31")
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo(field));
        }
        Practice.post(Tokens.client(cleo), "/holds/any-therapist", Map.of("from", "+999999999-12-31"))
                .statusCode(400)
                .body("violations[0].field", equalTo("from"));
    }

    @ParameterizedTest
    @CsvSource({"+999999999-12-31, +999999999-12-31, from", "2026-03-02, +294277-01-01, to"})
    void waiting_for_days_nobody_means_is_refused(String from, String to, String field) {
        Practice.post(
                        Tokens.client(cleo),
                        "/waitlist",
                        Map.of("serviceMinutes", 60, "from", from, "to", to, "days", new String[] {"monday"}))
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({"-999999999-01-01, 2026-12-31, validFrom", "2026-01-01, +999999999-12-31, validUntil"})
    void a_licence_of_days_nobody_means_is_refused(String from, String until, String field) {
        Practice.post(
                        Front.CORA,
                        "/therapists/" + practice.therapistId + "/licences",
                        Map.of("jurisdiction", "R1", "number", "N", "validFrom", from, "validUntil", until))
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void a_path_that_cannot_be_kept_is_refused() {
        Practice.as(practice.asTherapist())
                .urlEncodingEnabled(false)
                .delete("/api/booking/v1/therapists/" + practice.therapistId + "/date-overrides/2026-03-03%00")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("date"));
    }
}
