package org.kneadwell.booking;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.Tokens;

/** What a coordinator and others do over HTTP, in words. */
public final class Front {

    public static final String API = "/api/booking/v1";
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    public static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    public static final String CORA = Tokens.coordinator(UUID.randomUUID());

    private Front() {}

    /** An empty house on a Monday morning. */
    public static void open() {
        SettableClock.shared().set(NOW);
        // A job of the service that reads just now locks in another order; PostgreSQL gives one of the two up.
        for (int tries = 1; !emptied(tries); tries++) {}
    }

    private static boolean emptied(int tries) {
        try (var connection = PostgresResource.database().connect("booking_owner");
                var statement = connection.createStatement()) {
            statement.execute("truncate booking.location, booking.client_profile, booking.client_needs,"
                    + " booking.session_finding, booking.client_alarm, booking.client_plan cascade");
            return true;
        } catch (SQLException failure) {
            if ("40P01".equals(failure.getSQLState()) && tries < 10) {
                return false;
            }
            throw new IllegalStateException(failure);
        }
    }

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON).basePath(API);
    }

    public static ValidatableResponse post(String token, String path, Object body) {
        return as(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(path)
                .then();
    }

    public static String aLocation(String jurisdiction, String zone) {
        return post(
                        CORA,
                        "/locations",
                        Map.of(
                                "name",
                                "Mill Lane",
                                "address",
                                "4 Mill Lane",
                                "jurisdiction",
                                jurisdiction,
                                "zone",
                                zone))
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A therapist's profile, to be changed as a test needs it. */
    public static Map<String, Object> aProfile(String locationId, UUID accountId) {
        var profile = new HashMap<String, Object>();
        profile.put("accountId", accountId.toString());
        profile.put("name", "Ada");
        profile.put("email", "ada@kneadwell.example");
        profile.put("bio", "Slow, focused work.");
        profile.put("locationId", locationId);
        profile.put("styles", List.of("relaxation", "deep_tissue"));
        profile.put("regions", List.of("low_back", "hips"));
        profile.put("intensityRange", Map.of("low", 4, "high", 7));
        profile.put("qualities", qualities(true, true, true, true, false, false));
        return profile;
    }

    public static Map<String, Object> qualities(
            boolean talks, boolean intake, boolean consent, boolean modifies, boolean lighter, boolean movement) {
        return Map.of(
                "talksAboutPressure",
                talks,
                "intakeProcess",
                intake,
                "communicatesConsent",
                consent,
                "modifiesPressure",
                modifies,
                "startsLighter",
                lighter,
                "movementWork",
                movement,
                "therapeuticExperience",
                true);
    }

    public static String enter(Map<String, Object> profile) {
        return post(CORA, "/therapists", profile).statusCode(201).extract().path("id");
    }

    public static String licence(String therapistId, String jurisdiction, LocalDate from, LocalDate until) {
        return post(
                        CORA,
                        "/therapists/" + therapistId + "/licences",
                        Map.of(
                                "jurisdiction",
                                jurisdiction,
                                "number",
                                "L-" + UUID.randomUUID(),
                                "validFrom",
                                from.toString(),
                                "validUntil",
                                until.toString()))
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static void verify(String therapistId, String licenceId) {
        as(CORA).post("/therapists/" + therapistId + "/licences/" + licenceId + "/verification")
                .then()
                .statusCode(200);
    }

    public static void publish(String therapistId) {
        as(CORA).post("/therapists/" + therapistId + "/publication").then().statusCode(200);
    }

    /** Enters a therapist, verifies a licence for two years, offers an hour on weekdays from 9 to 17, and publishes. */
    public static String openFor(Map<String, Object> profile, String jurisdiction) {
        String id = enter(profile);
        verify(id, licence(id, jurisdiction, TODAY.minusYears(1), TODAY.plusYears(1)));
        post(
                        CORA,
                        "/therapists/" + id + "/services",
                        Map.of("name", "An hour", "minutes", 60, "price", Map.of("amount", 65, "currency", "EUR")))
                .statusCode(201);
        as(CORA).body(Map.of(
                        "weekly",
                        List.of("monday", "tuesday", "wednesday", "thursday", "friday").stream()
                                .map(day -> Map.of("day", day, "from", "09:00", "to", "17:00"))
                                .toList()))
                .put("/therapists/" + id + "/working-hours")
                .then()
                .statusCode(200);
        publish(id);
        return id;
    }

    public static List<String> eventsOf(String aggregateId) {
        try (var connection = PostgresResource.database().connect("booking_owner");
                var query = connection.prepareStatement(
                        "select type from booking.outbox where aggregateid = ? order by seq")) {
            query.setString(1, aggregateId);
            var types = new java.util.ArrayList<String>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    types.add(row.getString(1));
                }
            }
            return types;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
