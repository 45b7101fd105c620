package org.kneadwell.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InjectableBean;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/**
 * How PostgreSQL answers what this service asks of a million appointments: the server itself tells its plans (auto_explain)
 * while every operation that reads and every job is run, so that no statement is left out because somebody forgot it here.
 */
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "shared_preload_libraries", value = "auto_explain"),
            @ResourceArg(name = "auto_explain.log_analyze", value = "on"),
            @ResourceArg(name = "auto_explain.log_timing", value = "off"),
            @ResourceArg(name = "auto_explain.log_nested_statements", value = "on"),
            @ResourceArg(name = "logging_collector", value = "on"),
            @ResourceArg(name = "log_destination", value = "jsonlog"),
            @ResourceArg(name = "log_rotation_size", value = "0"),
            // Nothing here has to survive anything; it only has to be there soon.
            @ResourceArg(name = "fsync", value = "off"),
            @ResourceArg(name = "full_page_writes", value = "off"),
            @ResourceArg(name = "max_wal_size", value = "8GB"),
            @ResourceArg(name = "maintenance_work_mem", value = "512MB")
        })
@QuarkusTestResource(value = TokenKeyResource.class, restrictToAnnotatedClass = true)
@Tag("slow")
class PlanTest {

    private static final int THERAPISTS = 1000;
    private static final int EACH = 1000;
    private static final int WAITED = 100_000;

    private static final int BUSY_THERAPISTS = 100;
    /** More than any answer needs, for each of them. */
    private static final int BUSY = 6000;

    /** More rows than any answer needs: who reads so many reads them for nothing. */
    private static final int TOO_MANY = 5000;

    private static final Pattern REMOVED = Pattern.compile("Rows Removed by (?:Filter|Index Recheck): (\\d+)");

    @Inject
    Scheduler scheduler;

    private Practice practice;
    private UUID client;

    @BeforeEach
    void aMillionAppointments() throws SQLException {
        Front.open();
        practice = Practice.open();
        client = Practice.aClient();
        try (Connection owner = PostgresResource.database().connect("booking_owner");
                var statement = owner.createStatement()) {
            statement.execute("set search_path to booking, public");
            fill(statement);
        }
        asSuperuser("alter system set auto_explain.log_min_duration = 0");
        asSuperuser("select pg_reload_conf()");
    }

