package org.kneadwell.booking.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.aClient;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** Ada's licence in R1 is valid through 2026; nothing else is in the house. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class LicenceFlagTest {

    private static final String TUESDAY_10 = "2026-03-03T15:00:00Z";
    private static final String FRIDAY_10 = "2026-03-06T15:00:00Z";
    private static final String CORA = Tokens.coordinator(UUID.randomUUID());

    @Inject
    LicenceFlags flags;

    private Practice practice;
    private UUID cleo;
    private String client;

    @BeforeEach
    void aPractice() {
        Front.open();
        practice = Practice.open();
        cleo = aClient();
        client = Tokens.client(cleo);
    }

    private String licences() {
        return "/therapists/" + practice.therapistId + "/licences";
    }

    private String licence() {
        return Practice.query(
                        "select id::text from booking.licence where therapist_id = ? and verified_at is not null",
                        practice.therapistId)
                .getFirst();
    }

    private ValidatableResponse revoke(String licence) {
        return post(CORA, licences() + "/" + licence + "/revocation", Map.of("reason", "withdrawn by the board"));
    }

    private void aNewLicence(String from, String until) {
        String id = post(
                        CORA,
                        licences(),
                        Map.of(
                                "jurisdiction",
                                "R1",
                                "number",
                                UUID.randomUUID().toString(),
                                "validFrom",
                                from,
                                "validUntil",
                                until))
                .statusCode(201)
                .extract()
                .path("id");
        post(CORA, licences() + "/" + id + "/verification").statusCode(200);
    }

    private static ValidatableResponse open() {
        return get(CORA, "/appointment-flags?state=open").statusCode(200);
    }

    private static ValidatableResponse resolved() {
        return get(CORA, "/appointment-flags?state=resolved").statusCode(200);
    }

    private static String onlyFlag() {
        return open().body("items", hasSize(1)).extract().path("items[0].id");
    }

    private static ValidatableResponse resolve(String flag, Map<String, ?> resolution) {
        return post(CORA, "/appointment-flags/" + flag + "/resolution", resolution);
    }

    /** The scheduled look may be going on: then this one waits for its turn. */
    private void look() {
        await().until(flags::reviewAll);
    }

    private List<String> slots(String day) {
        return get(
                        client,
                        "/therapists/%s/slots?serviceId=%s&from=%s&to=%s"
                                .formatted(practice.therapistId, practice.hour, day, day))
                .statusCode(200)
                .extract()
                .path("items.start");
    }

    @Test
    void a_revocation_flags_each_appointment_to_come_cancels_none_and_hides_slots_at_once() {
        String friday = practice.booked(cleo, FRIDAY_10);
        String tuesday = practice.booked(cleo, TUESDAY_10);
        String cancelled = practice.booked(cleo, "2026-03-04T15:00:00Z");
        post(client, "/appointments/" + cancelled + "/cancellation", Map.of()).statusCode(200);
        practice.held(cleo, "2026-03-05T15:00:00Z");
        assertThat(slots("2026-03-09")).isNotEmpty();
        String licence = licence();

        revoke(licence).statusCode(200).body("verified", equalTo(false)).body("revoked", equalTo(true));

        open().body("items.appointment.id", containsInAnyOrder(friday, tuesday))
                .body("items.appointment.state.unique()", contains("booked"))
                .body("items.reason.unique()", contains("licence_not_valid"))
                .body("items.therapist.name.unique()", contains("Ada"))
                .body("items.client.id.unique()", contains(cleo.toString()))
                .body("items.jurisdiction.unique()", contains("R1"))
                .body("items.find { it.appointment.id == '" + friday + "' }.day", equalTo("2026-03-06"))
                .body("items.find { it.appointment.id == '" + friday + "' }.appointment.start", equalTo(FRIDAY_10));
        get(client, "/appointments/" + friday).body("state", equalTo("booked"));
        assertThat(slots("2026-03-09")).isEmpty();
        practice.hold(cleo, practice.hour, "2026-03-09T15:00:00Z")
                .statusCode(409)
                .body("code", equalTo("licence-not-valid"));
        assertThat(Practice.query(
                        "select count(*)::text from booking.outbox where type = 'booking.credential-expired.v1'"
                                + " and payload ->> 'licenceId' = ?",
                        licence))
                .containsExactly("1");
    }

    @Test
    void looking_again_and_again_from_several_places_raises_each_flag_once() throws Exception {
        practice.booked(cleo, FRIDAY_10);
        revoke(licence()).statusCode(200);
        try (var replicas = Executors.newFixedThreadPool(4)) {
            var looks = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 8; i++) {
                looks.add(replicas.submit(flags::reviewAll));
            }
            for (Future<?> look : looks) {
                look.get();
            }
        }
        open().body("items", hasSize(1));
        resolved().body("items", empty());
    }

    @Test
    void revoking_twice_changes_nothing_and_only_a_verified_licence_can_be_revoked() {
        String licence = licence();
        revoke(licence).statusCode(200);
        revoke(licence).statusCode(200).body("revoked", equalTo(true));
        assertThat(Practice.query(
                        "select count(*)::text from booking.outbox where type = 'booking.credential-expired.v1'"
                                + " and payload ->> 'licenceId' = ?",
                        licence))
                .containsExactly("1");
        post(CORA, licences() + "/" + licence + "/verification")
                .statusCode(409)
                .body("code", equalTo("licence-revoked"));

        String number = Practice.query("select number from booking.licence where id = cast(? as uuid)", licence)
                .getFirst();
        String anew = post(
                        CORA,
                        licences(),
                        Map.of(
                                "jurisdiction",
                                "R1",
                                "number",
                                number,
                                "validFrom",
                                "2026-03-01",
                                "validUntil",
                                "2026-12-31"))
                .statusCode(201)
                .extract()
                .path("id");
        revoke(anew).statusCode(409).body("code", equalTo("licence-not-verified"));
        post(CORA, licences() + "/" + anew + "/revocation", Map.of("reason", " "))
                .statusCode(400);
        revoke(UUID.randomUUID().toString()).statusCode(404);
        for (String token : new String[] {client, practice.asTherapist()}) {
            post(token, licences() + "/" + anew + "/revocation", Map.of("reason", "x"))
                    .statusCode(403);
        }
    }

    @Test
    void another_licence_that_covers_the_day_keeps_the_appointment_unflagged() {
        practice.booked(cleo, TUESDAY_10);
        practice.booked(cleo, FRIDAY_10);
        String first = licence();
        aNewLicence("2026-03-01", "2026-03-05");

        revoke(first).statusCode(200);

        open().body("items.day", contains("2026-03-06"));
    }

    @Test
    void a_covering_licence_that_is_verified_resolves_the_flag_by_itself() {
        practice.booked(cleo, FRIDAY_10);
        revoke(licence()).statusCode(200);
        String flag = onlyFlag();
        at("2026-03-02T09:00:00Z");

        aNewLicence("2026-03-06", "2026-03-06");

        open().body("items", empty());
        resolved()
                .body("items.id", contains(flag))
                .body("items[0].outcome", equalTo("covered"))
                .body("items[0].resolvedByItself", equalTo(true))
                .body("items[0].resolvedAt", equalTo("2026-03-02T09:00:00Z"));
        assertThat(slots("2026-03-06")).isNotEmpty();
    }

    @Test
    void a_client_who_goes_elsewhere_is_flagged_until_a_licence_counts_there() {
        practice.booked(cleo, FRIDAY_10);
        move("R2", "\"0\"");
        open().body("items.jurisdiction", contains("R2"));
        move("R1", "\"1\"");
        open().body("items", empty());
    }

    private void move(String jurisdiction, String ifMatch) {
        Practice.as(client)
                .header("If-Match", ifMatch)
                .body(Map.of("jurisdiction", jurisdiction, "timeZone", "America/New_York"))
                .put("/api/booking/v1/me/profile")
                .then()
                .statusCode(200);
    }

    @Test
    void cancelled_or_moved_to_a_covered_day_it_resolves_by_itself() {
        String moved = practice.booked(cleo, FRIDAY_10);
        String cancelled = practice.booked(cleo, "2026-03-07T15:00:00Z");
        String first = licence();
        aNewLicence("2026-03-01", "2026-03-05");
        revoke(first).statusCode(200);
        open().body("items", hasSize(2));

        post(client, "/appointments/" + moved + "/reschedule", Map.of("start", "2026-03-05T15:00:00Z"))
                .statusCode(200);
        post(client, "/appointments/" + cancelled + "/cancellation", Map.of()).statusCode(200);

        open().body("items", empty());
        resolved()
                .body("items.find { it.appointment.id == '" + moved + "' }.outcome", equalTo("rebooked"))
                .body("items.find { it.appointment.id == '" + cancelled + "' }.outcome", equalTo("cancelled"));
    }

    @Test
    void a_date_corrected_by_hand_is_found_by_the_next_look_weeks_ahead() {
        practice.booked(cleo, "2026-04-20T15:00:00Z");
        practice.store("update licence set valid_until = '2026-04-19' where therapist_id = ?", practice.therapistId);
        look();
        open().body("items.day", contains("2026-04-20"));
        practice.store("update licence set valid_until = '2026-04-20' where therapist_id = ?", practice.therapistId);
        look();
        open().body("items", empty());
    }

    @Test
    void an_appointment_that_is_over_is_not_flagged() {
        practice.booked(cleo, TUESDAY_10);
        at("2026-03-03T15:00:00Z");
        revoke(licence()).statusCode(200);
        open().body("items", empty());
    }

    @Test
    void what_a_coordinator_keeps_is_not_asked_again() {
        String appointment = practice.booked(cleo, FRIDAY_10);
        revoke(licence()).statusCode(200);
        String flag = onlyFlag();

        resolve(flag, Map.of("outcome", "kept", "note", "the board agreed"))
                .statusCode(201)
                .body("state", equalTo("resolved"))
                .body("outcome", equalTo("kept"))
                .body("resolvedByItself", equalTo(false))
                .body("note", equalTo("the board agreed"));
        look();

        open().body("items", empty());
        get(client, "/appointments/" + appointment).body("state", equalTo("booked"));
        resolve(flag, Map.of("outcome", "kept")).statusCode(409).body("code", equalTo("resolved-already"));
    }

    @Test
    void a_coordinator_cancels_a_flagged_appointment_and_it_costs_the_client_nothing() {
        String appointment = practice.booked(cleo, TUESDAY_10);
        revoke(licence()).statusCode(200);
        at("2026-03-03T14:00:00Z");

        resolve(onlyFlag(), Map.of("outcome", "cancelled"))
                .statusCode(201)
                .body("outcome", equalTo("cancelled"))
                .body("resolvedByItself", equalTo(false))
                .body("appointment.state", equalTo("cancelled"));
        get(client, "/appointments/" + appointment).body("state", equalTo("cancelled"));
        get(client, "/appointments/" + appointment + "/balance").body("due", equalTo(0f));
    }

    @Test
    void a_coordinator_moves_a_flagged_appointment_to_a_covered_day_only() {
        String appointment = practice.booked(cleo, FRIDAY_10);
        String first = licence();
        aNewLicence("2026-03-01", "2026-03-05");
        revoke(first).statusCode(200);
        String flag = onlyFlag();

        resolve(flag, Map.of("outcome", "rebooked", "start", FRIDAY_10))
                .statusCode(422)
                .body("code", equalTo("start-unchanged"))
                .body("violations[0].field", equalTo("start"));
        resolve(flag, Map.of("outcome", "rebooked", "start", "2026-03-07T15:00:00Z"))
                .statusCode(409)
                .body("code", equalTo("licence-not-valid"));
        resolve(flag, Map.of("outcome", "rebooked", "start", "2026-03-05T15:07:00Z"))
                .statusCode(409)
                .body("code", equalTo("off-the-grid"))
                .body("alternatives", hasSize(3));
        open().body("items", hasSize(1));
        resolve(flag, Map.of("outcome", "rebooked", "start", "2026-03-05T15:00:00Z"))
                .statusCode(201)
                .body("outcome", equalTo("rebooked"))
                .body("resolvedByItself", equalTo(false))
                .body("appointment.start", equalTo("2026-03-05T15:00:00Z"));
        get(client, "/appointments/" + appointment).body("start", equalTo("2026-03-05T15:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "422 start-missing {'outcome': 'rebooked'}",
                "422 start-not-asked {'outcome': 'kept', 'start': '2026-03-05T15:00:00Z'}",
                "400 invalid-input {}",
                "400 invalid-input {'outcome': 'rebooked', 'start': '+999999999-01-01T00:00:00Z'}",
                "400 null {'outcome': 'ignored'}",
                "400 null {'outcome': 'kept', 'why': 'x'}"
            })
    void a_resolution_that_makes_no_sense_is_refused(String expected) {
        practice.booked(cleo, FRIDAY_10);
        revoke(licence()).statusCode(200);
        String[] parts = expected.split(" ", 3);
        var answer = post(
                        CORA, "/appointment-flags/" + onlyFlag() + "/resolution", (Object) parts[2].replace('\'', '"'))
                .statusCode(Integer.parseInt(parts[0]))
                .contentType("application/problem+json");
        if (!parts[1].equals("null")) {
            answer.body("code", equalTo(parts[1]));
        }
    }

    @Test
    void flags_are_the_coordinators_and_read_page_by_page() {
        for (String token : new String[] {client, practice.asTherapist()}) {
            get(token, "/appointment-flags").statusCode(403);
            post(token, "/appointment-flags/" + UUID.randomUUID() + "/resolution", Map.of("outcome", "kept"))
                    .statusCode(403);
        }
        resolve(UUID.randomUUID().toString(), Map.of("outcome", "kept")).statusCode(404);
        get(CORA, "/appointment-flags?state=both").statusCode(400);
        practice.booked(cleo, TUESDAY_10);
        practice.booked(cleo, FRIDAY_10);
        revoke(licence()).statusCode(200);

        var first = get(CORA, "/appointment-flags?limit=1").body("items", hasSize(1));
        String next = first.extract().path("next");
        get(CORA, "/appointment-flags?limit=1&cursor=" + next)
                .body("items", hasSize(1))
                .body("next", nullValue())
                .body("items[0].id", not(equalTo(first.extract().path("items[0].id"))));
    }
}
