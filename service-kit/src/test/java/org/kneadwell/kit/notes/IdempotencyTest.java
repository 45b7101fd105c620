package org.kneadwell.kit.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class IdempotencyTest {

    private final UUID client = UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();
    private final String text = "note " + key;

    @Inject
    DataSource dataSource;

    @Test
    void the_services_own_sessions_are_not_in_utc() throws SQLException {
        try (var connection = dataSource.getConnection();
                var row = connection.createStatement().executeQuery("show timezone")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("Asia/Kathmandu");
        }
    }

    @Test
    void without_a_key_nothing_is_done() throws SQLException {
        Response response = given().header("Authorization", "Bearer " + Tokens.client(client))
                .contentType("application/json")
                .body(note(text, 5))
                .post("/api/kit/v1/notes");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("code")).isEqualTo("idempotency-key-missing");
        assertThat(stored(text)).isZero();
    }

    @Test
    void the_same_request_again_gets_the_first_answer_and_acts_once() throws SQLException {
        Response first = post(client, note(text, 5));
        SettableClock.shared().advance(Duration.ofMinutes(5));
        Response again = post(client, note(text, 5));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(again.header("ETag")).isEqualTo("\"0\"").isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(stored(text)).isEqualTo(1);
    }

    @Test
    void a_transaction_that_lost_a_deadlock_is_done_again_and_acts_once() throws SQLException {
        String contended = "contended 2 " + key;

        assertThat(post(client, note(contended, 5)).statusCode()).isEqualTo(201);
        assertThat(stored(contended)).isEqualTo(1);
    }

    @Test
    void one_that_keeps_losing_is_told_to_try_again_and_has_done_nothing() throws SQLException {
        String contended = "contended 99 " + key;

        Response response = post(client, note(contended, 5));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.jsonPath().getString("code")).isEqualTo("busy");
        assertThat(response.header("Retry-After")).isEqualTo("1");
        assertThat(response.asString()).doesNotContain("bladder");
        assertThat(stored(contended)).isZero();
    }

    @Test
    void what_a_constraint_gave_to_somebody_else_is_a_conflict_and_no_defect() throws SQLException {
        Response response = post(client, note("overlapping " + key, 5));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.jsonPath().getString("code")).isEqualTo("taken-meanwhile");
        assertThat(response.asString()).doesNotContain("bladder");
        assertThat(stored("overlapping " + key)).isZero();
    }

    @Test
    void an_answer_leaves_out_what_is_absent_and_writes_times_as_rfc_3339() {
        SettableClock.shared().set(java.time.Instant.parse("2026-03-02T08:00:00Z"));

        Response response = post(client, note(text, 5));

        assertThat(response.asString())
                .matches("\\{\"id\":\"[0-9a-f-]{36}\",\"text\":\"" + text + "\",\"pressure\":5,\"author\":\"Test "
                        + client.toString().substring(0, 8) + "\",\"at\":\"2026-03-02T08:00:00Z\"}");
    }

    @Test
    void the_key_of_another_payload_is_refused() throws SQLException {
        post(client, note(text, 5));
        Response other = post(client, note(text, 6));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("code")).isEqualTo("idempotency-key-reused");
        assertThat(stored(text)).isEqualTo(1);
    }

    @Test
    void somebody_elses_key_is_another_key() throws SQLException {
        Response mine = post(client, note(text, 5));
        Response theirs = post(UUID.randomUUID(), note(text, 5));

        assertThat(theirs.jsonPath().getString("id"))
                .isNotEqualTo(mine.jsonPath().getString("id"));
        assertThat(stored(text)).isEqualTo(2);
    }

    @Test
    void a_failed_attempt_leaves_nothing_and_may_be_tried_again() throws SQLException {
        Response failed = post(client, note("broken", 5));
        Response again = post(client, note("broken", 5));

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(again.statusCode()).isEqualTo(500);
        assertThat(again.jsonPath().getString("incident"))
                .isNotEqualTo(failed.jsonPath().getString("incident"));
        assertThat(stored("broken")).isZero();
        assertThat(post(client, note(text, 5)).statusCode()).isEqualTo(201);
    }

    @Test
    void of_two_at_once_one_acts_and_the_other_is_told_to_wait() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Response> send = () -> post(client, note("slow", 5));
            var both = threads.invokeAll(List.of(send, send));
            var answers = List.of(both.get(0).get(), both.get(1).get());

            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 409)
                    .extracting(answer -> answer.jsonPath().getString("code"))
                    .containsExactly("still-running");
        }
        assertThat(post(client, note("slow", 5)).statusCode()).isEqualTo(201);
        assertThat(stored("slow")).isEqualTo(1);
    }

    @Test
    void pages_follow_one_another_to_the_end() {
        Response first = get("/api/kit/v1/notes?limit=2");
        assertThat(first.jsonPath().getList("items")).containsExactly(0, 1);
        String cursor = first.jsonPath().getString("next");
        assertThat(first.header("Link")).isEqualTo("</api/kit/v1/notes?limit=2&cursor=" + cursor + ">; rel=\"next\"");

        Response second = get("/api/kit/v1/notes?limit=2&cursor=" + cursor);
        assertThat(second.jsonPath().getList("items")).containsExactly(2, 3);

        Response last =
                get("/api/kit/v1/notes?limit=2&cursor=" + second.jsonPath().getString("next"));
        assertThat(last.asString()).isEqualTo("{\"items\":[4]}");
        assertThat(last.header("Link")).isNull();
    }

    @Test
    void a_cursor_of_anothers_making_is_refused() {
        Response response = get("/api/kit/v1/notes?cursor=%25%25");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("code")).isEqualTo("bad-cursor");
    }

    @Test
    void a_change_names_the_version_it_was_made_from() {
        assertThat(replace(null).statusCode()).isEqualTo(428);
        assertThat(replace(null).jsonPath().getString("code")).isEqualTo("if-match-missing");
        assertThat(replace("\"2\"").statusCode()).isEqualTo(412);
        assertThat(replace("\"2\"").jsonPath().getString("code")).isEqualTo("stale");
        assertThat(replace("W/\"3\"").statusCode()).isEqualTo(412);
        assertThat(replace("\"3\"").statusCode()).isEqualTo(204);
        assertThat(replace("\"3\"").header("ETag")).isEqualTo("\"4\"");
    }

    private Response replace(String ifMatch) {
        var request = given().header("Authorization", "Bearer " + Tokens.client(client))
                .contentType("application/json")
                .body(note(text, 5));
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put("/api/kit/v1/notes/" + client);
    }

    private Response get(String path) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + Tokens.client(client))
                .get(path);
    }

    private Response post(UUID as, String body) {
        return given().header("Authorization", "Bearer " + Tokens.client(as))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/kit/v1/notes");
    }

    private static String note(String text, int pressure) {
        return "{\"text\":\"" + text + "\",\"pressure\":" + pressure + "}";
    }

    private static int stored(String text) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake");
                var statement = connection.prepareStatement("select count(*) from note where text = ?")) {
            statement.setString(1, text);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
