package org.kneadwell.booking;

import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.AuthorizationWalk;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What may be read is there to be read, and reading it changes nothing. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class ReadsTest {

    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    private static final String WEDNESDAY_10 = "2026-03-04T15:00:00Z";
    private static final Map<String, Object> PRICE = Map.of("amount", 210, "currency", "USD");

    private final Scheduler scheduler;
    private final UUID integrator = UUID.randomUUID();

    private Practice ada;
    private UUID cleo;

    ReadsTest(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @BeforeEach
    void cleoAndAda() {
        Front.open();
        ada = Practice.open();
        cleo = aClient();
    }

    @AfterEach
    void jobsGoOn() {
        scheduler.resume();
    }

    @Test
    void a_read_changes_nothing() {
        var existing = new HashMap<String, Map<String, String>>();
        appointments(existing);
        packages(existing);
        waitlist(existing);
        practice(existing);
        others(existing);
        // They write when their time has come, which a read would be blamed for.
        scheduler.pause();

        new AuthorizationWalk("booking")
                .assertThatReadsChangeNothing(
                        PostgresResource.database(),
                        List.of(
                                Tokens.client(cleo),
                                ada.asTherapist(),
                                Front.CORA,
                                Tokens.of(integrator, "webhooks:manage", "appointments:read")),
                        existing,
                        // When a calendar was last read, which its owner is told.
                        Map.of("readCalendar", "calendar_feed"),
                        Set.of());
    }

    private void appointments(Map<String, Map<String, String>> existing) {
        var it = Map.of("id", ada.booked(cleo, WEDNESDAY_10));
        for (String operation :
                List.of("getAppointment", "getBalance", "listPayments", "listAlternatives", "getPracticeAppointment")) {
            existing.put(operation, it);
        }
        String been = ada.booked(cleo, TUESDAY_10);
        Practice.at(TUESDAY_10);
        post(ada.asTherapist(), "/appointments/" + been + "/session").statusCode(201);
        post(
                        ada.asTherapist(),
                        "/appointments/" + been + "/session/check-ins",
                        Map.of("region", "low_back", "moment", "at_region", "reported", 5))
                .statusCode(201);
        existing.put("getSession", Map.of("id", been));
        ada.store(
                "update appointment set state = 'completed', closed_at = start_at, closed_by = 'therapist' where id = ?",
                UUID.fromString(been));

        // Only who has been there may book a series.
        var wish = new HashMap<String, Object>(ada.wish(ada.hour, "2026-03-10T10:00"));
        wish.putAll(Map.of("every", "P1W", "times", 2));
        existing.put("getSeries", created(Tokens.client(cleo), "/series", wish));
    }

    private void packages(Map<String, Map<String, String>> existing) {
        String offered = created(
                        ada.asTherapist(),
                        "/therapists/" + ada.therapistId + "/packages",
                        Map.of("serviceId", ada.hour, "sessions", 3, "price", PRICE, "validityDays", 90))
                .get("id");
        var bought = created(Tokens.client(cleo), "/package-purchases", Map.of("packageId", offered));
        existing.put("getPackage", Map.of("therapistId", ada.therapistId.toString(), "packageId", offered));
        existing.put("getPackagePurchase", bought);
        existing.put("listPackagePayments", bought);
    }

    private void waitlist(Map<String, Map<String, String>> existing) {
        existing.put(
                "getWaitlistEntry",
                created(
                        Tokens.client(cleo),
                        "/waitlist",
                        Map.of(
                                "therapistIds",
                                List.of(ada.therapistId),
                                "serviceMinutes",
                                60,
                                "from",
                                "2026-03-12",
                                "to",
                                "2026-03-14")));
    }

    private void practice(Map<String, Map<String, String>> existing) {
        String id = ada.therapistId.toString();
        as(ada.asTherapist())
                .body(Map.of("hours", List.of()))
                .put(Front.API + "/therapists/" + id + "/date-overrides/2026-03-25")
                .then()
                .statusCode(200);
        for (String operation : List.of(
                "getTherapist",
                "getBookingRules",
                "getTravelTimes",
                "getWorkingHours",
                "listBases",
                "listBusyCalendars",
                "listBusyTimes",
                "listDateOverrides",
                "listPackages",
                "listTherapistAppointments",
                "listTherapistWaitlist",
                "listTimeOff")) {
            existing.put(operation, Map.of("therapistId", id));
        }
        existing.put("getDateOverride", Map.of("therapistId", id, "date", "2026-03-25"));
        existing.put(
                "listSlots",
                Map.of("therapistId", id, "serviceId", ada.hour.toString(), "from", "2026-03-05", "to", "2026-03-06"));
        var location = Map.of("locationId", ada.locationId.toString());
        existing.put("getLocation", location);
        existing.put("listRooms", location);
    }

    private void others(Map<String, Map<String, String>> existing) {
        String feed = post(Tokens.client(cleo), "/calendar-feeds", Map.of("as", "client"))
                .statusCode(201)
                .extract()
                .path("address");
        existing.put("readCalendar", Map.of("token", feed.replaceFirst(".*/([^/]+)\\.ics", "$1")));
        var endpoint = created(
                Tokens.of(integrator, "webhooks:manage"),
                "/webhook-endpoints",
                Map.of(
                        "name",
                        "Invoices",
                        "url",
                        "https://93.184.215.14/hooks",
                        "types",
                        List.of("booking.appointment-booked.v1")));
        existing.put("getWebhookEndpoint", endpoint);
        existing.put("listWebhookDeliveries", endpoint);
        existing.put("getFigures", Map.of("from", "2026-03-01", "to", "2026-03-31"));
    }

    private static Map<String, String> created(String token, String path, Object body) {
        String id = post(token, path, body).statusCode(201).extract().path("id");
        return Map.of("id", id);
    }
}
