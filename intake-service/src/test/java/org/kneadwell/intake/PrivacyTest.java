package org.kneadwell.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.BookingClientErased;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FeedbackClientErased;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.kit.retention.Kept;
import org.kneadwell.kit.retention.Retention;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.DeliveryGuard;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;

/** Consent, erasure, retention, the record of accesses, and whose rows are seen. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(MailServer.class)
class PrivacyTest {

    private static final String API = "/api/intake/v1";
    private static final List<String> OF_CLIENTS = List.of(
            "consent",
            "draft",
            "assessment",
            "client_plan",
            "region_plan",
            "plan_change",
            "clearance",
            "today_check",
            "comfortable");

    private final UUID client = UUID.randomUUID();
    private final UUID therapist = UUID.randomUUID();
    private final UUID appointment = UUID.randomUUID();

    @Inject
    Instance<EventHandler<?>> handlers;

    @Inject
    DeliveryGuard guard;

    @Inject
    Retention retention;

    @BeforeEach
    void now() {
        SettableClock.shared().set(Instant.parse("2026-03-01T08:00:00Z"));
    }

    // --- erasure

    @Test
    void an_erased_client_leaves_nothing_and_cannot_begin_again() throws SQLException {
        anIntake();
        booked();
        sayToday();

        String id = erase().statusCode(202)
                .body("complete", equalTo(false))
                .body("bookingAt", nullValue())
                .extract()
                .path("id");

        for (String table : OF_CLIENTS) {
            assertThat(count("select count(*) from " + table + " where client_id = '" + client + "'"))
                    .as(table)
                    .isZero();
        }
        assertThat(count("select count(*) from appointment where client_id = '" + client + "'"))
                .isZero();
        assertThat(count("select count(*) from idempotency_key where principal = '" + client + "' or client_id = '"
                        + client + "'"))
                .isZero();
        assertThat(count("select count(*) from client_key where client_id = '" + client + "' and keyset is null"))
                .isOne();
        assertThat(count("select count(*) from outbox where type = 'intake.erasure-requested.v1' and aggregateid = '"
                        + client + "'"))
                .isOne();

        erase().statusCode(202).body("id", equalTo(id));
        assertThat(count("select count(*) from outbox where type = 'intake.erasure-requested.v1' and aggregateid = '"
                        + client + "'"))
                .as("asked for twice, it is the same erasure")
                .isOne();

        giveConsent().statusCode(410).body("code", equalTo("account-erased"));
        as().get(API + "/assessments/current").then().statusCode(404);
    }

    @Test
    void the_other_services_confirm() {
        anIntake();
        UUID id = UUID.fromString(erase().extract().path("id"));
        as().get(API + "/erasure").then().body("complete", equalTo(false));

        deliver(new BookingClientErased(id, Instant.parse("2026-03-01T08:00:10Z")));
        as().get(API + "/erasure")
                .then()
                .body("complete", equalTo(false))
                .body("bookingAt", notNullValue())
                .body("feedbackAt", nullValue());
        deliver(new FeedbackClientErased(id, Instant.parse("2026-03-01T08:00:20Z")));
        deliver(new FeedbackClientErased(id, Instant.parse("2026-03-01T09:00:00Z")));
        as().get(API + "/erasure")
                .then()
                .body("complete", equalTo(true))
                .body("feedbackAt", equalTo("2026-03-01T08:00:20Z"));
    }

    @Test
    void an_erasure_has_to_be_confirmed_and_is_each_clients_own() {
        as().contentType("application/json")
                .body(Map.of("confirm", "yes"))
                .post(API + "/erasure")
                .then()
                .statusCode(400)
                .body("violations.field", contains("confirm"));
        as().contentType("application/json")
                .body("{}")
                .post(API + "/erasure")
                .then()
                .statusCode(400);
        as().get(API + "/erasure").then().statusCode(404);
    }

    @Test
    void events_that_come_after_the_erasure_bring_nothing_back() throws SQLException {
        anIntake();
        erase().statusCode(202);

        booked();
        answered(FollowUpClass.OVERDONE);

        assertThat(count("select count(*) from appointment where client_id = '" + client + "'"))
                .isZero();
        assertThat(count("select count(*) from client_plan where client_id = '" + client + "'"))
                .isZero();
    }

    // --- consent

    @Test
    void without_consent_nothing_is_worked_out_and_with_it_all_goes_on() throws SQLException {
        anIntake();
        booked();
        as().post(API + "/consents/withdrawal").then().statusCode(204);

        assertThat(types()).last().isEqualTo("intake.consent-withdrawn.v1");
        var before = types();
        answered(FollowUpClass.OVERDONE);
        assertThat(types()).as("the plan stays as it is").isEqualTo(before);
        as().contentType("application/json")
                .body(Map.of("tolerance", "same"))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(403)
                .body("code", equalTo("consent-required"));
        asTherapist()
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(404);

        as().post(API + "/consents/withdrawal").then().statusCode(204);
        assertThat(types()).as("withdrawn once").isEqualTo(before);

        giveConsent().statusCode(201);
        assertThat(types()).last().isEqualTo("intake.intake-assessed.v1");
        asTherapist()
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(200);
    }

    // --- the record of accesses

    @Test
    void the_client_sees_who_looked_and_because_of_which_appointment() {
        anIntake();
        booked();
        asTherapist()
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(200);

        accesses()
                .body("items[0].role", equalTo("therapist"))
                .body("items[0].actorId", equalTo(therapist.toString()))
                .body("items[0].access", equalTo("read"))
                .body("items[0].operation", equalTo("getSummary"))
                .body("items[0].appointmentId", equalTo(appointment.toString()))
                .body("items.operation", hasItem("submitDraft"));
        given().header("Authorization", "Bearer " + Tokens.client(UUID.randomUUID()))
                .get(API + "/accesses")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void a_refused_look_is_no_access_and_an_event_is_the_services_own() {
        anIntake();
        booked();
        asTherapist(UUID.randomUUID())
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(404);
        accesses().body("items.role", not(hasItem("therapist")));

        answered(FollowUpClass.NORMAL);
        accesses()
                .body("items[0].role", equalTo("service"))
                .body("items[0].operation", equalTo("feedback.follow-up-answered.v1"));
    }

    @Test
    void what_others_did_is_found_behind_ones_own_accesses() {
        anIntake();
        booked();
        asTherapist()
                .get(API + "/appointments/" + appointment + "/summary")
                .then()
                .statusCode(200);
        accesses().body("items.role", hasItem("client"));

        accesses("?by=others&limit=1")
                .body("items.role", equalTo(List.of("therapist")))
                .body("next", nullValue());
        as().get(API + "/accesses?by=me").then().statusCode(400).body("violations[0].field", equalTo("by"));
    }

    @Test
    void accesses_come_page_by_page() {
        anIntake();
        String next = accesses("?limit=1").body("items", hasSize(1)).extract().path("next");
        String first = accesses("?limit=1").extract().path("items[0].id");
        accesses("?limit=1&cursor=" + next).body("items[0].id", not(equalTo(first)));
    }

    @Test
    void coordinators_can_prove_the_record_and_read_none_of_it() {
        anIntake();
        var coordinator = given().header("Authorization", "Bearer " + Tokens.coordinator(UUID.randomUUID()));
        coordinator.get(API + "/accesses/proof").then().statusCode(200).body("intact", equalTo(true));
        given().header("Authorization", "Bearer " + Tokens.coordinator(UUID.randomUUID()))
                .get(API + "/accesses")
                .then()
                .statusCode(403);
    }

    // --- everything one has told, for its client

    @Test
    void every_answer_assessment_and_consent_is_listed_for_its_client_newest_first() {
        anIntake();
        as().post(API + "/consents/withdrawal").then().statusCode(204);
        giveConsent().statusCode(201);
        startDraft();

        lists("/drafts")
                .body("items", hasSize(2))
                .body("items[0].submittedAt", nullValue())
                .body("items[1].submittedAt", equalTo("2026-03-01T08:00:00Z"))
                .body("items[1].answers.pressure_word.low_back", equalTo("medium"));
        // By the submission, and again when consent was given again.
        lists("/assessments").body("items", hasSize(2)).body("items.outcome", contains("ok", "ok"));
        as().get(API + "/assessments/current")
                .then()
                .body("id", equalTo(lists("/assessments").extract().path("items[0].id")));
        lists("/consents")
                .body("items", hasSize(2))
                .body("items[0].withdrawnAt", nullValue())
                .body("items[1].withdrawnAt", equalTo("2026-03-01T08:00:00Z"))
                .body("items[1].purposes", hasItem("follow_up"));
        for (String list : List.of("/drafts", "/assessments", "/consents")) {
            var first = lists(list + "?limit=1").body("items", hasSize(1)).extract();
            String link = first.header("Link");
            assertThat(link).as(list).contains("rel=\"next\"").contains("limit=1");
            lists(list + "?limit=1&cursor=" + first.path("next"))
                    .header("Link", nullValue())
                    .body("items", hasSize(1))
                    .body("items[0].id", not(equalTo(first.path("items[0].id"))));
            given().header("Authorization", "Bearer " + Tokens.client(UUID.randomUUID()))
                    .get(API + list)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(0));
        }
        accesses().body("items.operation", hasItem("listDrafts")).body("items.operation", hasItem("listAssessments"));
    }

    private ValidatableResponse lists(String path) {
        return as().get(API + path).then().statusCode(200).header("Cache-Control", equalTo("no-store"));
    }

    // --- whose rows are seen

    @Test
    void who_does_not_say_whose_rows_sees_none_and_who_does_sees_no_others() throws SQLException {
        anIntake();
        var somebody = UUID.randomUUID();
        for (String role : List.of("intake", "intake_owner")) {
            try (var connection = PostgresResource.database().connect(role);
                    var statement = connection.createStatement()) {
                statement.execute("reset kneadwell.purpose");
                for (String table : OF_CLIENTS) {
                    assertThat(first(statement, "select count(*) from " + table))
                            .as(role + " without a word: " + table)
                            .isZero();
                }
                statement.execute("set kneadwell.client = '" + somebody + "'");
                assertThat(first(statement, "select count(*) from draft"))
                        .as(role)
                        .isZero();
                statement.execute("set kneadwell.client = '" + client + "'");
                assertThat(first(statement, "select count(*) from draft"))
                        .as(role)
                        .isOne();
            }
        }
        try (var connection = PostgresResource.database().connect("intake");
                var statement = connection.createStatement()) {
            statement.execute("set kneadwell.client = '" + somebody + "'");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.execute("""
                            insert into consent (id, client_id, version, purposes, given_at)
                            values (gen_random_uuid(), '%s', 'x', 'x', now())""".formatted(client)))
                    .as("writing for another")
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void every_table_with_a_client_is_guarded_or_known_not_to_hold_health_data() throws SQLException {
        var known = List.of("appointment", "audit_entry", "client_key", "erasure", "idempotency_key");
        try (var connection = PostgresResource.database().connect("intake");
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select c.relname, c.relrowsecurity and c.relforcerowsecurity
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'client_id' and not a.attisdropped
                        where c.relnamespace = 'intake'::regnamespace and c.relkind = 'r'""")) {
            while (row.next()) {
                assertThat(row.getBoolean(2) || known.contains(row.getString(1)))
                        .as(row.getString(1))
                        .isTrue();
            }
        }
    }

    // --- retention

    @Test
    void what_was_kept_long_enough_goes_and_what_is_used_stays() throws SQLException {
        anIntake();
        booked();
        sayToday();
        as().header("Idempotency-Key", UUID.randomUUID())
                .post(API + "/drafts")
                .then()
                .statusCode(201);

        SettableClock.shared().set(Instant.parse("2026-05-29T08:00:00Z"));
        retention.letGo();
        assertThat(count("select count(*) from draft where client_id = '" + client + "'"))
                .isEqualTo(2);
        SettableClock.shared().set(Instant.parse("2026-06-01T08:00:00Z"));
        retention.letGo();
        assertThat(count("select count(*) from draft where client_id = '" + client + "'"))
                .as("the one not submitted, after 90 days")
                .isOne();

        SettableClock.shared().set(Instant.parse("2027-03-02T08:00:00Z"));
        retention.letGo();
        assertThat(count("select count(*) from appointment where id = '" + appointment + "'"))
                .as("after the day of the visit and a year")
                .isOne();
        SettableClock.shared().set(Instant.parse("2027-03-04T08:00:00Z"));
        retention.letGo();
        assertThat(count("select count(*) from appointment where id = '" + appointment + "'"))
                .isZero();
        assertThat(count("select count(*) from today_check where client_id = '" + client + "'"))
                .isZero();
        assertThat(count("select count(*) from assessment where client_id = '" + client + "'"))
                .isOne();

        SettableClock.shared().set(Instant.parse("2029-03-02T08:00:00Z"));
        retention.letGo();
        for (String table : List.of("draft", "assessment", "client_plan", "region_plan", "plan_change")) {
            assertThat(count("select count(*) from " + table + " where client_id = '" + client + "'"))
                    .as(table + " after three years without a word")
                    .isZero();
        }
        assertThat(count("select count(*) from consent where client_id = '" + client + "'"))
                .as("in force")
                .isOne();
    }

    @Test
    void each_class_of_data_is_in_the_document() throws Exception {
        var document = java.nio.file.Files.readString(
                org.kneadwell.testkit.Repository.root().resolve("docs/privacy.md"));
        for (Kept kept : retention.kept()) {
            assertThat(document).contains("| `" + kept.data() + "` | " + kept.period() + " |");
        }
    }

    // --- prose

    private RequestSpecification as() {
        return given().header("Authorization", "Bearer " + Tokens.client(client));
    }

    private RequestSpecification asTherapist() {
        return asTherapist(therapist);
    }

    private static RequestSpecification asTherapist(UUID account) {
        return given().header("Authorization", "Bearer " + Tokens.therapist(account));
    }

    private ValidatableResponse giveConsent() {
        return as().header("Idempotency-Key", UUID.randomUUID())
                .contentType("application/json")
                .body(Map.of(
                        "version", "2026.1", "purposes", List.of("safety_check", "therapist_summary", "follow_up")))
                .post(API + "/consents")
                .then();
    }

    private void anIntake() {
        giveConsent().statusCode(201);
        String draft = startDraft();
        as().header("If-Match", "\"0\"")
                .contentType("application/json")
                .body(Map.of(
                        "answers",
                        Map.ofEntries(
                                Map.entry("adult", true),
                                Map.entry("pain_regions", List.of("low_back")),
                                Map.entry("focus_areas", List.of("low_back")),
                                Map.entry("duration", "4_12w"),
                                Map.entry("cause_known", true),
                                Map.entry("urgent_signs", List.of("none")),
                                Map.entry("neuro", List.of("none")),
                                Map.entry("recent_signs", List.of("none")),
                                Map.entry("conditions", List.of("none")),
                                Map.entry("medications", List.of("none")),
                                Map.entry("history", List.of("none")),
                                Map.entry("bruises_easily", false),
                                Map.entry("sensitised", false),
                                Map.entry("past_bad_experience", List.of("none")),
                                Map.entry("pressure_word", Map.of("low_back", "medium")))))
                .patch(API + "/drafts/" + draft)
                .then()
                .statusCode(200);
        as().header("Idempotency-Key", UUID.randomUUID())
                .post(API + "/drafts/" + draft + "/submission")
                .then()
                .statusCode(201);
    }

    private String startDraft() {
        return as().header("Idempotency-Key", UUID.randomUUID())
                .post(API + "/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void booked() {
        var start = Instant.parse("2026-03-02T08:00:00Z");
        deliver(new AppointmentBooked(
                appointment,
                client,
                "Cleo",
                "cleo@example.test",
                UUID.randomUUID(),
                therapist,
                "Ada",
                "ada@example.test",
                "Massage",
                start,
                start.plus(Duration.ofHours(1)),
                ZoneId.of("Europe/Berlin"),
                true,
                "en"));
    }

    private void sayToday() {
        as().contentType("application/json")
                .body(Map.of("tolerance", "lower_today", "note", "canary"))
                .put(API + "/appointments/" + appointment + "/today-check")
                .then()
                .statusCode(200);
    }

    private void answered(FollowUpClass outcome) {
        deliver(new FollowUpAnswered(
                UUID.randomUUID(),
                appointment,
                client,
                UUID.randomUUID(),
                Instant.parse("2026-03-04T08:00:00Z"),
                48,
                outcome,
                Complaint.NONE,
                false,
                0,
                List.of(new FollowUpAnswered.RegionFinding(BodyRegion.LOW_BACK, false, false))));
    }

    private ValidatableResponse erase() {
        return as().contentType("application/json")
                .body(Map.of("confirm", "erase"))
                .post(API + "/erasure")
                .then();
    }

    private ValidatableResponse accesses() {
        return accesses("");
    }

    private ValidatableResponse accesses(String query) {
        return as().get(API + "/accesses" + query).then().statusCode(200);
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

    private List<String> types() throws SQLException {
        try (var connection = PostgresResource.database().connect("intake");
                var row = connection
                        .createStatement()
                        .executeQuery("select type from outbox where aggregateid = '" + client
                                + "' order by aggregateversion")) {
            var types = new java.util.ArrayList<String>();
            while (row.next()) {
                types.add(row.getString(1));
            }
            return types;
        }
    }

    private static int count(String query) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake");
                var statement = connection.createStatement()) {
            statement.execute("set kneadwell.purpose = 'due'");
            return first(statement, query);
        }
    }

    private static int first(java.sql.Statement statement, String query) throws SQLException {
        try (var row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
