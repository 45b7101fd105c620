package org.kneadwell.booking.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.kneadwell.booking.appointment.Practice.at;
import static org.kneadwell.booking.appointment.Practice.get;
import static org.kneadwell.booking.appointment.Practice.post;
import static org.kneadwell.booking.appointment.Practice.query;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.events.ErasureRequested;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.kit.retention.Kept;
import org.kneadwell.kit.retention.Retention;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.DeliveryGuard;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.Repository;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What booking-service forgets, and what bookkeeping keeps. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class PrivacyTest {

    private static final String PAST = "2026-03-03T14:00:00Z";
    private static final String COMING = "2026-03-05T14:00:00Z";

    @Inject
    Instance<EventHandler<?>> handlers;

    @Inject
    DeliveryGuard guard;

    @Inject
    Retention retention;

    private Practice practice;
    private UUID cleo;
    private String past;
    private String coming;

    /** One session is over, with a check-in, and another is booked. */
    @BeforeEach
    void aClientWhoComesAgain() {
        practice = Practice.open();
        cleo = Practice.aClient();
        practice.region(cleo, "low_back", 5, 3);
        past = practice.booked(cleo, PAST);
        coming = practice.booked(cleo, COMING);
        at(PAST);
        post(practice.asTherapist(), "/appointments/" + past + "/session").statusCode(201);
        post(
                        practice.asTherapist(),
                        "/appointments/" + past + "/session/check-ins",
                        Map.of("region", "low_back", "moment", "periodic", "reported", 7, "words", List.of("electric")))
                .statusCode(201);
        post(
                        practice.asTherapist(),
                        "/appointments/" + past + "/session/completion",
                        Map.of("regions", List.of("low_back")))
                .statusCode(201);
    }

    @Test
    void of_an_erased_client_stays_what_bookkeeping_needs_and_no_name() {
        var erasure = UUID.randomUUID();
        deliver(new ErasureRequested(cleo, erasure, Instant.parse(PAST)));

        assertThat(query("""
                        select concat_ws(' ', state, client_name, client_email, price_amount, sealed is null) from appointment
                        where client_id = ? order by start_at""", cleo))
                .containsExactly("completed Former client  80.00 t", "cancelled Former client  80.00 t");
        for (String table : List.of(
                "client_needs",
                "client_plan",
                "client_alarm",
                "session_finding",
                "client_profile",
                "blocked_therapist",
                "waitlist_entry")) {
            assertThat(query("select client_id from " + table + " where client_id = ?", cleo))
                    .as(table)
                    .isEmpty();
        }
        assertThat(regions(past)).isZero();
        assertThat(checkIns(past)).isZero();
        assertThat(query("select operation from idempotency_key where principal = ?", cleo))
                .isEmpty();
        assertThat(query("select operation from idempotency_key where operation like '%' || ?", past))
                .as("nor what the therapist was answered")
                .isEmpty();
        assertThat(query(
                        "select count(*)::text from outbox where type = 'booking.client-erased.v1' and aggregateid = ?",
                        erasure.toString()))
                .containsExactly("1");
        assertThat(Practice.eventsOf(coming)).endsWith("booking.appointment-cancelled.v1");
        get(practice.asTherapist(), "/appointments/" + past).body("client.name", equalTo("Former client"));
    }

    @Test
    void the_time_of_an_erased_clients_coming_appointment_is_free_again() {
        deliver(new ErasureRequested(cleo, UUID.randomUUID(), Instant.parse(PAST)));

        assertThat(practice.booked(Practice.aClient(), COMING)).isNotEmpty();
    }

    @Test
    void an_erasure_delivered_again_is_confirmed_again_and_changes_nothing_more() {
        var erasure = UUID.randomUUID();
        deliver(new ErasureRequested(cleo, erasure, Instant.parse(PAST)));
        deliver(new ErasureRequested(cleo, erasure, Instant.parse(PAST)));

        assertThat(query(
                        "select count(*)::text from outbox where type = 'booking.client-erased.v1' and aggregateid = ?",
                        erasure.toString()))
                .containsExactly("2");
        assertThat(Practice.eventsOf(coming).stream().filter("booking.appointment-cancelled.v1"::equals))
                .hasSize(1);
    }

    @Test
    void withdrawn_consent_takes_away_what_was_concluded_and_leaves_the_appointments() {
        deliver(new ConsentWithdrawn(cleo, Instant.parse(PAST)));

        assertThat(query("select client_id from client_needs where client_id = ?", cleo))
                .isEmpty();
        assertThat(query("select state from appointment where client_id = ? order by start_at", cleo))
                .containsExactly("completed", "booked");
    }

    @Test
    void the_client_sees_who_read_what_was_said_in_the_session() {
        get(Tokens.client(cleo), "/accesses")
                .statusCode(200)
                .body("items[0].role", equalTo("therapist"))
                .body("items[0].actorId", equalTo(practice.accountId.toString()))
                .body("items[0].appointmentId", equalTo(past))
                .body("items.operation", hasItem("checkIn"));
        get(Tokens.client(UUID.randomUUID()), "/accesses").body("items", hasSize(0));
    }

    @Test
    void who_does_not_say_whose_rows_sees_none_and_who_does_sees_no_others() throws SQLException {
        for (String role : List.of("booking", "booking_owner")) {
            try (var connection = PostgresResource.database().connect(role);
                    var statement = connection.createStatement()) {
                statement.execute("reset kneadwell.purpose");
                for (String table : List.of(
                        "session",
                        "session_check_in",
                        "client_needs",
                        "session_finding",
                        "client_alarm",
                        "client_plan",
                        "blocked_therapist")) {
                    assertThat(seen(statement, table)).as(role + " " + table).isZero();
                }
                statement.execute("set kneadwell.client = '" + UUID.randomUUID() + "'");
                assertThat(seen(statement, "client_needs")).as(role).isZero();
                statement.execute("set kneadwell.client = '" + cleo + "'");
                assertThat(seen(statement, "client_needs")).as(role).isOne();
                assertThat(seen(statement, "session")).as(role).isOne();
            }
        }
    }

    private static int seen(Statement statement, String table) throws SQLException {
        try (var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void the_client_reads_what_was_written_down_in_the_session_and_why_it_was_cancelled() {
        String asCleo = Tokens.client(cleo);
        get(asCleo, "/appointments/" + past + "/session")
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("checkIns.reported", contains(7))
                .body("checkIns[0].words", contains("electric"));
        get(asCleo, "/appointments/" + coming + "/session").statusCode(404);
        get(asCleo, "/accesses").body("items[0].operation", equalTo("getSession"));

        post(practice.asTherapist(), "/appointments/" + coming + "/cancellation", Map.of("reason", "I am ill."))
                .statusCode(200);
        get(asCleo, "/appointments/" + coming)
                .body("state", equalTo("cancelled"))
                .body("cancelReason", equalTo("I am ill."));
        get(asCleo, "/accesses").body("items[0].operation", equalTo("getAppointment"));
        get(practice.asTherapist(), "/appointments/" + coming).body("cancelReason", nullValue());
        get(asCleo, "/appointments").body("items.cancelReason", not(hasItem("I am ill.")));
    }

    @Test
    void what_is_of_health_is_let_go_of_after_three_years_and_names_after_ten() {
        SettableClock.shared().set(Instant.parse("2029-03-03T13:59:00Z"));
        retention.letGo();
        assertThat(checkIns(past)).isOne();
        assertThat(regions(past)).isOne();
        SettableClock.shared().set(Instant.parse("2029-03-04T14:00:01Z"));
        retention.letGo();
        assertThat(checkIns(past)).isZero();
        assertThat(regions(past)).isZero();
        assertThat(query("select client_id from client_needs where client_id = ?", cleo))
                .as("the appointment to come was two days later")
                .isNotEmpty();
        SettableClock.shared().set(Instant.parse("2029-03-06T00:00:00Z"));
        retention.letGo();
        assertThat(query("select client_id from client_needs where client_id = ?", cleo))
                .isEmpty();
        assertThat(query("select client_email from appointment where id = ?::uuid", past))
                .doesNotContain("");

        SettableClock.shared().set(Instant.parse("2036-03-04T16:00:00Z"));
        retention.letGo();
        assertThat(query("select concat(client_name, '|', client_email) from appointment where id = ?::uuid", past))
                .containsExactly("Former client|");
    }

    @Test
    void each_class_of_data_is_in_the_document() throws Exception {
        var document = Files.readString(Repository.root().resolve("docs/privacy.md"));
        for (Kept kept : retention.kept()) {
            assertThat(document).contains("| `" + kept.data() + "` | " + kept.period() + " |");
        }
    }

    private static int regions(String appointment) {
        return Integer.parseInt(
                query("select count(sealed)::text from session where appointment_id = ?::uuid", appointment)
                        .getFirst());
    }

    private static int checkIns(String appointment) {
        return Integer.parseInt(
                query("select count(*)::text from session_check_in where appointment_id = ?::uuid", appointment)
                        .getFirst());
    }

    @SuppressWarnings("unchecked")
    private void deliver(Event event) {
        var type = EventTypes.of(event.getClass());
        var handler = (EventHandler<Event>) handlers.stream()
                .filter(candidate -> candidate.type().equals(type))
                .findFirst()
                .orElseThrow();
        var delivery = new Delivery(
                UUID.randomUUID(),
                EventTypes.aggregateOf(event.getClass()),
                event.aggregateId().toString(),
                1,
                type,
                Instant.EPOCH);
        QuarkusTransaction.requiringNew().run(() -> {
            if (guard.admits(event, delivery)) {
                handler.on(event, delivery);
            }
        });
    }
}
