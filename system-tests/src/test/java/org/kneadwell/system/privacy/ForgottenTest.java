package org.kneadwell.system.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.kneadwell.system.WithServicesOfItsOwn;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;
import org.kneadwell.testkit.TraceCollector;

/**
 * Cleo writes the same word into every free text there is. It is then looked for in everything the platform writes; and when she
 * asks to be forgotten, one service is down, and later a backup is restored.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@WithServicesOfItsOwn
class ForgottenTest {

    private static final String WORD = "kestrel-9f27-quagmire";
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static final MailServer MAILS = new MailServer();
    private static final TraceCollector TRACES = TraceCollector.start();
    private static TestDatabase database;
    private static Clinic clinic;
    private static TestDatabase backup;

    @BeforeAll
    static void aStory() {
        MAILS.start();
        database = TestDatabase.fresh();
        clinic = new Clinic(
                database, folder, WORD, Map.of("quarkus.log.level", "DEBUG", "kneadwell.traces.url", TRACES.url()));
        clinic.liveThroughAStory();
    }

    @AfterAll
    static void gone() {
        clinic.close();
        MAILS.stop();
        TRACES.close();
    }

    @Test
    @Order(1)
    void what_a_client_writes_is_read_by_the_client_and_is_nowhere_in_the_database() throws SQLException {
        assertThat(clinic.cleo("intake").get("/api/intake/v1/clearances").asString())
                .contains(WORD);
        assertThat(clinic.cleo("feedback").get("/api/feedback/v1/follow-ups").asString())
                .contains(WORD);

        var dump = dump();
        assertThat(dump.toString()).as("a dump that holds anything").contains(clinic.cleo.toString());
        for (String form : forms()) {
            assertThat(dump.stream()
                            .filter(line -> line.toLowerCase(Locale.ROOT).contains(form)))
                    .as(form)
                    .isEmpty();
        }
    }

    /** The client hurts there and was worked there; goals, ceilings and complaints take the same ways. */
    @Test
    @Order(1)
    void where_it_hurts_is_nowhere_in_the_database() throws SQLException {
        var where = new ArrayList<String>();
        for (String table : tables()) {
            if (rows(database, "select t::text from " + table + " t").stream()
                    .anyMatch(row -> row.contains("low_back"))) {
                where.add(table);
            }
        }
        assertThat(where).as("but in what a therapist offers").containsExactly("booking.therapist");
        assertThat(rows(database, """
                        select type from intake.outbox where payload ? 'sealed' union
                        select type from booking.outbox where payload ? 'sealed' union
                        select type from feedback.outbox where payload ? 'sealed'"""))
                .contains(
                        "intake.intake-assessed.v1",
                        "booking.session-completed.v1",
                        "feedback.follow-up-answered.v1",
                        "feedback.plan-suggested.v1");
    }

    @Test
    @Order(2)
    void it_is_in_no_log_no_metric_no_mail_no_calendar_and_no_refusal() throws Exception {
        await().atMost(A_MINUTE).until(() -> MailServer.server().getReceivedMessages().length >= 2);
        for (PackagedService service : clinic.services()) {
            assertThat(service.log())
                    .as("a log that says anything")
                    .contains("Listening on")
                    .doesNotContain(WORD);
            assertThat(metrics(service)).contains("http_server_requests").doesNotContain(WORD);
        }
        for (var mail : MailServer.server().getReceivedMessages()) {
            assertThat(MailServer.textOf(mail)).doesNotContain(WORD);
            assertThat(com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(mail))
                    .doesNotContain(WORD);
        }
        assertThat(clinic.calendar()).contains("BEGIN:VEVENT").doesNotContain(WORD);
        assertThat(clinic.refused).isNotEmpty().allSatisfy(asked -> {
            assertThat(asked.answer().statusCode()).as(asked.path()).isBetween(400, 499);
            assertThat(asked.answer().asString()).as(asked.path()).doesNotContain(WORD);
        });
    }

    @Test
    @Order(3)
    void no_token_and_no_address_that_is_a_secret_is_in_a_log_or_a_metric() {
        assertThat(clinic.secrets).as("secrets that were used").hasSizeGreaterThan(20);
        for (PackagedService service : clinic.services()) {
            assertThat(service.log()).as("a log at DEBUG").contains(" DEBUG ");
            assertThat(linesThatHold(clinic.secrets, service.log())).isEmpty();
            assertThat(linesThatHold(clinic.secrets, metrics(service))).isEmpty();
            assertThat(linesThatHold(clinic.people, metrics(service))).isEmpty();
        }
    }

    @Test
    @Order(4)
    void traces_lead_through_all_services_and_hold_neither_word_nor_secret_nor_person() {
        await().atMost(A_MINUTE)
                .untilAsserted(() -> assertThat(servicesByTrace())
                        .as("one that leads through all services")
                        .containsValue(Set.of("intake-service", "booking-service", "feedback-service")));
        var spans = TRACES.spans();
        assertThat(spans)
                .as("an event is handled as what follows from the request that wrote it")
                .anySatisfy(handled -> {
                    assertThat(handled.name()).isEqualTo("process intake.intake-assessed.v1");
                    assertThat(spans).anySatisfy(wrote -> {
                        assertThat(wrote.spanId()).isEqualTo(handled.parentId());
                        assertThat(wrote.traceId()).isEqualTo(handled.traceId());
                        assertThat(wrote.service()).isEqualTo("intake-service").isNotEqualTo(handled.service());
                        assertThat(wrote.name()).startsWith("POST /api/intake/v1/drafts/{");
                    });
                });
        assertThat(spans)
                .as("a calendar, by the template of its address")
                .anySatisfy(span ->
                        assertThat(span.attributes().get("http.route")).startsWith("/api/booking/v1/calendars/{token"));

        var sent = TRACES.everything();
        assertThat(linesThatHold(Set.of(WORD, clinic.cleo.toString()), sent)).isEmpty();
        assertThat(linesThatHold(clinic.secrets, sent)).isEmpty();
        assertThat(linesThatHold(clinic.people, sent)).isEmpty();
    }

    @Test
    @Order(5)
    void strangers_are_told_neither_the_word_nor_a_trace() {
        await().atMost(A_MINUTE)
                .until(() -> clinic.stranger.asked.stream()
                        .anyMatch(asked -> asked.method().equals("POST")));
        assertThat(clinic.stranger.asked).allSatisfy(asked -> {
            assertThat(asked.body()).doesNotContain(WORD);
            assertThat(asked.headers().keySet())
                    .extracting(name -> name.toLowerCase(Locale.ROOT))
                    .doesNotContain("traceparent", "tracestate", "baggage", "authorization", "cookie");
        });
    }

    private static Map<String, Set<String>> servicesByTrace() {
        return TRACES.spans().stream()
                .collect(Collectors.groupingBy(
                        TraceCollector.Received::traceId,
                        Collectors.mapping(TraceCollector.Received::service, Collectors.toSet())));
    }

    private static String metrics(PackagedService service) {
        return io.restassured.RestAssured.given()
                .baseUri(service.baseUrl().toString())
                .get("/q/metrics")
                .asString();
    }

    private static List<String> linesThatHold(Set<String> words, String text) {
        return text.lines()
                .filter(line -> words.stream().anyMatch(line::contains))
                .toList();
    }

    @Test
    @Order(6)
    void a_backup_is_taken() {
        List.of("intake", "booking", "feedback").forEach(clinic::stop);
        await().atMost(A_MINUTE).ignoreExceptions().until(() -> {
            backup = database.copy();
            return true;
        });
        List.of("intake", "booking", "feedback").forEach(clinic::start);
    }

    @Test
    @Order(7)
    void forgetting_waits_for_a_service_that_is_down_and_is_then_done_within_a_minute() throws SQLException {
        clinic.stop("booking");
        clinic.cleo("intake")
                .body(Map.of("confirm", "erase"))
                .post("/api/intake/v1/erasure")
                .then()
                .statusCode(202);
        await().atMost(A_MINUTE).until(() -> state("feedbackAt") != null);
        assertThat(state("complete")).isEqualTo("false");
        assertThat(state("bookingAt")).isNull();

        long began = System.nanoTime();
        clinic.start("booking");
        await().atMost(A_MINUTE).until(() -> "true".equals(state("complete")));
        System.out.printf(
                "Every service had forgotten %.1f s after the last was started.%n", (System.nanoTime() - began) / 1e9);
        nothingIsLeft(database);
    }

    @Test
    @Order(8)
    void a_restored_backup_does_not_bring_anybody_back() throws SQLException {
        assertThat(rows(backup, "select count(*)::text from intake.assessment where client_id = '" + clinic.cleo + "'"))
                .as("the backup is from before")
                .doesNotContain("0");
        clinic.close();
        try (var restored = new Clinic(backup, folder, WORD, Map.of())) {
            nothingIsLeft(backup);
            assertThat(restored.as("intake", org.kneadwell.testkit.Tokens.client(clinic.cleo))
                            .get("/api/intake/v1/assessments/current")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(restored.services().getFirst().log()).contains("Erased 1 clients again");
            assertThat(restored.services())
                    .as("without a collector nothing is said about one")
                    .allSatisfy(service -> assertThat(service.log()).doesNotContain("opentelemetry"));
        }
    }

    private static String state(String member) {
        Object value = clinic.cleo("intake").get("/api/intake/v1/erasure").path(member);
        return value == null ? null : value.toString();
    }

    /** What remains names nobody and opens with no key. */
    private static void nothingIsLeft(TestDatabase somewhere) throws SQLException {
        for (String table : List.of(
                "intake.draft",
                "intake.assessment",
                "intake.client_plan",
                "intake.region_plan",
                "intake.plan_change",
                "intake.clearance",
                "intake.today_check",
                "intake.appointment",
                "intake.idempotency_key",
                "booking.client_needs",
                "booking.session_finding",
                "booking.client_plan",
                "booking.session_check_in",
                "booking.client_profile",
                "feedback.answer",
                "feedback.follow_up",
                "feedback.appointment",
                "feedback.client_intake")) {
            assertThat(rows(
                            somewhere,
                            "select count(*)::text from " + table + " where client_id = '" + clinic.cleo + "'"))
                    .as(table)
                    .containsExactly("0");
        }
        for (String service : List.of("intake", "booking", "feedback")) {
            assertThat(rows(
                            somewhere,
                            "select (keyset is null)::text from " + service + ".client_key where client_id = '"
                                    + clinic.cleo + "'"))
                    .as(service)
                    .containsExactly("true");
        }
        assertThat(rows(
                        somewhere,
                        "select distinct client_name || client_email from booking.appointment where client_id = '"
                                + clinic.cleo + "' and client_name is not null"))
                .containsExactly("Former client");
    }

    /** As text, in bytes written as PostgreSQL dumps them, and in Base64. */
    private static List<String> forms() {
        var bytes = WORD.getBytes(StandardCharsets.UTF_8);
        return List.of(
                WORD,
                HexFormat.of().formatHex(bytes),
                java.util.Base64.getEncoder()
                        .encodeToString(bytes)
                        .substring(0, 24)
                        .toLowerCase(Locale.ROOT));
    }

    private static List<String> tables() throws SQLException {
        return rows(database, """
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('intake', 'booking', 'feedback') and c.relkind in ('r', 'p')""");
    }

    /** By pg_dump where there is one, and otherwise what it would write of the rows. */
    private static List<String> dump() throws SQLException {
        var lines = new ArrayList<String>();
        for (String table : tables()) {
            lines.addAll(rows(database, "select t::text from " + table + " t"));
        }
        try {
            var process = new ProcessBuilder(
                            "pg_dump",
                            "--no-password",
                            "postgresql://postgres:postgres@" + database.host() + ":" + database.port() + "/"
                                    + database.name())
                    .redirectErrorStream(true)
                    .start();
            List<String> dumped;
            try (var out = process.inputReader()) {
                dumped = out.lines().toList();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            if (dumped.stream().anyMatch(line -> line.contains("server version mismatch"))) {
                System.out.println("This pg_dump is too old for the server: the rows were read instead.");
            } else {
                assertThat(process.exitValue()).as("pg_dump").isZero();
                lines.addAll(dumped);
            }
        } catch (java.io.IOException e) {
            System.out.println("There is no pg_dump: the rows were read instead.");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return lines;
    }

    private static List<String> rows(TestDatabase somewhere, String query) throws SQLException {
        try (var connection = somewhere.connect("postgres");
                var row = connection.createStatement().executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
