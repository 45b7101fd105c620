package org.kneadwell.booking;

import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.as;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.AuthorizationWalk;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What is Cleo's, or her therapist Ada's, answers to others with the same roles as if it did not exist. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class StrangersTest {

    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    private static final Map<String, Object> MONEY =
            Map.of("money", Map.of("amount", 10, "currency", "USD"), "method", "desk_cash");
    private static final Map<String, Object> REASON = Map.of("reason", "Recorded by mistake.");

    /**
     * Coordinators look after everybody; therapists, their offers and slots, and rooms are there to be seen; and other systems with the
     * scope read each appointment without its client.
     */
    private static final Set<String> FOR_EVERYBODY_WITH_THE_ROLE = Set.of(
            "resolveAppointmentFlag",
            "replayAggregate",
            "discardDeadLetter",
            "replayDeadLetter",
            "replayDeadLetterAcrossGap",
            "replaySubscription",
            "acceptEventSource",
            "listRooms",
            "addRoom",
            "closeRoom",
            "getLocation",
            "putLocation",
            "resendInvitation",
            "revokeInvitation",
            "listTherapistAppointments",
            "getPracticeAppointment",
            "putTherapist",
            "publishTherapist",
            "addLicence",
            "revokeLicence",
            "verifyLicence",
            "getTherapist",
            "listPackages",
            "listSlots",
            "blockTherapist",
            "unblockTherapist",
            // Named by a role of the caller's own.
            "deleteCalendarFeed");

    private AuthorizationWalk walk;
    private Practice ada;
    private UUID cleo;
    private String anotherClient;
    private String anotherTherapist;

    @BeforeEach
    void cleoAndAda() {
        walk = new AuthorizationWalk("booking");
        ada = Practice.open();
        cleo = aClient();
        anotherClient = Tokens.client(aClient());
        // One who has a practice too, so that nothing is refused for the want of it.
        anotherTherapist = Practice.open().asTherapist();
    }

    private final Set<String> tried = new HashSet<>();

    private void client(String operation, Map<String, String> theirs, Object body) {
        tried.add(operation);
        walk.assertSameAsMissing(operation, anotherClient, theirs, body);
    }

    private void therapist(String operation, Map<String, String> theirs, Object body) {
        tried.add(operation);
        walk.assertSameAsMissing(operation, anotherTherapist, theirs, body);
    }

    private void both(String operation, Map<String, String> theirs, Object body) {
        client(operation, theirs, body);
        therapist(operation, theirs, body);
    }

    private void integrator(String operation, Map<String, String> theirs, Object body) {
        tried.add(operation);
        walk.assertSameAsMissing(operation, Tokens.of(UUID.randomUUID(), "webhooks:manage"), theirs, body);
    }

    private static final Map<String, Object> NONE = Map.of();

    @Test
    void what_is_somebody_elses_answers_as_what_does_not_exist() {
        appointments();
        purchases();
        waitlist();
        practice();
        webhooks();
        walk.assertAllWereTried(tried, FOR_EVERYBODY_WITH_THE_ROLE);
    }

    private void appointments() {
        String hold = ada.held(cleo, "2026-03-03T20:00:00Z");
        client("releaseHold", Map.of("id", hold), NONE);
        String booked = ada.booked(cleo, TUESDAY_10);
        Map<String, String> it = Map.of("id", booked);
        post(ada.asTherapist(), "/appointments/" + booked + "/payments", MONEY).statusCode(201);
        String line = get(ada.asTherapist(), "/appointments/" + booked + "/payments")
                .extract()
                .path("items[0].id");
        both("getAppointment", it, NONE);
        both("getBalance", it, NONE);
        both("listPayments", it, NONE);
        both("cancelAppointment", it, Map.of());
        both("rescheduleAppointment", it, Map.of("start", "2026-03-04T15:00:00Z"));
        both("usePackage", it, Map.of("packagePurchaseId", UUID.randomUUID()));
        client("listAlternatives", it, NONE);
        client("askToPay", it, Map.of("payBy", "desk"));
        for (String operation :
                List.of("acceptAppointment", "declineAppointment", "recordNoShow", "startSession", "getSession")) {
            therapist(operation, it, NONE);
        }
        therapist("recordPayment", it, MONEY);
        therapist("recordRefund", it, MONEY);
        therapist("reversePayment", Map.of("id", booked, "entryId", line), REASON);

        Practice.at(TUESDAY_10);
        post(ada.asTherapist(), "/appointments/" + booked + "/session").statusCode(201);
        both("getSession", it, NONE);
        therapist("checkIn", it, Map.of("region", "low_back", "moment", "at_region", "reported", 5));
        therapist("completeSession", it, Map.of("regions", List.of("low_back")));

        ada.store(
                "update appointment set state = 'completed', closed_at = start_at, closed_by = 'therapist' where id = ?",
                UUID.fromString(booked));
        var wish = new HashMap<String, Object>(ada.wish(ada.hour, "2026-03-10T10:00"));
        wish.putAll(Map.of("every", "P1W", "times", 2));
        String series = post(Tokens.client(cleo), "/series", wish)
                .statusCode(201)
                .extract()
                .path("id");
        both("getSeries", Map.of("id", series), NONE);
        client("changeSeries", Map.of("id", series), Map.of("scope", "following", "number", 1, "time", "11:00"));
        client("cancelSeries", Map.of("id", series), Map.of("scope", "following", "number", 1));
    }

    private void purchases() {
        String offered = post(
                        ada.asTherapist(),
                        "/therapists/" + ada.therapistId + "/packages",
                        Map.of(
                                "serviceId",
                                ada.hour,
                                "sessions",
                                3,
                                "price",
                                Map.of("amount", 210, "currency", "USD"),
                                "validityDays",
                                90))
                .statusCode(201)
                .extract()
                .path("id");
        String bought = post(Tokens.client(cleo), "/package-purchases", Map.of("packageId", offered))
                .statusCode(201)
                .extract()
                .path("id");
        String path = "/package-purchases/" + bought + "/payments";
        post(ada.asTherapist(), path, MONEY).statusCode(201);
        String line = get(ada.asTherapist(), path).extract().path("items[0].id");
        Map<String, String> it = Map.of("id", bought);
        both("getPackagePurchase", it, NONE);
        both("listPackagePayments", it, NONE);
        client("putAutomaticUse", it, Map.of("useAutomatically", true));
        client("cancelPackagePurchase", it, NONE);
        therapist("recordPackagePayment", it, MONEY);
        therapist("recordPackageRefund", it, MONEY);
        therapist("reversePackagePayment", Map.of("id", bought, "entryId", line), REASON);
        Map<String, String> offer = Map.of("therapistId", ada.therapistId.toString(), "packageId", offered);
        therapist("getPackage", offer, NONE);
        therapist(
                "putPackage",
                offer,
                Map.of(
                        "serviceId",
                        ada.hour,
                        "sessions",
                        4,
                        "price",
                        Map.of("amount", 280, "currency", "USD"),
                        "validityDays",
                        90));
        therapist("withdrawPackage", offer, NONE);
    }

    private void waitlist() {
        String entry = post(
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
                                "2026-03-14"))
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, String> offer =
                Map.of("id", entry, "offerId", UUID.randomUUID().toString());
        client("acceptWaitlistOffer", offer, NONE);
        client("declineWaitlistOffer", offer, NONE);
        client("getWaitlistEntry", Map.of("id", entry), NONE);
        client("leaveWaitlist", Map.of("id", entry), NONE);
        therapist("listTherapistWaitlist", Map.of("therapistId", ada.therapistId.toString()), NONE);
    }

    private void practice() {
        String timeOff = post(
                        ada.asTherapist(),
                        "/therapists/" + ada.therapistId + "/time-off",
                        Map.of("start", "2026-03-20T09:00:00Z", "end", "2026-03-20T12:00:00Z"))
                .statusCode(201)
                .extract()
                .path("id");
        String id = ada.therapistId.toString();
        Map<String, String> it = Map.of("therapistId", id);
        therapist("listTimeOff", it, NONE);
        therapist("addTimeOff", it, Map.of("start", "2026-03-21T09:00:00Z", "end", "2026-03-21T12:00:00Z"));
        therapist("deleteTimeOff", Map.of("therapistId", id, "timeOffId", timeOff), NONE);
        therapist("getWorkingHours", it, NONE);
        therapist("putWorkingHours", it, Map.of("weekly", List.of()));
        therapist("listDateOverrides", it, NONE);
        Map<String, String> date = Map.of("therapistId", id, "date", "2026-03-25");
        therapist("putDateOverride", date, Map.of("hours", List.of()));
        therapist("getDateOverride", date, NONE);
        therapist("deleteDateOverride", date, NONE);
        Object rules = as(ada.asTherapist())
                .get("/api/booking/v1/therapists/" + id + "/booking-rules")
                .jsonPath()
                .getMap("$");
        therapist("getBookingRules", it, NONE);
        therapist("putBookingRules", it, rules);
        therapist("getTravelTimes", it, NONE);
        therapist("putTravelTimes", it, Map.of("items", List.of()));
        Map<String, String> base = Map.of("therapistId", id, "from", "2026-04-01");
        therapist("listBases", it, NONE);
        therapist("putBase", base, Map.of("locationId", ada.locationId));
        therapist("deleteBase", base, NONE);
        therapist("listBusyCalendars", it, NONE);
        therapist("listBusyTimes", it, NONE);
        therapist("addBusyCalendar", it, Map.of("address", "https://calendar.example.com/ada.ics"));
        Map<String, String> calendar =
                Map.of("therapistId", id, "calendarId", UUID.randomUUID().toString());
        therapist("refreshBusyCalendar", calendar, NONE);
        therapist("deleteBusyCalendar", calendar, NONE);
        therapist(
                "addService",
                it,
                Map.of("name", "Hour", "minutes", 60, "price", Map.of("amount", 80, "currency", "USD")));
        Map<String, Object> offer = Map.of(
                "serviceId",
                ada.hour,
                "sessions",
                3,
                "price",
                Map.of("amount", 210, "currency", "USD"),
                "validityDays",
                90);
        therapist("offerPackage", it, offer);
    }

    private void webhooks() {
        String own = Tokens.of(UUID.randomUUID(), "webhooks:manage");
        Map<String, Object> wish = Map.of(
                "name",
                "Invoices",
                "url",
                "https://93.184.215.14/hooks",
                "types",
                List.of("booking.appointment-booked.v1"));
        String endpoint =
                post(own, "/webhook-endpoints", wish).statusCode(201).extract().path("id");
        String delivery = post(own, "/webhook-endpoints/" + endpoint + "/test")
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, String> it = Map.of("id", endpoint);
        var changed = new HashMap<String, Object>(wish);
        changed.put("enabled", true);
        for (String operation : List.of(
                "getWebhookEndpoint",
                "deleteWebhookEndpoint",
                "rotateWebhookSecret",
                "testWebhookEndpoint",
                "listWebhookDeliveries")) {
            integrator(operation, it, NONE);
        }
        integrator("putWebhookEndpoint", it, changed);
        integrator("replayFailedWebhookDeliveries", it, Map.of("since", "2026-03-01T00:00:00Z"));
        integrator("replayWebhookDelivery", Map.of("id", endpoint, "deliveryId", delivery), NONE);
    }
}
