package org.kneadwell.system.privacy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.kneadwell.testkit.BookingRows;
import org.kneadwell.testkit.MailServer;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;
import org.kneadwell.testkit.Tokens;

/** The three services on one database, on one clock that can be moved; and Cleo, who tells the same word wherever she may write. */
final class Clinic implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Where an answer of a request may show what it was asked. */
    record Asked(String path, Response answer) {}

    final UUID cleo = UUID.randomUUID();
    final List<Asked> refused = new ArrayList<>();
    /** Of tokens, calendars and webhooks: whoever has one may do what its owner may. */
    final Set<String> secrets = ConcurrentHashMap.newKeySet();
    /** Names and addresses of mails. */
    final Set<String> people = ConcurrentHashMap.newKeySet();

    final Stranger stranger = new Stranger();
    private final TestDatabase database;
    private final Path folder;
    private final String word;
    private final Map<String, String> settings;
    private final Map<String, PackagedService> running = new LinkedHashMap<>();
    /** The path of Cleo's calendar. */
    private String feed = "";

    private Duration offset = Duration.ZERO;

    /**
     * @param folder for the clock and the registers of erasures
     * @param word what Cleo writes into every free text
     */
    Clinic(TestDatabase database, Path folder, String word, Map<String, String> settings) {
        this.database = database;
        this.folder = folder;
        this.word = word;
        this.settings = settings;
        moveClock(Duration.ZERO);
        List.of("intake", "booking", "feedback").forEach(this::start);
    }

    void start(String service) {
        var plan = switch (service) {
            case "intake" -> PackagedService.intake(database);
            case "booking" -> PackagedService.booking(database);
            default -> PackagedService.feedback(database);
        };
        plan.setting("kneadwell.clock.offset-file", folder.resolve("clock").toString())
                .setting(
                        "kneadwell.erasure.register-file",
                        folder.resolve(service + "-erasures").toString())
                .setting(
                        "quarkus.mailer.port",
                        Integer.toString(MailServer.server().getSmtp().getPort()))
                .setting("kneadwell.booking.calendar.allow-addresses", "127.0.0.1");
        settings.forEach(plan::setting);
        running.put(service, plan.start());
    }

    void stop(String service) {
        running.remove(service).close();
    }

    List<PackagedService> services() {
        return List.copyOf(running.values());
    }

    /** A request as Cleo, or as whoever has the token. */
    RequestSpecification as(String service, String token) {
        // The signature: without it a token is good for nothing.
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
        return given().baseUri(running.get(service).baseUrl().toString())
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID())
                .contentType("application/json");
    }

    /** Another one each time, as when somebody signs in anew. */
    private static String token(UUID account, String... roles) {
        return Tokens.with(Map.of("jti", UUID.randomUUID().toString()), account, roles);
    }

    RequestSpecification cleo(String service) {
        return as(service, token(cleo, "client"));
    }

    /** From the questionnaire to the answer after the session, and an appointment that is called off. @return the session's */
    UUID liveThroughAStory() {
        UUID therapistAccount;
        UUID therapistId;
        UUID serviceId;
        try (var rows = new BookingRows(database, "UTC")) {
            var therapist = rows.therapist(rows.location());
            therapistAccount = therapist.accountId();
            therapistId = therapist.id();
            serviceId = rows.service(therapistId, 60);
        }
        intake();
        cleo("booking")
                .body(Map.of("jurisdiction", "R1", "timeZone", "UTC"))
                .put("/api/booking/v1/me/profile")
                .then()
                .statusCode(200);
        addressesWithSecrets(therapistId, therapistAccount);
        UUID calledOff = book(therapistId, serviceId);
        UUID visit = book(therapistId, serviceId);
        cleo("booking")
                .body(Map.of("reason", word))
                .post("/api/booking/v1/appointments/" + calledOff + "/cancellation")
                .then()
                .statusCode(200);
        var today = "/api/intake/v1/appointments/" + visit + "/today-check";
        eventually(() -> cleo("intake")
                .body(Map.of("tolerance", "lower_today", "note", word))
                .put(today));
        eventually(() -> as("intake", token(therapistAccount, "therapist"))
                .get("/api/intake/v1/appointments/" + visit + "/summary"));

        String start =
                cleo("booking").get("/api/booking/v1/appointments/" + visit).path("start");
        moveClock(Duration.between(now(), java.time.OffsetDateTime.parse(start).toInstant())
                .plusSeconds(60));
        var session = "/api/booking/v1/appointments/" + visit + "/session";
        eventually(() -> as("booking", token(therapistAccount, "therapist")).post(session));
        as("booking", token(therapistAccount, "therapist"))
                .body(Map.of("region", "low_back", "moment", "periodic", "reported", 5, "words", List.of("dull")))
                .post(session + "/check-ins")
                .then()
                .statusCode(201);
        as("booking", token(therapistAccount, "therapist"))
                .body(Map.of("regions", List.of("low_back")))
                .post(session + "/completion")
                .then()
                .statusCode(201);

        String followUp = eventually(() -> cleo("feedback").get("/api/feedback/v1/follow-ups"), "items[0].id");
        moveClock(Duration.ofHours(49));
        eventually(() -> cleo("feedback").get("/api/feedback/v1/follow-ups?state=invited"), "items[0].id");
        refused.add(new Asked(
                "answers",
                cleo("feedback")
                        .body(Map.of("soreness", word, "trend", word, "note", word))
                        .post("/api/feedback/v1/follow-ups/" + followUp + "/answers")));
        cleo("feedback")
                .body(Map.ofEntries(
                        Map.entry("soreness", 5),
                        Map.entry("trend", "better"),
                        Map.entry("hoursToStart", 6),
                        Map.entry("bruising", "none"),
                        Map.entry("headache", false),
                        Map.entry("fatigue", false),
                        Map.entry("complaint", "none"),
                        Map.entry("signs", List.of()),
                        Map.entry("painRating", 3),
                        Map.entry("globalChange", 1),
                        Map.entry("note", word)))
                .post("/api/feedback/v1/follow-ups/" + followUp + "/answers")
                .then()
                .statusCode(201);
        cleo("feedback")
                .body(Map.of("signs", List.of("bruising_large"), "note", word))
                .post("/api/feedback/v1/follow-ups/" + followUp + "/adverse-signs");
        return visit;
    }

    /** Cleo reads her calendar in another program, the therapist's other calendar is read, and another system is told of bookings. */
    private void addressesWithSecrets(UUID therapistId, UUID therapistAccount) {
        people.addAll(List.of(
                "Test " + cleo.toString().substring(0, 8),
                cleo + "@example.test",
                "Test " + therapistAccount.toString().substring(0, 8),
                therapistAccount + "@example.test"));
        feed = URI.create(cleo("booking")
                        .body(Map.of("as", "client", "includeNames", true))
                        .post("/api/booking/v1/calendar-feeds")
                        .path("address"))
                .getPath();
        secrets.add(feed.replaceFirst(".*/", "").replace(".ics", ""));
        var booking = running.get("booking").baseUrl().toString();
        assertThat(calendar()).startsWith("BEGIN:VCALENDAR");
        var guess = "guess" + UUID.randomUUID().toString().replace("-", "") + "abcdef";
        secrets.add(guess);
        refused.add(new Asked(
                "calendar",
                given().baseUri(booking).get("/api/booking/v1/calendars/" + guess + ".ics?reason=" + word)));

        var calendar = "/private-" + UUID.randomUUID() + "/basic.ics";
        secrets.add(calendar.substring(1, calendar.lastIndexOf('/')));
        as("booking", token(therapistAccount, "therapist"))
                .body(Map.of("address", stranger.address(calendar)))
                .post("/api/booking/v1/therapists/" + therapistId + "/busy-calendars")
                .then()
                .statusCode(201);
        await().atMost(SOON).until(() -> stranger.wasAsked("GET", calendar));

        var hook = "/hooks/" + UUID.randomUUID();
        secrets.add(hook.substring("/hooks/".length()));
        String secret = as("booking", token(UUID.randomUUID(), "webhooks:manage"))
                .body(Map.of(
                        "name",
                        "Invoices",
                        "url",
                        stranger.address(hook),
                        "types",
                        List.of("booking.appointment-booked.v1", "booking.appointment-cancelled.v1")))
                .post("/api/booking/v1/webhook-endpoints")
                .path("secret");
        secrets.add(secret.replaceFirst("^whsec_", ""));
    }

    /** As Cleo's own program reads it, with its folded lines made whole. */
    String calendar() {
        return given().baseUri(running.get("booking").baseUrl().toString())
                .get(feed)
                .asString()
                .replace("\r\n ", "");
    }

    private void intake() {
        var texts = cleo("intake").get("/api/intake/v1/consent-texts/current");
        cleo("intake")
                .body(Map.of("version", texts.path("version"), "purposes", texts.path("purposes.key")))
                .post("/api/intake/v1/consents")
                .then()
                .statusCode(201);
        String draft = cleo("intake").post("/api/intake/v1/drafts").path("id");
        var path = "/api/intake/v1/drafts/" + draft;
        refused.add(new Asked(
                "draft",
                cleo("intake")
                        .header("If-Match", cleo("intake").get(path).header("ETag"))
                        .body(Map.of("answers", Map.of("duration", word, word, word, "diagnosis", word.repeat(60))))
                        .patch(path)));
        cleo("intake")
                .header("If-Match", cleo("intake").get(path).header("ETag"))
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
                                Map.entry("medications", List.of("other")),
                                Map.entry("medications_other", word),
                                Map.entry("history", List.of("diagnosis")),
                                Map.entry("diagnosis", word),
                                Map.entry("draping", "custom"),
                                Map.entry("draping_custom", word),
                                Map.entry("bruises_easily", false),
                                Map.entry("sensitised", false),
                                Map.entry("past_bad_experience", List.of("none")),
                                Map.entry("pressure_word", Map.of("low_back", "medium")))))
                .patch(path)
                .then()
                .statusCode(200);
        cleo("intake").post(path + "/submission").then().statusCode(201);
        var today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        cleo("intake")
                .body(Map.of(
                        "conditions",
                        List.of("pregnancy"),
                        "clinician",
                        word,
                        "notedOn",
                        today.minusDays(1).toString(),
                        "validFrom",
                        today.minusDays(1).toString(),
                        "validUntil",
                        today.plusDays(30).toString()))
                .post("/api/intake/v1/clearances")
                .then()
                .statusCode(201);
    }

    private UUID book(UUID therapistId, UUID serviceId) {
        var today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        var slots = "/api/booking/v1/therapists/%s/slots?serviceId=%s&from=%s&to=%s"
                .formatted(therapistId, serviceId, today.plusDays(1), today.plusDays(3));
        String start = eventually(() -> cleo("booking").get(slots), "items[0].start");
        String hold = eventually(
                () -> cleo("booking")
                        .body(Map.of("therapistId", therapistId, "serviceId", serviceId, "start", start))
                        .post("/api/booking/v1/holds"),
                "id");
        return UUID.fromString(cleo("booking")
                .body(Map.of("holdId", hold))
                .post("/api/booking/v1/appointments")
                .path("id"));
    }

    Response eventually(Supplier<Response> request) {
        return await().atMost(SOON).until(request::get, answer -> answer.statusCode() < 300);
    }

    private String eventually(Supplier<Response> request, String member) {
        return await().atMost(SOON)
                .until(request::get, answer -> answer.statusCode() < 300 && answer.path(member) != null)
                .path(member);
    }

    Instant now() {
        return Clock.systemUTC().instant().plus(offset);
    }

    private void moveClock(Duration by) {
        offset = offset.plus(by);
        try {
            Files.writeString(folder.resolve("clock"), offset.toString());
            Thread.sleep(300);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(PackagedService::close);
        stranger.close();
    }
}
