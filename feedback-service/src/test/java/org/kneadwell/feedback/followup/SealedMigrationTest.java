package org.kneadwell.feedback.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kneadwell.feedback.rules.SelfCare;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.OlderDatabase;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;

/** What clients had told before anything was sealed is read as before, and lies nowhere in clear. */
@QuarkusTest
@TestProfile(SealedMigrationTest.OnAnOlderDatabase.class)
class SealedMigrationTest {

    private static final UUID CLIENT = UUID.fromString("0197f000-0000-7000-8000-0000000000c1");
    private static final UUID APPOINTMENT = UUID.fromString("0197f000-0000-7000-8000-0000000000a1");
    private static final UUID FOLLOW_UP = UUID.fromString("0197f000-0000-7000-8000-0000000000f1");

    @Inject
    ClientIntakeRepository intakes;

    @Inject
    Vault vault;

    @Inject
    ClientScope scope;

    /** Without the database that the other tests share. */
    public static final class OnAnOlderDatabase implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(BeforeSealing.class),
                    new TestResourceEntry(TokenKeyResource.class),
                    new TestResourceEntry(MailServer.class));
        }
    }

    /** A database with one client's data from before. */
    public static final class BeforeSealing implements QuarkusTestResourceLifecycleManager {

        private final PostgresResource postgres = new PostgresResource();

        @Override
        public void init(Map<String, String> settings) {
            postgres.init(settings);
        }

        @Override
        public Map<String, String> start() {
            var settings = postgres.start();
            OlderDatabase.prepare(
                    PostgresResource.database(), "feedback", "1.1", """
                    insert into appointment values ('%2$s', '%1$s', 'Cleo', 'c@example.test', uuidv7(), uuidv7(), 'Ada',
                      'a@example.test', false);
                    insert into client_intake values ('%1$s', now(), true, 7, true, '{"regions": ["neck_front"]}');
                    insert into follow_up values ('%3$s', '%2$s', '%1$s', uuidv7(), now() - interval '50 hours', 'ANSWERED', 1,
                      now() - interval '2 hours', now() + interval '10 hours', now() + interval '22 hours', null, null, null,
                      '{"worked": [{"region": "low_back", "target": 5, "lowered": true}]}', 0);
                    insert into answer values (uuidv7(), '%3$s', '%1$s', uuidv7(), now(), 50, false, true, 'PROLONGED', 'rule', '2026.1',
                      '{"soreness": 3, "regions": [{"region": "low_back", "soreness": 4}], "trend": "same", "words": [],
                        "headache": false, "fatigue": false, "improved": [], "signs": [], "painRating": 2, "globalChange": 1}',
                      'canary note', false);
                    insert into plan_suggestion values ('%1$s', uuidv7(), '%3$s', now(), 'TRIAL', 1, 7, 'One more, gently.', false);
                    """.formatted(CLIENT, APPOINTMENT, FOLLOW_UP));
            return settings;
        }

        @Override
        public void stop() {
            postgres.stop();
        }
    }

    @Test
    void it_reads_as_before() {
        get("/follow-ups/" + FOLLOW_UP)
                .body("regions[0].target", equalTo(5))
                .body("answers[0].outcome", equalTo("prolonged"))
                .body("answers[0].note", equalTo("canary note"))
                .body("answers[0].regions.soreness", contains(4));
        get("/plan").body("stage", equalTo("trial")).body("sentence", equalTo("One more, gently."));
        assertThat(QuarkusTransaction.requiringNew().call(() -> {
                    scope.enter(CLIENT);
                    return intakes.findById(CLIENT).facts(vault);
                }))
                .isEqualTo(new SelfCare.Intake(true, 7, true, Set.of(BodyRegion.NECK_FRONT)));
    }

    @Test
    void nothing_of_it_lies_in_clear() throws SQLException {
        for (String table : List.of("client_intake", "follow_up", "answer", "plan_suggestion")) {
            try (var connection = PostgresResource.database().connect("feedback");
                    var statement = connection.createStatement()) {
                statement.execute("set kneadwell.purpose = 'due'");
                var row = statement.executeQuery(
                        "select count(*) filter (where sealed is not null), count(plain) from " + table);
                row.next();
                assertThat(row.getInt(1)).as(table).isPositive();
                assertThat(row.getInt(2)).as(table).isZero();
            }
        }
    }

    private static ValidatableResponse get(String path) {
        return given().header("Authorization", "Bearer " + Tokens.client(CLIENT))
                .get("/api/feedback/v1" + path)
                .then()
                .statusCode(200);
    }
}
