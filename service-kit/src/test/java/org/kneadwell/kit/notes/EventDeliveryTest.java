package org.kneadwell.kit.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.outbox.LetterReason;
import org.kneadwell.outbox.LetterState;
import org.kneadwell.outbox.SubscriptionStatus;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class EventDeliveryTest {

    private static final String BASE = "/api/kit/v1/event-delivery";
    private static final UUID SOMEBODY = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final String LETTERS = BASE + "/dead-letters/booking/";

    private final UUID parked = UUID.randomUUID();
    private final UUID behind = UUID.randomUUID();
    private final UUID gap = UUID.randomUUID();

    /** Of the aggregate "a" one is parked and one behind it; of "b" one is parked for a gap. */
    @BeforeEach
    void letters() throws SQLException {
        inTheDatabase("delete from dead_letter; delete from inbox_aggregate; delete from inbox_cursor");
        inTheDatabase(
                "insert into inbox_cursor (subscription, shard, shards, source_id) values ('booking', 0, 1, '4711/1')");
        letter(parked, 1, "a", 2, "parked", "failed");
        letter(behind, 2, "a", 3, "behind", "behind");
        letter(gap, 3, "b", 5, "parked", "gap");
    }

    private static void letter(UUID id, int seq, String aggregate, int version, String state, String reason)
            throws SQLException {
        inTheDatabase(
                ("insert into dead_letter (subscription, shard, event_id, seq, aggregatetype, aggregateid, aggregateversion, type,"
                                + " payload, headers, occurred_at, state, reason, attempts, parked_at)"
                                + " values ('booking', 0, '%s', %d, 'client', 'aggregate-%s', %d, 'booking.something.v1',"
                                + " '{\"answer\": \"bladder\"}', '{}', now(), '%s', '%s', 8, now() + interval '%d s')")
                        .formatted(id, seq, aggregate, version, state, reason, seq));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /subscriptions",
                "GET /dead-letters",
                "POST /subscriptions/booking/replay",
                "POST /subscriptions/booking/source-acceptance",
                "POST /dead-letters/booking/0198c0de-0000-7000-8000-000000000002/replay",
                "POST /dead-letters/booking/0198c0de-0000-7000-8000-000000000002/aggregate-replay",
                "POST /dead-letters/booking/0198c0de-0000-7000-8000-000000000002/replay-across-gap",
                "POST /dead-letters/booking/0198c0de-0000-7000-8000-000000000002/discard"
            })
    void it_is_for_coordinators_only(String operation) throws SQLException {
        var parts = operation.split(" ");
        given().request(parts[0], BASE + parts[1]).then().statusCode(401);
        for (var token : List.of(
                Tokens.client(SOMEBODY),
                Tokens.therapist(SOMEBODY),
                Tokens.integrator(SOMEBODY),
                Tokens.of(SOMEBODY))) {
            given().header("Authorization", "Bearer " + token)
                    .request(parts[0], BASE + parts[1])
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
        assertThat(states()).containsExactly("parked", "behind", "parked");
    }

    @Test
    void letters_are_listed_without_payload_and_without_whom_they_are_about() {
        var body = asCoordinator()
                .get(BASE + "/dead-letters?subscription=booking")
                .then()
                .statusCode(200)
                .body("items.eventId", contains(parked.toString(), behind.toString(), gap.toString()))
                .body("items.state", contains("parked", "behind", "parked"))
                .body("items.reason", contains("failed", "behind", "gap"))
                .body("items[0].aggregateVersion", equalTo(2))
                .body("next", nullValue())
                .extract()
                .asString();
        assertThat(body).doesNotContain("bladder", "aggregate-a", "payload", "aggregateId");
    }

    @Test
    void the_list_comes_in_pages() {
        var first = asCoordinator()
                .get(BASE + "/dead-letters?limit=2")
                .then()
                .statusCode(200)
                .extract();
        assertThat(first.<List<String>>path("items.eventId")).containsExactly(parked.toString(), behind.toString());
        asCoordinator()
                .get(first.header("Link").replaceAll("<(.*)>.*", "$1"))
                .then()
                .body("items.eventId", contains(gap.toString()))
                .body("next", nullValue());
        asCoordinator()
                .get(BASE + "/dead-letters?cursor=bm9uc2Vuc2U")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-cursor"));
    }

    @Test
    void one_letter_is_replayed_unless_an_older_one_has_to_go_first() throws SQLException {
        asCoordinator()
                .post(LETTERS + behind + "/replay")
                .then()
                .statusCode(409)
                .body("code", equalTo("older-letter-first"))
                .body("eventId", equalTo(parked.toString()));
        assertThat(states()).containsExactly("parked", "behind", "parked");
        asCoordinator()
                .post(LETTERS + parked + "/replay")
                .then()
                .statusCode(202)
                .body("aggregates", equalTo(1));
        assertThat(states()).containsExactly("retrying", "behind", "parked");
    }

    @Test
    void the_letters_of_an_aggregate_are_replayed_from_any_of_them() throws SQLException {
        asCoordinator()
                .post(LETTERS + behind + "/aggregate-replay")
                .then()
                .statusCode(202)
                .body("aggregates", equalTo(1));
        assertThat(states()).containsExactly("retrying", "behind", "parked");
    }

    @Test
    void a_whole_subscription_is_replayed() throws SQLException {
        asCoordinator()
                .post(BASE + "/subscriptions/booking/replay")
                .then()
                .statusCode(202)
                .body("aggregates", equalTo(2));
        assertThat(states()).containsExactly("retrying", "behind", "retrying");
    }

    @Test
    void a_gap_is_crossed_and_a_letter_discarded_by_decision() throws SQLException {
        asCoordinator().post(LETTERS + gap + "/replay-across-gap").then().statusCode(202);
        asCoordinator().post(LETTERS + parked + "/discard").then().statusCode(202);
        assertThat(states()).containsExactly("discarded", "retrying", "retrying");
        assertThat(texts("select aggregateid || version from inbox_aggregate order by 1"))
                .containsExactly("aggregate-a2", "aggregate-b4");
        asCoordinator()
                .get(BASE + "/dead-letters?closed=true")
                .then()
                .body("items", hasSize(3))
                .body("items[0].closedAt", not(nullValue()));
    }

    @Test
    void what_does_not_exist_is_not_found() {
        for (var verb : List.of("replay", "aggregate-replay", "replay-across-gap", "discard")) {
            asCoordinator()
                    .post(LETTERS + UUID.randomUUID() + "/" + verb)
                    .then()
                    .statusCode(404);
        }
        asCoordinator().post(BASE + "/subscriptions/nothing/replay").then().statusCode(404);
        asCoordinator()
                .post(BASE + "/subscriptions/nothing/source-acceptance")
                .then()
                .statusCode(404);
        asCoordinator().post(LETTERS + "no-uuid/replay").then().statusCode(404);
    }

    @Test
    void a_restored_source_is_accepted() throws SQLException {
        asCoordinator()
                .post(BASE + "/subscriptions/booking/source-acceptance")
                .then()
                .statusCode(204);
        assertThat(texts("select coalesce(source_id, 'to be met') from inbox_cursor"))
                .containsExactly("to be met");
    }

    @Test
    void the_subscriptions_of_the_replica_are_listed() {
        // This service reads nobody's events.
        asCoordinator().get(BASE + "/subscriptions").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void every_operation_is_in_the_document() {
        given().get("/q/openapi?format=json")
                .then()
                .body(
                        "paths.'/api/kit/v1/event-delivery/dead-letters/{subscription}/{eventId}/replay'.post.operationId",
                        equalTo("replayDeadLetter"))
                .body("components.schemas.LetterView.properties.payload", nullValue())
                .body("components.schemas.LetterView.properties.state.enum", equalTo(words(LetterState.values())))
                .body("components.schemas.LetterView.properties.reason.enum", equalTo(words(LetterReason.values())))
                .body(
                        "components.schemas.SubscriptionView.properties.state.enum",
                        equalTo(words(SubscriptionStatus.State.values())));
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static RequestSpecification asCoordinator() {
        return given().header("Authorization", "Bearer " + Tokens.coordinator(SOMEBODY));
    }

    private static List<String> states() throws SQLException {
        return texts("select state from dead_letter order by seq");
    }

    private static List<String> texts(String query) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake_owner");
                var rows = connection.createStatement().executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static void inTheDatabase(String sql) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake_owner")) {
            connection.createStatement().execute(sql);
        }
    }
}
