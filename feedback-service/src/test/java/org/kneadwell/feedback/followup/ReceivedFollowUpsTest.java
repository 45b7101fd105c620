package org.kneadwell.feedback.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.feedback.followup.Sessions.Session;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** The follow-ups that came in, as the therapist of their appointments lists them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class ReceivedFollowUpsTest {

    private static final String BASE = "/api/feedback/v1";
    private static final SettableClock CLOCK = SettableClock.shared();

    @Inject
    Sessions sessions;

    private final UUID ada = UUID.randomUUID();
    private final UUID adasAccount = UUID.randomUUID();
    private final UUID cleo = UUID.randomUUID();
    private final UUID dora = UUID.randomUUID();
    private Instant end;
    private Session withCleo;
    private Session withDora;

    @BeforeEach
    void twoSessions() {
        end = CLOCK.instant();
        withCleo = sessions.aSessionEnded(cleo, ada, adasAccount, end);
        withDora = sessions.aSessionEnded(dora, ada, adasAccount, end);
    }

    @Test
    void what_came_in_last_is_first_and_what_nobody_answered_is_not_there() {
        at(50);
        received().body("items", empty());
        answer(withDora, "none");
        at(51);
        answer(withCleo, "too_intense");

        received()
                .body(
                        "items.appointmentId",
                        contains(
                                withCleo.appointment().toString(),
                                withDora.appointment().toString()))
                .body("items.client.name", contains("Cleo Example", "Cleo Example"))
                .body("items.client.id", contains(cleo.toString(), dora.toString()))
                .body("items.outcome", contains("overdone", "normal"))
                .body("items.state", contains("answered", "answered"))
                .body(
                        "items[0].answeredAt",
                        equalTo(end.plus(Duration.ofHours(51)).toString()));
    }

    @Test
    void the_list_goes_on_page_by_page() {
        at(50);
        answer(withDora, "none");
        answer(withCleo, "none");
        var first = list("?limit=1").statusCode(200).body("items", hasSize(1)).extract();
        assertThat(first.header("Link")).contains("/appointment-follow-ups").contains("rel=\"next\"");
        list("?limit=1&cursor=" + first.path("next"))
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", not(equalTo(first.path("items[0].id"))))
                .body("next", nullValue());
        list("?cursor=nonsense").statusCode(400).body("code", equalTo("bad-cursor"));
        list("?limit=101").statusCode(400);
    }

    @Test
    void signs_are_there_before_the_follow_up_is_due_and_stay_in_sight() {
        at(2);
        signs(withCleo, "chest_pain_breathlessness");
        received().body("items.outcome", contains("urgent")).body("items.state", contains("answered"));
        at(50);
        received().body("items.outcome", contains("urgent"));
    }

    @Test
    void signs_that_ask_for_nothing_yet_have_no_class() {
        at(2);
        signs(withCleo, "new_pain");
        received().body("items.id", contains(withCleo.followUp().toString())).body("items[0].outcome", nullValue());
    }

    @Test
    void another_therapist_sees_none_of_it() {
        at(50);
        answer(withCleo, "none");
        // Of the same name and number, but of another account.
        var another = sessions.aSessionEnded(UUID.randomUUID(), ada, end);
        answer(another, "none");
        received().body("items.id", contains(withCleo.followUp().toString()));
        given().auth()
                .oauth2(Tokens.therapist(another.therapistAccount()))
                .get(BASE + "/appointment-follow-ups")
                .then()
                .statusCode(200)
                .body("items.id", contains(another.followUp().toString()));
    }

    @Test
    void after_thirty_days_it_is_gone() {
        at(50);
        answer(withCleo, "none");
        at(30 * 24);
        received().body("items", hasSize(1));
        CLOCK.set(end.plus(Duration.ofDays(30)).plusSeconds(1));
        received().body("items", empty());
    }

    @Test
    void each_client_sees_that_the_therapist_looked_and_why() {
        at(50);
        answer(withCleo, "none");
        answer(withDora, "none");
        received().body("items", hasSize(2));
        for (Session session : List.of(withCleo, withDora)) {
            given().auth()
                    .oauth2(Tokens.client(session.client()))
                    .get(BASE + "/accesses")
                    .then()
                    .statusCode(200)
                    .body("items[0].role", equalTo("therapist"))
                    .body("items[0].actorId", equalTo(adasAccount.toString()))
                    .body("items[0].access", equalTo("read"))
                    .body("items[0].operation", equalTo("listAppointmentFollowUps"))
                    .body(
                            "items[0].appointmentId",
                            equalTo(session.appointment().toString()))
                    .body("items.operation", hasItem("answerFollowUp"));
        }
    }

    @Test
    void the_database_shows_a_therapist_only_their_own_and_lets_nothing_be_changed() throws SQLException {
        at(50);
        answer(withCleo, "none");
        var another = sessions.aSessionEnded(UUID.randomUUID(), UUID.randomUUID(), end);
        answer(another, "none");
        try (var connection = PostgresResource.database().connect("feedback");
                var statement = connection.createStatement()) {
            statement.execute("reset kneadwell.purpose");
            statement.execute("set kneadwell.therapist = '" + adasAccount + "'");
            assertThat(count(statement, "follow_up")).isEqualTo(2);
            assertThat(count(statement, "answer")).isEqualTo(1);
            assertThat(statement.executeUpdate(
                            "update follow_up set round = 2 where id = '" + withCleo.followUp() + "'"))
                    .isZero();
            statement.execute("set kneadwell.therapist = 'nonsense'");
            assertThatThrownBy(() -> count(statement, "follow_up")).isInstanceOf(SQLException.class);
        }
    }

    private static int count(Statement statement, String table) throws SQLException {
        try (var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void at(int hours) {
        CLOCK.set(end.plus(Duration.ofHours(hours)));
    }

    private ValidatableResponse list(String query) {
        return given().auth()
                .oauth2(Tokens.therapist(adasAccount))
                .get(BASE + "/appointment-follow-ups" + query)
                .then();
    }

    private ValidatableResponse received() {
        return list("").statusCode(200);
    }

    private static void answer(Session session, String complaint) {
        send(
                session,
                "/answers",
                new HashMap<>(Map.of(
                        "soreness",
                        0,
                        "trend",
                        "better",
                        "bruising",
                        "none",
                        "headache",
                        false,
                        "fatigue",
                        false,
                        "complaint",
                        complaint,
                        "painRating",
                        4,
                        "globalChange",
                        0)));
    }

    private static void signs(Session session, String sign) {
        send(session, "/adverse-signs", Map.of("signs", List.of(sign)));
    }

    private static void send(Session session, String path, Map<String, Object> body) {
        given().auth()
                .oauth2(Tokens.client(session.client()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post(BASE + "/follow-ups/" + session.followUp() + path)
                .then()
                .statusCode(201);
    }
}
