package org.kneadwell.feedback.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.events.ErasureRequested;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.kit.retention.Kept;
import org.kneadwell.kit.retention.Retention;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.Repository;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What feedback-service forgets, and whose rows are seen. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class PrivacyTest {

    private static final String API = "/api/feedback/v1";
    private static final Instant END = Instant.parse("2026-03-02T09:00:00Z");
    private static final List<String> OF_CLIENTS = List.of("client_intake", "follow_up", "answer", "plan_suggestion");

    private final UUID client = UUID.randomUUID();

    @Inject
    Sessions sessions;

    @Inject
    Instance<EventHandler<?>> handlers;

    @Inject
    Retention retention;

    private Sessions.Session session;

    @BeforeEach
    void anAnswer() {
        SettableClock.shared().set(END);
        sessions.anIntake(client, false, 7, true);
        session = sessions.aSessionEnded(client, UUID.randomUUID(), END);
        SettableClock.shared().set(END.plus(Duration.ofHours(50)));
        given().header("Authorization", "Bearer " + Tokens.client(client))
                .header("Idempotency-Key", UUID.randomUUID())
                .contentType("application/json")
                .body(Map.ofEntries(
                        Map.entry("soreness", 0),
                        Map.entry("hoursToEnd", 30),
                        Map.entry("trend", "better"),
                        Map.entry("bruising", "none"),
                        Map.entry("headache", false),
                        Map.entry("fatigue", false),
                        Map.entry("complaint", "none"),
                        Map.entry("signs", List.of()),
                        Map.entry("painRating", 2),
                        Map.entry("globalChange", 1),
                        Map.entry("note", "canary")))
                .post(API + "/follow-ups/" + session.followUp() + "/answers")
                .then()
                .statusCode(201);
    }

    @Test
    void an_erased_client_leaves_nothing() {
        for (String table : OF_CLIENTS) {
            assertThat(count(table)).as(table + " before").isPositive();
        }
        var erasure = UUID.randomUUID();
        deliver(new ErasureRequested(client, erasure, END));

        for (String table : OF_CLIENTS) {
            assertThat(count(table)).as(table).isZero();
        }
        assertThat(count("appointment")).isZero();
        assertThat(count("idempotency_key")).isZero();
        assertThat(Sessions.rows("select 1 from feedback.mail_queue where subject_id = '" + session.followUp() + "'"))
                .isEmpty();
        assertThat(Sessions.eventsOf(erasure)).containsExactly("client-erased");
    }

    @Test
    void without_consent_nobody_is_asked_and_what_was_concluded_is_gone() {
        var next = sessions.aSessionEnded(client, UUID.randomUUID(), END.plus(Duration.ofDays(7)));
        deliver(new ConsentWithdrawn(client, END));

        assertThat(Sessions.rows("select state from feedback.follow_up where id = '" + next.followUp() + "'"))
                .containsExactly(Map.of("state", "CANCELLED"));
        assertThat(Sessions.rows("select state from feedback.follow_up where id = '" + session.followUp() + "'"))
                .as("an answered one stays as it is")
                .containsExactly(Map.of("state", "ANSWERED"));
        assertThat(count("client_intake")).isZero();
        assertThat(count("answer")).as("until it is erased").isPositive();
    }

    @Test
    void the_client_sees_who_looked() {
        given().header("Authorization", "Bearer " + Tokens.therapist(session.therapistAccount()))
                .get(API + "/appointments/" + session.appointment() + "/follow-up")
                .then()
                .statusCode(200)
                .body("answers[0].note", notNullValue());

        given().header("Authorization", "Bearer " + Tokens.client(client))
                .get(API + "/accesses")
                .then()
                .statusCode(200)
                .body("items[0].role", equalTo("therapist"))
                .body("items[0].operation", equalTo("getAppointmentFollowUp"))
                .body("items[0].appointmentId", equalTo(session.appointment().toString()))
                .body("items.operation", hasItem("answerFollowUp"));
    }

    @Test
    void a_therapist_reads_a_follow_up_for_thirty_days() {
        var path = API + "/appointments/" + session.appointment() + "/follow-up";
        var token = Tokens.therapist(session.therapistAccount());
        SettableClock.shared().set(END.plus(Duration.ofDays(30)));
        given().header("Authorization", "Bearer " + token).get(path).then().statusCode(200);
        SettableClock.shared().set(END.plus(Duration.ofDays(30)).plusSeconds(1));
        given().header("Authorization", "Bearer " + token).get(path).then().statusCode(404);
    }

    @Test
    void who_does_not_say_whose_rows_sees_none() throws SQLException {
        for (String role : List.of("feedback", "feedback_owner")) {
            try (var connection = PostgresResource.database().connect(role);
                    var statement = connection.createStatement()) {
                statement.execute("reset kneadwell.purpose");
                for (String table : OF_CLIENTS) {
                    try (var row = statement.executeQuery("select count(*) from " + table)) {
                        row.next();
                        assertThat(row.getInt(1)).as(role + " " + table).isZero();
                    }
                }
            }
        }
    }

    @Test
    void answers_are_let_go_of_after_three_years() {
        SettableClock.shared().set(Instant.parse("2029-03-02T08:59:00Z"));
        retention.letGo();
        assertThat(count("answer")).isOne();
        SettableClock.shared().set(Instant.parse("2029-03-02T09:00:01Z"));
        retention.letGo();
        assertThat(count("answer")).isZero();
        assertThat(count("follow_up")).isZero();
        assertThat(count("appointment")).isZero();
    }

    @Test
    void each_class_of_data_is_in_the_document() throws Exception {
        var document = Files.readString(Repository.root().resolve("docs/privacy.md"));
        for (Kept kept : retention.kept()) {
            assertThat(document).contains("| `" + kept.data() + "` | " + kept.period() + " |");
        }
    }

    private int count(String table) {
        var column = table.equals("idempotency_key") ? "principal" : "client_id";
        return Sessions.rows("select 1 from feedback." + table + " where " + column + " = '" + client + "'")
                .size();
    }

    @SuppressWarnings("unchecked")
    private void deliver(Event event) {
        var type = EventTypes.of(event.getClass());
        sessions.deliver(
                (EventHandler<Event>) handlers.stream()
                        .filter(candidate -> candidate.type().equals(type))
                        .findFirst()
                        .orElseThrow(),
                event);
    }
}
