package org.kneadwell.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.OlderDatabase;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** What clients had told before anything was sealed is read as before, and lies nowhere in clear. */
@QuarkusTest
@TestProfile(SealedMigrationTest.OnAnOlderDatabase.class)
class SealedMigrationTest {

    private static final UUID CLIENT = UUID.fromString("0197f000-0000-7000-8000-0000000000c1");
    private static final UUID APPOINTMENT = UUID.fromString("0197f000-0000-7000-8000-0000000000a1");
    private static final String ANSWERS = """
            {"adult": true, "pain_regions": ["low_back"], "focus_areas": ["low_back"], "duration": "4_12w", "cause_known": true,
             "urgent_signs": ["none"], "neuro": ["none"], "recent_signs": ["none"], "conditions": ["none"], "medications": ["none"],
             "history": ["none"], "bruises_easily": false, "sensitised": false, "past_bad_experience": ["none"],
             "pressure_word": {"low_back": "medium"}}""";

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
                    PostgresResource.database(), "intake", "1.2", """
                    insert into consent values (uuidv7(), '%1$s', '2026.1', 'x', now(), null);
                    insert into draft values ('0197f000-0000-7000-8000-0000000000d1', '%1$s', '2026.1', '%2$s', now(), now(), now(), 0);
                    insert into draft values ('0197f000-0000-7000-8000-0000000000d2', '%1$s', '2026.1', '%2$s', now(), now(), null, 0);
                    insert into assessment values (uuidv7(), '%1$s', '0197f000-0000-7000-8000-0000000000d1', 'submission', '%2$s',
                      '[{"ruleIds": ["hypertension_uncontrolled"], "validFrom": "2026-01-01", "validUntil": "2026-12-31"}]',
                      '2026.1', '2026.1', now(), current_date, 'ok', 7, true);
                    insert into client_plan values ('%1$s', null, null, 'normal', 'too_intense', '2026-03-01T08:00:00Z', 3);
                    insert into region_plan values (uuidv7(), '%1$s', 'low_back', 'medium', null, '2026-02-01T08:00:00Z',
                      4, '2026-03-01T08:00:00.123456Z', 5, 2);
                    insert into plan_change values (uuidv7(), '%1$s', 'low_back', now(), 5, 4, 'follow_up', null,
                      'Low back from 5 to 4: sore for longer.');
                    insert into clearance values ('0197f000-0000-7000-8000-0000000000f1', '%1$s', 'Dr Canary', '2026-01-01', '2026-01-01',
                      '2026-12-31', now(), true, null);
                    insert into clearance_condition values ('0197f000-0000-7000-8000-0000000000f1', 'hypertension_uncontrolled');
                    insert into appointment values ('%3$s', '%1$s', 'Cleo', uuidv7(), uuidv7(), 'Ada', 'a@example.test',
                      now() + interval '1 day', now() + interval '25 hours', 'Europe/Berlin', true, 'booked', 0);
                    insert into observed_pending values ('%3$s', 'low_back', 4), ('%3$s', 'hips', 5);
                    insert into today_check values ('%3$s', '%1$s', 'lower_today', '{"low_back": 3}', '[]', 'canary note', now());
                    """.formatted(CLIENT, ANSWERS, APPOINTMENT));
            return settings;
        }

        @Override
        public void stop() {
            postgres.stop();
        }
    }

    @Test
    void it_reads_as_before() {
        get("/drafts/current").body("answers.pain_regions", contains("low_back"));
        get("/assessments/current")
                .body("outcome", equalTo("ok"))
                .body("plan.regions.find { it.region == 'low_back' }.target", equalTo(4));
        get("/pressure-plan/history")
                .body("items", hasSize(1))
                .body("items[0].region", equalTo("low_back"))
                .body("items[0].from", equalTo(5))
                .body("items[0].to", equalTo(4))
                .body("items[0].kind", equalTo("follow_up"))
                .body("items[0].sentence", equalTo("Low back from 5 to 4: sore for longer."));
        get("/clearances")
                .body("items[0].clinician", equalTo("Dr Canary"))
                .body("items[0].conditions", contains("hypertension_uncontrolled"));
        get("/appointments/" + APPOINTMENT + "/today-check")
                .body("tolerance", equalTo("lower_today"))
                .body("intensityToday.low_back", equalTo(3))
                .body("note", equalTo("canary note"));
    }

    @Test
    void nothing_of_it_lies_in_clear() throws SQLException {
        for (String table : List.of(
                "draft",
                "assessment",
                "client_plan",
                "region_plan",
                "plan_change",
                "clearance",
                "today_check",
                "comfortable")) {
            try (var connection = PostgresResource.database().connect("intake");
                    var statement = connection.createStatement()) {
                statement.execute("set kneadwell.purpose = 'due'");
                var row = statement.executeQuery(
                        "select count(*) filter (where sealed is not null), count(plain) from " + table);
                row.next();
                assertThat(row.getInt(1)).as(table).isPositive();
                assertThat(row.getInt(2)).as(table).isZero();
                if (table.equals("region_plan") || table.equals("plan_change")) {
                    var region = statement.executeQuery("select count(region) from " + table);
                    region.next();
                    assertThat(region.getInt(1)).as("regions in " + table).isZero();
                }
            }
        }
    }

    private static ValidatableResponse get(String path) {
        return given().header("Authorization", "Bearer " + Tokens.client(CLIENT))
                .get("/api/intake/v1" + path)
                .then()
                .statusCode(200);
    }
}
