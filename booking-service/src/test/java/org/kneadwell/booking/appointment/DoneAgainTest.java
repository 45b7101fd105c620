package org.kneadwell.booking.appointment;

import static org.hamcrest.Matchers.equalTo;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.book;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Changes without an idempotency key whose transaction the database gives up because of others at the same time. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class DoneAgainTest {

    private static final String NINE = "2026-03-04T14:00:00Z";

    private Practice practice;
    private UUID cleo;

    @BeforeEach
    void open() {
        practice = Practice.open();
        cleo = aClient();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acceptance", "decline", "cancellation", "reschedule", "release"})
    void a_change_that_lost_a_deadlock_is_done_again(String change) {
        String id = before(change);

        try (var _ = Losing.times(2, "40P01", cleo)) {
            send(change, id).statusCode(change.equals("release") ? 204 : 200);
        }
        get(Tokens.client(cleo), "/appointments/" + id)
                .body(
                        "state",
                        equalTo(
                                switch (change) {
                                    case "acceptance", "reschedule" -> "booked";
                                    case "release" -> "expired";
                                    default -> "cancelled";
                                }));
    }

    @Test
    void one_that_keeps_losing_is_told_to_try_again_and_has_changed_nothing() {
        String id = before("reschedule");

        try (var _ = Losing.times(99, "40P01", cleo)) {
            send("reschedule", id).statusCode(503).header("Retry-After", "1");
        }
        get(Tokens.client(cleo), "/appointments/" + id).body("start", equalTo(NINE));
    }

    @Test
    void a_preview_of_a_series_and_its_cancellation_are_done_again() {
        practice.booked(cleo, NINE);
        practice.store(
                "update appointment set state = 'completed', closed_at = now(), closed_by = 'therapist' where client_id = ?",
                cleo);
        Map<String, Object> wish = Map.of(
                "therapistId",
                practice.therapistId,
                "serviceId",
                practice.hour,
                "start",
                "2026-03-10T09:00",
                "every",
                "P1W",
                "times",
                2);
        try (var _ = Losing.times(2, "40P01", cleo)) {
            as(Tokens.client(cleo))
                    .body(wish)
                    .post("/api/booking/v1/series/preview")
                    .then()
                    .statusCode(200)
                    .body("occurrences.state", equalTo(List.of("bookable", "bookable")));
        }
        String series = post(Tokens.client(cleo), "/series", wish)
                .statusCode(201)
                .extract()
                .path("id");
        try (var _ = Losing.times(2, "40P01", cleo)) {
            post(Tokens.client(cleo), "/series/" + series + "/cancellation", Map.of("number", 1, "scope", "following"))
                    .statusCode(200);
        }
    }

    private String before(String change) {
        return switch (change) {
            case "acceptance", "decline" -> {
                practice.rules(Map.of("acceptance", "by_therapist"));
                yield book(cleo, practice.held(cleo, NINE))
                        .statusCode(201)
                        .extract()
                        .path("id");
            }
            case "release" -> practice.held(cleo, NINE);
            default -> practice.booked(cleo, NINE);
        };
    }

    private ValidatableResponse send(String change, String id) {
        String path = "/appointments/" + id + "/" + change;
        return switch (change) {
            case "acceptance" -> post(practice.asTherapist(), path);
            case "decline" -> post(practice.asTherapist(), path, Map.of());
            case "release" ->
                as(Tokens.client(cleo)).delete("/api/booking/v1/holds/" + id).then();
            case "reschedule" -> post(Tokens.client(cleo), path, Map.of("start", "2026-03-05T14:00:00Z"));
            default -> post(Tokens.client(cleo), path, Map.of());
        };
    }
}
