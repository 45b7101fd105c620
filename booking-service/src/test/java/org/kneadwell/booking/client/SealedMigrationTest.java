package org.kneadwell.booking.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.client.Findings.Finding;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.transaction.Transactions;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.OlderDatabase;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;
import org.kneadwell.vocabulary.PlanStage;

/** What was known of clients before it was sealed is read as before, and lies nowhere in clear. */
@QuarkusTest
@TestProfile(SealedMigrationTest.OnAnOlderDatabase.class)
class SealedMigrationTest {

    private static final UUID CLEO = UUID.fromString("0197f000-0000-7000-8000-0000000000c1");
    private static final UUID DORA = UUID.fromString("0197f000-0000-7000-8000-0000000000c2");
    private static final UUID ADA = UUID.fromString("0197f000-0000-7000-8000-0000000000d1");
    private static final UUID APPOINTMENT = UUID.fromString("0197f000-0000-7000-8000-0000000000a1");

    @Inject
    KnownClients clients;

    @Inject
    PressurePlans plans;

    @Inject
    ClientScope scope;

    @Inject
    Transactions transactions;

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

    /** A database with two clients' data from before: of one an intake is known, of the other only a plan. */
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
                    PostgresResource.database(), "booking", "6.3", """
                    set kneadwell.purpose = 'keys';
                    insert into client_profile (client_id, version, jurisdiction, time_zone)
                    values ('%1$s', 0, 'R1', 'Europe/Berlin'), ('%2$s', 0, 'R1', 'Europe/Berlin');
                    insert into client_needs values
                      ('%1$s', 4, '2026-03-01T12:00:00Z', true, '2026-04-01', 6, true, '{deep_tissue,sports}', '{relaxation}',
                        '{knots}', '{low_back,hips}', 'too_intense', true, false, false, '2026-03-01T13:00:00Z',
                        '2026-02-01T12:00:00Z'),
                      ('%2$s', 1, null, false, null, 0, false, '{}', '{}', '{}', '{}', 'na', false, false, true, null, null);
                    insert into client_region values
                      ('%1$s', 'low_back', 5, 4, 5, 3), ('%1$s', 'hips', null, null, null, 2),
                      ('%1$s', 'neck_front', null, null, null, null), ('%2$s', 'low_back', 2, 1, 2, 1);
                    insert into session_finding values
                      (uuidv7(), '%1$s', '%3$s', 1, '2026-03-02T12:00:00Z', 'not_intense_enough', true);
                    insert into client_plan values ('%1$s', 1, '%3$s', 'series', 4, 7, true, '2026-03-02T12:00:00Z');
                    insert into location (id, version, name, address, jurisdiction, zone, created_at)
                    values ('%3$s', 0, 'Quiet Room', '1 Elm Street', 'R1', 'Europe/Berlin', now());
                    insert into therapist (id, version, account_id, name, email, location_id, styles, regions, intensity_low,
                      intensity_high, talks_about_pressure, intake_process, communicates_consent, modifies_pressure,
                      starts_lighter, movement_work, therapeutic_experience, created_at)
                    values ('%3$s', 0, uuidv7(), 'Ada', 'ada@example.test', '%3$s', '{relaxation}', '{low_back}', 2, 7, true,
                      true, true, true, true, true, true, now());
                    insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
                    values ('%3$s', 0, '%3$s', 'Hour', 60, 80, 'EUR', now());
                    insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id,
                      therapist_account_id, therapist_name, service_id, service_name, service_minutes, price_amount,
                      price_currency, location_id, location_name, location_address, zone, start_at, end_at, blocked_from,
                      blocked_until, created_at, first_visit)
                    select '%4$s', 1, 'completed', '%1$s', 'Cleo', 'c@example.test', id, account_id, name, id, 'Hour', 60, 80,
                      'EUR', id, 'Quiet Room', '1 Elm Street', 'Europe/Berlin', at, at + interval '1 hour', at,
                      at + interval '1 hour', at - interval '1 day', true
                    from therapist, (select timestamptz '2026-03-02T09:00:00Z' as at) as a;
                    insert into session values ('%4$s', 2, '2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z');
                    insert into session_region values
                      ('%4$s', 'low_back', 5, 3, true), ('%4$s', 'neck_front', null, null, false);
                    """.formatted(CLEO, DORA, ADA, APPOINTMENT));
            return settings;
        }

        @Override
        public void stop() {
            postgres.stop();
        }
    }

    @Test
    void what_matching_needs_is_read_as_before() {
        var known = transactions.anew(() -> clients.find(CLEO)).orElseThrow();

        assertThat(known.needs())
                .isEqualTo(new Needs(
                        new Needs.Assessed(
                                true,
                                LocalDate.of(2026, 4, 1),
                                6,
                                true,
                                Set.of(MassageStyle.DEEP_TISSUE, MassageStyle.SPORTS),
                                Set.of(MassageStyle.RELAXATION),
                                Set.of(Goal.KNOTS),
                                Set.of(BodyRegion.LOW_BACK, BodyRegion.HIPS),
                                LeftReason.TOO_INTENSE,
                                Instant.parse("2026-02-01T12:00:00Z"),
                                true,
                                false),
                        List.of(
                                new RegionTarget(BodyRegion.HIPS, null, null, Intensity.of(2)),
                                new RegionTarget(
                                        BodyRegion.LOW_BACK, Intensity.of(5), IntensityBand.of(4, 5), Intensity.of(3)),
                                new RegionTarget(BodyRegion.NECK_FRONT, null, null, null))));
        assertThat(known.suspended()).isFalse();
        assertThat(known.findings())
                .isEqualTo(new Findings(
                        List.of(new Finding(
                                ADA, Instant.parse("2026-03-02T12:00:00Z"), Complaint.NOT_INTENSE_ENOUGH, true)),
                        ADA));
        assertThat(transactions.anew(() -> clients.suggested(CLEO)))
                .contains(new SuggestedStep(ADA, PlanStage.SERIES, 4, 7));
    }

    @Test
    void a_plan_without_an_intake_is_too() {
        assertThat(transactions.anew(() -> clients.find(DORA))).isEmpty();
        assertThat(transactions.anew(() -> {
                    scope.enter(DORA);
                    return plans.of(DORA);
                }))
                .isEqualTo(new PressurePlan(
                        true,
                        null,
                        List.of(new RegionTarget(
                                BodyRegion.LOW_BACK, Intensity.of(2), IntensityBand.of(1, 2), Intensity.of(1)))));
    }

    @Test
    void a_session_is_too() {
        given().header("Authorization", "Bearer " + Tokens.client(CLEO))
                .get("/api/booking/v1/appointments/" + APPOINTMENT + "/session")
                .then()
                .statusCode(200)
                .body("regions.region", contains("low_back", "neck_front"))
                .body("regions.worked", contains(true, false))
                .body("regions[0].target", equalTo(5))
                .body("regions[0].start", equalTo(3))
                .body("regions[1].start", nullValue());
    }

    @Test
    void nothing_of_it_lies_in_clear() throws SQLException {
        for (String table : List.of("client_needs", "session_finding", "client_plan", "session")) {
            try (var connection = PostgresResource.database().connect("booking");
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
}
