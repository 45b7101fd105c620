package org.kneadwell.booking.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kneadwell.booking.Front.CORA;
import static org.kneadwell.booking.Front.NOW;
import static org.kneadwell.booking.Front.TODAY;
import static org.kneadwell.booking.Front.aLocation;
import static org.kneadwell.booking.Front.aProfile;
import static org.kneadwell.booking.Front.as;
import static org.kneadwell.booking.Front.enter;
import static org.kneadwell.booking.Front.eventsOf;
import static org.kneadwell.booking.Front.licence;
import static org.kneadwell.booking.Front.openFor;
import static org.kneadwell.booking.Front.post;
import static org.kneadwell.booking.Front.verify;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.booking.client.Told;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.LeftReason;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class LicenceExpiryTest {

    private static final String EXPIRED = "booking.credential-expired.v1";

    @Inject
    LicenceExpiry expiry;

    @Inject
    Told told;

    private final UUID client = UUID.randomUUID();
    private final String token = Tokens.client(client);
    private String location;

    @BeforeEach
    void aHouse() {
        Front.open();
        location = aLocation("R1", "Europe/Berlin");
    }

    private static void at(String instant) {
        SettableClock.shared().set(Instant.parse(instant));
    }

    private static long expiriesOf(String therapist) {
        return eventsOf(therapist).stream().filter(EXPIRED::equals).count();
    }

    @Test
    void an_expiry_is_told_once_when_the_last_day_is_over_everywhere() {
        String id = enter(aProfile(location, UUID.randomUUID()));
        String licence = licence(id, "R1", TODAY.minusYears(1), LocalDate.of(2026, 3, 10));
        verify(id, licence);

        at("2026-03-11T11:59:59Z");
        expiry.tellOfExpired();
        assertThat(expiriesOf(id)).isZero();

        at("2026-03-11T12:00:00Z");
        expiry.tellOfExpired();
        expiry.tellOfExpired();
        at("2026-04-11T12:00:00Z");
        expiry.tellOfExpired();

        assertThat(expiriesOf(id)).isEqualTo(1);
        assertThat(Practice.query("""
                        select concat_ws(' ', payload ->> 'therapistId', payload ->> 'licenceId', payload ->> 'jurisdiction',
                          payload ->> 'validUntil') from booking.outbox where aggregateid = ? and type = ?
                        """, id, EXPIRED)).containsExactly(id + " " + licence + " R1 2026-03-10");
    }

    @Test
    void a_licence_nobody_verified_does_not_expire() {
        String id = enter(aProfile(location, UUID.randomUUID()));
        licence(id, "R1", TODAY.minusYears(1), LocalDate.of(2026, 3, 10));
        at("2026-03-20T12:00:00Z");

        expiry.tellOfExpired();

        assertThat(eventsOf(id)).isEmpty();
    }

    @Test
    void each_licence_is_told_of_when_its_own_last_day_is_over() {
        String id = enter(aProfile(location, UUID.randomUUID()));
        for (int i = 0; i < 3; i++) {
            verify(id, licence(id, "R1", TODAY.minusYears(1), LocalDate.of(2026, 3, 10 + i)));
        }
        at("2026-03-12T12:00:00Z");
        expiry.tellOfExpired();
        assertThat(expiriesOf(id)).isEqualTo(2);
        at("2026-03-13T12:00:00Z");
        expiry.tellOfExpired();
        assertThat(expiriesOf(id)).isEqualTo(3);
    }

    @Test
    void after_its_last_day_nothing_is_offered_or_matched_any_more() {
        var profile = aProfile(location, UUID.randomUUID());
        String id = openFor(profile, "R1");
        Practice.query(
                "update booking.licence set valid_until = '2026-03-10' where therapist_id = cast(? as uuid) returning 1",
                id);
        String service = as(CORA).get("/therapists/" + id).path("services[0].id");
        as(token)
                .body(Map.of("jurisdiction", "R1", "timeZone", "Europe/Berlin"))
                .put("/me/profile")
                .then()
                .statusCode(200);
        told.assessed(Told.clientM(client, NOW, LeftReason.NA), 1);

        as(token).get("/matches").then().body("items.therapist.id", contains(id));
        for (String anyone : new String[] {token, CORA}) {
            as(anyone)
                    .get(slots(id, service, "2026-03-10"))
                    .then()
                    .statusCode(200)
                    .body("items[0].start", equalTo("2026-03-10T08:00:00Z"))
                    .body("whyNone", empty());
            as(anyone)
                    .get(slots(id, service, "2026-03-11"))
                    .then()
                    .statusCode(200)
                    .body("items", empty())
                    .body("whyNone", contains("No verified licence covers these days."));
        }
        var wish = Map.of("therapistId", id, "serviceId", service, "start", "2026-03-11T08:00:00Z");
        post(token, "/holds", wish).statusCode(409).body("code", equalTo("licence-not-valid"));

        at("2026-03-11T12:00:00Z");
        expiry.tellOfExpired();

        as(token)
                .get("/matches")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("notMatched", hasSize(1))
                .body("notMatched[0].therapistId", equalTo(id))
                .body("notMatched[0].reasons.filter", contains("H1"));
        as(token).get(slots(id, service, "2026-03-12")).then().body("items", empty());
        verify(id, licence(id, "R1", TODAY, TODAY.plusYears(1)));
        as(token).get(slots(id, service, "2026-03-12")).then().body("items[0].start", equalTo("2026-03-12T08:00:00Z"));
        as(token).get("/matches").then().body("items.therapist.id", contains(id));
    }

    private static String slots(String therapist, String service, String day) {
        return "/therapists/%s/slots?serviceId=%s&from=%s&to=%s".formatted(therapist, service, day, day);
    }
}
