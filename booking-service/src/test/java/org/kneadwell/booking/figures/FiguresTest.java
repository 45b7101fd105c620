package org.kneadwell.booking.figures;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.Front.CORA;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What a coordinator is told of a period. Monday, 2 March 2026, eight in the morning; therapists work from 9 to 17 each day. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class FiguresTest {

    private Practice ada;

    @BeforeEach
    void aPractice() {
        Front.open();
        ada = Practice.open();
    }

    @Test
    void working_time_follows_hours_overrides_and_time_off() {
        // A week of eight hours each day; one day closed, one of two hours, half a day away.
        ada.store("insert into date_override (therapist_id, date) values (?, '2026-03-10')", ada.therapistId);
        ada.store(
                "insert into date_override (therapist_id, date, from_time, to_time) values (?, '2026-03-11', '10:00', '12:00')",
                ada.therapistId);
        ada.store(
                "insert into time_off (id, therapist_id, start_at, end_at) values (?, ?, '2026-03-12T17:00:00Z', '2026-03-12T23:00:00Z')",
                UUID.randomUUID(),
                ada.therapistId);

        // On the 8th the clocks of New York go forward, at night: nobody works less for it.
        Practice.get(CORA, "/figures?from=2026-03-08&to=2026-03-14")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].therapist.name", equalTo("Ada"))
                .body("items[0].location.name", equalTo("Quiet Room"))
                .body("items[0].workingMinutes", equalTo((5 * 8 + 2 - 4) * 60))
                .body("items[0].bookedMinutes", equalTo(0));
    }

    @Test
    void time_at_two_places_is_told_apart() {
        UUID harbour = Practice.aLocation("Harbour", Practice.ZONE);
        ada.store(
                "insert into therapist_base (therapist_id, from_date, location_id) values (?, '2026-03-11', ?)",
                ada.therapistId,
                harbour);

        Practice.get(CORA, "/figures?from=2026-03-09&to=2026-03-13")
                .body("items.location.name", contains("Harbour", "Quiet Room"))
                .body("items.workingMinutes", contains(3 * 480, 2 * 480));
    }

    @Test
    void what_was_booked_called_off_and_missed_is_counted() {
        UUID client = Practice.aClient();
        UUID other = Practice.aClient();
        ada.booked(client, "2026-03-10T15:00:00Z");
        state(ada.booked(client, "2026-03-11T15:00:00Z"), "no_show");
        // Half past eleven at night in UTC is still the 12th there.
        String inTime = ada.booked(client, "2026-03-12T15:00:00Z");
        Practice.post(Tokens.client(client), "/appointments/" + inTime + "/cancellation", Map.of())
                .statusCode(200);
        String byAda = ada.booked(other, "2026-03-12T17:00:00Z");
        Practice.post(ada.asTherapist(), "/appointments/" + byAda + "/cancellation", Map.of())
                .statusCode(200);
        String late = ada.booked(other, "2026-03-13T17:00:00Z");
        Practice.at("2026-03-13T12:00:00Z");
        Practice.post(Tokens.client(other), "/appointments/" + late + "/cancellation", Map.of())
                .statusCode(200);
        ada.held(client, "2026-03-14T17:00:00Z");
        ada.booked(other, "2026-03-16T15:00:00Z");

        Practice.get(CORA, "/figures?from=2026-03-09&to=2026-03-15")
                .body("items", hasSize(1))
                .body("items[0].bookedMinutes", equalTo(120))
                .body("items[0].sessions", equalTo(2))
                .body("items[0].noShows", equalTo(1))
                .body("items[0].cancelled.total", equalTo(3))
                .body("items[0].cancelled.late", equalTo(1))
                .body("items[0].cancelled.byClient", equalTo(2))
                .body("items[0].cancelled.byTherapist", equalTo(1))
                .body("items[0].cancelled.byCoordinator", equalTo(0));
    }

    @Test
    void dates_are_those_of_the_place() {
        // Nine to midnight, so that the last session of the day is on the next one in UTC.
        ada.store("update working_hours set to_time = '00:00' where therapist_id = ?", ada.therapistId);
        ada.booked(Practice.aClient(), "2026-03-11T02:00:00Z");

        Practice.get(CORA, "/figures?from=2026-03-10&to=2026-03-10")
                .body("items[0].sessions", equalTo(1))
                .body("items[0].workingMinutes", equalTo(15 * 60));
        Practice.get(CORA, "/figures?from=2026-03-11&to=2026-03-11").body("items[0].sessions", equalTo(0));
    }

    @Test
    void a_coordinator_sees_a_therapists_appointments_without_who_comes() {
        String id = ada.booked(Practice.aClient(), "2026-03-10T15:00:00Z");
        ada.booked(Practice.aClient(), "2026-03-17T15:00:00Z");
        String path = "/therapists/" + ada.therapistId + "/appointments";

        Practice.get(CORA, path + "?from=2026-03-09&to=2026-03-15&state=booked")
                .statusCode(200)
                .body("items.id", contains(id))
                .body("items[0].client", nullValue())
                .body("items[0].therapist.name", equalTo("Ada"));
        Practice.get(CORA, path + "?state=gone").statusCode(400);
        Practice.get(CORA, "/therapists/" + UUID.randomUUID() + "/appointments").statusCode(404);
    }

    @Test
    void requests_without_an_answer_are_counted() {
        Practice.get(CORA, "/figures/open-requests").statusCode(200).body("count", equalTo(0));
        ada.rules(Map.of("acceptance", "by_therapist"));
        ada.booked(Practice.aClient(), "2026-03-10T15:00:00Z");
        ada.booked(Practice.aClient(), "2026-03-11T15:00:00Z");

        Practice.get(CORA, "/figures/open-requests")
                .body("count", equalTo(2))
                .body("nextExpiresAt", equalTo("2026-03-03T08:00:00Z"));
        Practice.at("2026-03-04T15:00:00Z");
        Practice.get(CORA, "/figures/open-requests").body("count", equalTo(0)).body("nextExpiresAt", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-03-09, to",
        "to=2026-03-09, from",
        "from=2026-03-09&to=2026-03-08, to",
        "from=2026-03-09&to=2027-04-13, to",
    })
    void a_period_that_is_none_is_refused(String query, String field) {
        Practice.get(CORA, "/figures?" + query).statusCode(400).body("code", equalTo("invalid-input"));
        Practice.get(CORA, "/figures?from=2026-03-09&to=2027-04-12").statusCode(200);
    }

    private void state(String id, String state) {
        ada.store("update appointment set state = ?, closed_at = start_at where id = cast(? as uuid)", state, id);
    }
}