    private static String asSuperuser(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PostgresResource.database().jdbcUrl(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Without constraints and indexes first, which takes a tenth of the time. */
    private void fill(Statement statement) throws SQLException {
        var restore = new ArrayList<String>();
        try (var row = statement.executeQuery("""
                select 'alter table appointment drop constraint ' || conname,
                  'alter table appointment add constraint ' || conname || ' ' || pg_get_constraintdef(oid)
                from pg_constraint where conrelid = 'appointment'::regclass and contype in ('f', 'x')
                union all
                select 'drop index ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
                from pg_index where indrelid = 'appointment'::regclass
                  and not exists (select from pg_constraint where conindid = indexrelid)
                """)) {
            var drop = new ArrayList<String>();
            while (row.next()) {
                drop.add(row.getString(1));
                restore.add(row.getString(2));
            }
            for (String one : drop) {
                try (var other = statement.getConnection().createStatement()) {
                    other.execute(one);
                }
            }
        }
        statement.execute("""
                insert into therapist select (t.j).* from (
                  select jsonb_populate_record(null::therapist, to_jsonb(t) || jsonb_build_object(
                    'id', gen_random_uuid(), 'account_id', gen_random_uuid())) as j
                  from therapist t, generate_series(1, %d)) t
                """.formatted(THERAPISTS - 1));
        // From more than a year ago to a month ahead, fifty thousand clients, states as they come.
        statement.execute("""
                insert into appointment (id, version, state, client_id, client_name, client_email, therapist_id, therapist_account_id,
                  therapist_name, service_id, service_name, service_minutes, price_amount, price_currency, location_id, location_name,
                  location_address, zone, start_at, end_at, blocked_from, blocked_until, created_at, expires_at, first_visit, booked_at,
                  closed_at, closed_by)
                select gen_random_uuid(), 0, state, md5((n * 7919 %% 50000)::text)::uuid, 'M', 'm@example.test', t.id, t.account_id,
                  t.name, gen_random_uuid(), 'Hour', 60, 80, 'USD', t.location_id, 'L', 'A', t_zone, at, at + interval '1 hour', at,
                  at + interval '75 minutes', at - interval '9 days',
                  case state when 'held' then at - interval '8 days' when 'pending' then at end, false, at - interval '9 days',
                  case when state not in ('held', 'pending', 'booked') then at end,
                  case when state not in ('held', 'pending', 'booked') then 'therapist' end
                from (select row_number() over () as k, t.*, 'America/New_York' as t_zone from therapist t) t,
                  generate_series(1, %d) as i,
                  lateral (select k * %d + i as n) as n,
                  lateral (select timestamptz '2026-03-30 00:00Z' - i * interval '10 hours') as s (at),
                  lateral (select case
                    when i %% 10 = 0 then 'cancelled'
                    when i %% 10 = 1 then 'expired'
                    when at < '2026-03-02' then case when i %% 10 = 2 then 'no_show' else 'completed' end
                    when i %% 10 = 2 then 'pending'
                    when i %% 10 = 3 then 'held'
                    else 'booked' end as state) as w
                where t.id <> '%s' or at < '2026-03-02'
                """.formatted(EACH, EACH, practice.therapistId));
        // Five calendars elsewhere, half an hour of every hour of the year ahead, and none of it where anybody looks
        // below.
        statement.execute("""
                insert into busy_elsewhere (id, source_id, therapist_id, start_at, end_at)
                select gen_random_uuid(), md5(t.id::text || i %% 5)::uuid, t.id, at, at + interval '30 minutes'
                from (select id from therapist order by id = '%s' desc limit %d) t, generate_series(1, %d) as i,
                  lateral (select timestamptz '2026-04-01 00:15Z' + i * interval '1 hour') as s (at)
                """.formatted(practice.therapistId, BUSY_THERAPISTS, BUSY));
        for (String one : restore) {
            statement.execute(one);
        }
        // Those who waited once, and do not any more.
        statement.execute("""
                insert into waitlist_entry (id, client_id, client_name, client_email, language, therapist_ids, minutes, from_date, to_date,
                  days, state, joined_at, ended_at)
                select gen_random_uuid(), md5((n %% 50000)::text)::uuid, 'M', 'm@example.test', 'en', '{}', 60, '2026-01-01',
                  '2026-01-31', '{}', 'withdrawn', timestamptz '2026-01-01' - n * interval '1 second', '2026-02-01'
                from generate_series(1, %d) as n
                """.formatted(WAITED));
        statement.execute("analyze");
    }

    /** Of these tables, and not of one whose name begins the same. */
    private static final Pattern SCAN =
            Pattern.compile("Seq Scan on (?:appointment|busy_elsewhere|waitlist_entry)\\b(?!_)");

    @Test
    void no_statement_reads_all_appointments() throws Exception {
        String appointment = practice.booked(client, "2026-03-10T15:00:00Z");
        // While nobody waits, and while somebody does.
        cancelled("2026-03-16T15:00:00Z");
        everyChange();
        changesOfOtherFeatures();
        everyReading(appointment);
        everyJob();

        var plans = plans();
        assertThat(plans.stream()
                        .filter(plan -> plan.contains(" on appointment"))
                        .count())
                .as("plans that touch appointments; none would prove nothing")
                .isGreaterThan(30);
        assertThat(plans.stream().filter(PlanTest::readsForNothing)).isEmpty();
    }

    private static boolean readsForNothing(String plan) {
        return SCAN.matcher(plan).find()
                || ((plan.contains(" on appointment") || plan.contains(" on waitlist_entry"))
                        && REMOVED.matcher(plan)
                                .results()
                                .anyMatch(removed -> Integer.parseInt(removed.group(1)) > TOO_MANY));
    }

    private void everyChange() {
        String token = Tokens.client(client);
        String moved = practice.booked(client, "2026-03-11T15:00:00Z");
        Practice.post(token, "/appointments/" + moved + "/reschedule", Map.of("start", "2026-03-11T17:00:00Z"))
                .statusCode(lessThan(300));
        Practice.post(token, "/appointments/" + moved + "/cancellation", Map.of())
                .statusCode(lessThan(300));
        // Taken, so that others are offered; and a hold that takes the place of another.
        practice.hold(Practice.aClient(), practice.hour, "2026-03-10T15:00:00Z").statusCode(409);
        practice.held(client, "2026-03-12T15:00:00Z");
        practice.held(client, "2026-03-12T15:30:00Z");
        Practice.post(token, "/holds/any-therapist", Map.of("minutes", 60, "from", "2026-03-12", "to", "2026-03-13"))
                .statusCode(lessThan(500));
        UUID visitor = Practice.aClient();
        practice.region(visitor, "low_back", 5, 3);
        String kept = practice.booked(visitor, "2026-03-02T16:00:00Z");
        Practice.at("2026-03-02T16:00:00Z");
        Practice.post(practice.asTherapist(), "/appointments/" + kept + "/session")
                .statusCode(lessThan(300));
        Practice.post(
                        practice.asTherapist(),
                        "/appointments/" + kept + "/session/completion",
                        Map.of("regions", List.of("low_back")))
                .statusCode(lessThan(300));
    }

    private void cancelled(String start) {
        String id = practice.booked(client, start);
        Practice.post(Tokens.client(client), "/appointments/" + id + "/cancellation", Map.of())
                .statusCode(lessThan(300));
    }

    /** Rooms, the waitlist, series, acceptance and flags. */
    private void changesOfOtherFeatures() {
        String token = Tokens.client(client);
        String entry = Practice.post(
                        token,
                        "/waitlist",
                        Map.of(
                                "therapistIds",
                                List.of(practice.therapistId),
                                "serviceMinutes",
                                60,
                                "from",
                                "2026-03-17",
                                "to",
                                "2026-03-20"))
                .statusCode(201)
                .extract()
                .path("id");
        cancelled("2026-03-16T15:00:00Z");
        eventually(() -> offerOf(entry) != null);
        Practice.post(token, "/waitlist/" + entry + "/offers/" + offerOf(entry) + "/acceptance")
                .statusCode(201);

        UUID other = Practice.aClient();
        Practice.post(Front.CORA, "/locations/" + practice.locationId + "/rooms", Map.of("name", "Blue"))
                .statusCode(201);
        practice.store("update service set needs_room = true where id = ?", practice.hourAndHalf);
        practice.hold(other, practice.hourAndHalf, "2026-03-18T18:00:00Z").statusCode(201);

        UUID regular = Practice.aClient();
        practice.store(
                "update appointment set client_id = ? where id = (select id from appointment where therapist_id = ?"
                        + " and state = 'completed' limit 1)",
                regular,
                practice.therapistId);
        Practice.post(
                        Tokens.client(regular),
                        "/series",
                        Map.of(
                                "therapistId",
                                practice.therapistId,
                                "serviceId",
                                practice.hour,
                                "start",
                                "2026-03-19T14:00",
                                "every",
                                "P1W",
                                "times",
                                2))
                .statusCode(201);

        practice.rules(Map.of("acceptance", "by_therapist"));
        String asked = practice.booked(other, "2026-03-23T15:00:00Z");
        Practice.post(practice.asTherapist(), "/appointments/" + asked + "/acceptance")
                .statusCode(lessThan(300));
        practice.rules(Map.of("acceptance", "instant"));

        String licence = Practice.query(
                        "select id::text from booking.licence where therapist_id = ?", practice.therapistId)
                .getFirst();
        Practice.post(
                        Front.CORA,
                        "/therapists/" + practice.therapistId + "/licences/" + licence + "/revocation",
                        Map.of("reason", "withdrawn"))
                .statusCode(200);
        String flag = Practice.query(
                        "select id::text from booking.appointment_flag where appointment_id = cast(? as uuid)", asked)
                .getFirst();
        Practice.post(Front.CORA, "/appointment-flags/" + flag + "/resolution", Map.of("outcome", "cancelled"))
                .statusCode(201);
        practice.store(
                "update licence set verified_at = now(), verified_by = ?, revoked_at = null, revoked_by = null, revoked_reason = null"
                        + " where therapist_id = ?",
                UUID.randomUUID(),
                practice.therapistId);
    }

    private String offerOf(String entry) {
        return Practice.get(Tokens.client(client), "/waitlist/" + entry)
                .extract()
                .path("offer.id");
    }

    private static void eventually(Callable<Boolean> done) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(done);
    }

    /** Every GET there is, with each of its parameters given and left out, as everybody who may. */
    private void everyReading(String appointment) {
        Map<String, Map<String, Map<String, Object>>> paths = RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Map<String, String> values = Map.of(
                "therapistId", practice.therapistId.toString(),
                "serviceId", practice.hour.toString(),
                "from", "2026-03-03",
                "to", "2026-03-16",
                "start", "2026-03-10T15:00:00Z",
                "state", "booked",
                "style", "relaxation",
                "minutes", "60");
        int read = 0;
        for (var path : paths.entrySet()) {
            var operation = path.getValue().get("get");
            if (operation == null) {
                continue;
            }
            String at = path.getKey()
                    .replace("{therapistId}", practice.therapistId.toString())
                    .replace("/appointments/{id}", "/appointments/" + appointment)
                    .replace("/therapists/{id}", "/therapists/" + practice.therapistId)
                    .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            for (String token : List.of(
                    Tokens.client(client),
                    practice.asTherapist(),
                    Front.CORA,
                    Tokens.of(UUID.randomUUID(), "appointments:read"))) {
                for (boolean given : new boolean[] {false, true}) {
                    var request = RestAssured.given().auth().oauth2(token);
                    for (var parameter : parameters(operation)) {
                        var name = (String) parameter.get("name");
                        if ("query".equals(parameter.get("in"))
                                && values.containsKey(name)
                                && (given || Boolean.TRUE.equals(parameter.get("required")))) {
                            request.queryParam(name, values.get(name));
                        }
                    }
                    var answer = request.get(at);
                    assertThat(answer.statusCode()).as(at).isLessThan(500);
                    read += answer.statusCode() == 200 ? 1 : 0;
                    // The page after it, which begins with a condition of its own.
                    if (answer.statusCode() == 200
                            && String.valueOf(answer.contentType()).startsWith("application/json")
                            && answer.body().asString().contains("\"next\":\"")) {
                        request.queryParam("cursor", answer.<String>path("next"))
                                .get(at);
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(20);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> parameters(Map<String, Object> operation) {
        return (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of());
    }

    private void everyJob() throws Exception {
        scheduler.pause();
        int run = 0;
        for (var bean : Arc.container().beanManager().getBeans(Object.class)) {
            if (bean.getBeanClass().getName().startsWith("org.kneadwell.booking")
                    && ((InjectableBean<?>) bean).getKind() == InjectableBean.Kind.CLASS) {
                for (var method : bean.getBeanClass().getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Scheduled.class)) {
                        method.setAccessible(true);
                        method.invoke(ClientProxy.unwrap(Arc.container()
                                .instance((InjectableBean<?>) bean)
                                .get()));
                        run++;
                    }
                }
            }
        }
        scheduler.resume();
        assertThat(run).isGreaterThan(2);
    }

    /** One string for each statement: its text and its plan. */
    private static List<String> plans() throws Exception {
        // What is written through a pipe takes its time.
        Thread.sleep(1000);
        var json = JsonMapper.builder().build();
        var plans = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(Path.of(asSuperuser("show data_directory"), "log"), "*.json")) {
            for (var file : files) {
                for (String line : Files.readAllLines(file)) {
                    String message = json.readTree(line).path("message").asText();
                    if (message.contains(" plan:")) {
                        plans.add(message);
                    }
                }
            }
        }
        return plans;
    }
}
