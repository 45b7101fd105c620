package org.kneadwell.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.HashMap;
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

/** Sums of money and of minutes where the API's bounds are. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class BoundsTest {

    private static final BigDecimal DEAREST = new BigDecimal("99999999");

    private Practice ada;
    private UUID cleo;

    @BeforeEach
    void aPractice() {
        ada = Practice.open();
        cleo = aClient();
    }

    private String theDearestAndLongest() {
        return post(
                        ada.asTherapist(),
                        "/therapists/" + ada.therapistId + "/services",
                        Map.of(
                                "name",
                                "Half a day",
                                "minutes",
                                240,
                                "price",
                                Map.of("amount", DEAREST, "currency", "USD")))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Map<String, Object> cash(String amount) {
        return Map.of("money", Map.of("amount", new BigDecimal(amount), "currency", "USD"), "method", "desk_cash");
    }

    private static void amount(ValidatableResponse answer, String member, String amount) {
        BigDecimal told = answer.extract()
                .jsonPath(JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.BIG_DECIMAL))
                .getObject(member, BigDecimal.class);
        assertThat(told).as(member).isEqualByComparingTo(amount);
    }

    @Test
    void the_dearest_session_is_paid_given_back_and_charged_for_late_to_the_cent() {
        ada.rules(Map.of("freeCancelHours", 336, "lateFeePercent", 100));
        String hold = ada.hold(cleo, UUID.fromString(theDearestAndLongest()), "2026-03-03T15:00:00Z")
                .statusCode(201)
                .extract()
                .path("id");
        String id = Practice.book(cleo, hold).statusCode(201).extract().path("id");
        String path = "/appointments/" + id;

        post(ada.asTherapist(), path + "/payments", cash("99999999.99"))
                .statusCode(409)
                .body("code", equalTo("more-than-due"));
        post(ada.asTherapist(), path + "/payments", cash("99999998.99")).statusCode(201);
        post(ada.asTherapist(), path + "/payments", cash("0.01")).statusCode(201);
        ValidatableResponse balance =
                get(Tokens.client(cleo), path + "/balance").statusCode(200);
        amount(balance, "due", "99999999");
        amount(balance, "paid", "99999999");
        amount(balance, "outstanding", "0");

        post(Tokens.client(cleo), path + "/cancellation", Map.of()).statusCode(200);
        balance = get(Tokens.client(cleo), path + "/balance").statusCode(200);
        amount(balance, "due", "99999999");
        amount(balance, "toGiveBack", "0");
    }

    @ParameterizedTest
    @CsvSource({
        // interval, kept free, notice, horizon, sessions and minutes a day and a week, travel, answer, free, fee
        "5, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0",
        "480, 240, 43200, 730, 100, 1440, 500, 10080, 600, 168, 336, 100"
    })
    void booking_rules_at_their_bounds_are_reckoned_with(
            int interval,
            int buffer,
            int notice,
            int horizon,
            int daySessions,
            int dayMinutes,
            int weekSessions,
            int weekMinutes,
            int travel,
            int answer,
            int free,
            int fee) {
        var rules = new HashMap<String, Object>(Map.of(
                "intervalMinutes", interval,
                "bufferBeforeMinutes", buffer,
                "bufferAfterMinutes", buffer,
                "noticeMinutes", notice,
                "horizonDays", horizon,
                "daySessions", daySessions,
                "dayMinutes", dayMinutes,
                "weekSessions", weekSessions,
                "weekMinutes", weekMinutes));
        rules.putAll(
                Map.of("travelMinutes", travel, "answerHours", answer, "freeCancelHours", free, "lateFeePercent", fee));
        ada.rules(rules);
        String longest = theDearestAndLongest();

        // Two months: those that begin after the notice, and the last before the horizon.
        for (String days : new String[] {"from=2026-03-02&to=2026-05-02", "from=2028-01-01&to=2028-03-02"}) {
            for (Object service : new Object[] {longest, ada.hour}) {
                get(Tokens.client(cleo), "/therapists/" + ada.therapistId + "/slots?serviceId=" + service + "&" + days)
                        .statusCode(200);
            }
        }
        get(Tokens.client(cleo), "/matches").statusCode(200);
        // A start a day is left where each takes all of it, and none where the first would be too soon.
        get(
                        Tokens.client(cleo),
                        "/therapists/" + ada.therapistId + "/slots?serviceId=" + ada.hour
                                + "&from=2026-05-01&to=2026-06-29")
                .statusCode(200)
                .body("items", hasSize(horizon > 1 ? 60 : 0));
    }
}
