package org.kneadwell.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.kneadwell.system.IntakeAnswers;
import org.kneadwell.system.faults.Call.Outcome;
import org.kneadwell.system.faults.Platform.Replica;
import org.kneadwell.testkit.BookingRows.Therapist;
import org.kneadwell.testkit.Tokens;

/**
 * Clients who answer the questionnaire, hold, book, move and cancel, therapists who run the sessions, and the clients' answers
 * afterwards. Whoever hears nothing asks again with the same key until something is heard.
 */
final class People {

    /** A therapist with the one session that is booked with them. */
    record Practice(Therapist therapist, UUID serviceId) {}

    private record Visit(UUID id, String clientToken, Practice practice, Instant start) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int DESKS = 3;

    private final Platform platform;
    private final Journal journal;
    private final List<Practice> practices;
    private final long seed;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Queue<Visit> booked = new ConcurrentLinkedQueue<>();
    private final Queue<Visit> held = new ConcurrentLinkedQueue<>();
    private final List<UUID> assessed = new CopyOnWriteArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile @Nullable JsonNode questionnaire;
    private volatile @Nullable JsonNode consent;
    private volatile boolean leaving;
    private int triedToTake;

    People(Platform platform, Journal journal, List<Practice> practices, long seed) {
        this.platform = platform;
        this.journal = journal;
        this.practices = practices;
        this.seed = seed;
    }

    /** @param clients how many at a time */
    void come(int clients) {
        for (int i = 0; i < clients; i++) {
            var random = new Random(seed * 1000 + i);
            threads.add(Thread.ofVirtual().start(() -> untilLeaving(() -> liveAsClient(random))));
        }
        for (int i = 0; i < DESKS; i++) {
            var random = new Random(seed * 1000 + 500 + i);
            threads.add(Thread.ofVirtual().start(() -> untilLeaving(() -> runASession(random))));
        }
    }

    /** Nobody begins anything new; returns when everything begun has an outcome. */
    void leave() {
        leaving = true;
        try {
            // Until the last has ended, one may still begin another.
            for (Thread thread = threads.poll(); thread != null; thread = threads.poll()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What went wrong with the people themselves; a run in which it did has shown nothing. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void untilLeaving(Runnable life) {
        while (!leaving) {
            noting(life);
        }
    }

    private void noting(Runnable life) {
        try {
            life.run();
        } catch (RuntimeException | AssertionError e) {
            failures.add(e.toString());
        }
    }

    // ------------------------------------------------------------------ clients

    private void liveAsClient(Random random) {
        UUID client = UUID.randomUUID();
        String token = Tokens.client(client);
        if (!intake(random, client, token)) {
            return;
        }
        int visits = 1 + random.nextInt(4);
        for (int i = 0; i < visits && !leaving; i++) {
            visit(random, client, token);
            Platform.pause(Duration.ofMillis(random.nextInt(400)));
        }
    }

    private boolean intake(Random random, UUID client, String token) {
        JsonNode texts = consentTexts(random, token);
        var purposes = new ArrayList<String>();
        texts.path("purposes")
                .forEach(purpose -> purposes.add(purpose.path("key").asText()));
        if (!post(
                        random,
                        "consent",
                        "/api/intake/v1/consents",
                        token,
                        Map.of("version", texts.path("version").asText(), "purposes", purposes))
                .acknowledged()) {
            return false;
        }
        Call draft = post(random, "start draft", "/api/intake/v1/drafts", token, Map.of());
        if (!draft.acknowledged()) {
            return false;
        }
        String path = "/api/intake/v1/drafts/" + draft.id();
        var answers = answers(random, token);
        boolean saved = false;
        for (int i = 0; i < 20 && !saved; i++) {
            Call read = get(random, path, token);
            saved = read.acknowledged()
                    && call(random, "save draft", "PATCH", path, token, Map.of("answers", answers), null, read.etag())
                            .acknowledged();
        }
        if (!saved) {
            return false;
        }
        journal.asks("intake", client);
        if (!post(random, "submit", path + "/submission", token, Map.of()).acknowledged()) {
            return false;
        }
        journal.acknowledged("intake", client);
        assessed.add(client);
        return call(
                        random,
                        "profile",
                        "PUT",
                        "/api/booking/v1/me/profile",
                        token,
                        Map.of("jurisdiction", "R1", "timeZone", "UTC"),
                        null,
                        "")
                .acknowledged();
    }

    private JsonNode consentTexts(Random random, String token) {
        JsonNode known = consent;
        if (known == null) {
            Call read = get(random, "/api/intake/v1/consent-texts/current", token);
            known = read.body();
            consent = read.acknowledged() ? known : null;
        }
        return known;
    }

    private Map<String, Object> answers(Random random, String token) {
        JsonNode known = questionnaire;
        if (known == null) {
            Call read = get(random, "/api/intake/v1/questionnaires/current", token);
            known = read.body();
            questionnaire = read.acknowledged() ? known : null;
        }
        Map<String, Object> wishes = Map.of(
                "pain_regions", List.of("low_back"),
                "focus_areas", List.of("low_back"),
                "intensity_target", Map.of("low_back", 3 + random.nextInt(4)),
                "duration", "4_12w",
                "goals", List.of("tightness_low_back_hips"));
        Map<String, Object> answers = new LinkedHashMap<>();
        known.path("steps").forEach(step -> answers.putAll(IntakeAnswers.ofStep(step, wishes)));
        return answers;
    }

    private void visit(Random random, UUID client, String token) {
        Practice practice = practices.get(random.nextInt(practices.size()));
        Instant start = aSlot(random, practice, token);
        if (start == null) {
            return;
        }
        Call hold = hold(random, token, practice, start);
        if (!hold.acknowledged()) {
            return;
        }
        UUID id = UUID.fromString(hold.id());
        journal.acknowledged("hold", id);
        var visit = new Visit(id, token, practice, start);
        if (random.nextInt(6) == 0) {
            held.add(visit);
            return;
        }
        journal.asks("book", id);
        String key = UUID.randomUUID().toString();
        Duration clock = platform.offset();
        Call booking = keyed(random, "book", "/api/booking/v1/appointments", token, Map.of("holdId", id), key);
        if (!booking.acknowledged()) {
            return;
        }
        journal.acknowledged("book", id);
        if (random.nextInt(4) == 0) {
            Call again = keyed(random, "book again", "/api/booking/v1/appointments", token, Map.of("holdId", id), key);
            // Keys are kept for a day, which the clock may have passed.
            if (clock.equals(platform.offset())
                    && (!again.acknowledged() || !again.body().equals(booking.body()))) {
                journal.contradiction("book " + id + " was answered " + booking.body() + " and then " + again.status()
                        + " " + again.body());
            }
        }
        switch (random.nextInt(8)) {
            case 0, 1 -> cancel(random, visit);
            case 2 -> booked.add(moved(random, visit));
            default -> booked.add(visit);
        }
    }

    private @Nullable Instant aSlot(Random random, Practice practice, String token) {
        LocalDate today = platform.now().atZone(ZoneOffset.UTC).toLocalDate();
        JsonNode items = get(
                        random,
                        "/api/booking/v1/therapists/%s/slots?serviceId=%s&from=%s&to=%s"
                                .formatted(practice.therapist().id(), practice.serviceId(), today, today.plusDays(3)),
                        token)
                .body()
                .path("items");
        return items.isEmpty()
                ? null
                : Instant.parse(items.path(random.nextInt(Math.min(40, items.size())))
                        .path("start")
                        .asText());
    }

    private Call hold(Random random, String token, Practice practice, Instant start) {
        // What intake said arrives a moment later, or when whatever is broken is mended.
        for (long deadline = System.nanoTime() + PATIENCE.toNanos(); ; Platform.pause(Duration.ofMillis(300))) {
            Call hold = post(random, "hold", "/api/booking/v1/holds", token, wish(practice, start));
            if (!hold.code().equals("intake-needed") || leaving || System.nanoTime() > deadline) {
                return hold;
            }
        }
    }

    private static Map<String, Object> wish(Practice practice, Instant start) {
        return Map.of(
                "therapistId", practice.therapist().id(), "serviceId", practice.serviceId(), "start", start.toString());
    }

    private void cancel(Random random, Visit visit) {
        journal.asks("cancel", visit.id());
        Call call = call(
                random,
                "cancel",
                "POST",
                "/api/booking/v1/appointments/" + visit.id() + "/cancellation",
                visit.clientToken(),
                Map.of(),
                null,
                "");
        if (call.acknowledged()) {
            journal.acknowledged("cancel", visit.id());
        }
    }

    private Visit moved(Random random, Visit visit) {
        Instant start = aSlot(random, visit.practice(), visit.clientToken());
        if (start == null) {
            return visit;
        }
        Call call = call(
                random,
                "move",
                "POST",
                "/api/booking/v1/appointments/" + visit.id() + "/reschedule",
                visit.clientToken(),
                Map.of("start", start.toString()),
                null,
                "");
        return call.acknowledged() ? new Visit(visit.id(), visit.clientToken(), visit.practice(), start) : visit;
    }

    // ------------------------------------------------------------------ sessions and answers

    private void runASession(Random random) {
        Visit visit = booked.poll();
        if (visit == null) {
            Platform.pause(Duration.ofMillis(100));
            return;
        }
        if (platform.now().isBefore(visit.start().minus(Duration.ofMinutes(25)))) {
            booked.add(visit);
            Platform.pause(Duration.ofMillis(100));
            return;
        }
        String therapist = Tokens.therapist(visit.practice().therapist().accountId());
        String path = "/api/booking/v1/appointments/" + visit.id();
        if (random.nextInt(10) == 0) {
            journal.asks("no-show", visit.id());
            if (call(random, "no-show", "POST", path + "/no-show", therapist, null, null, "")
                    .acknowledged()) {
                journal.acknowledged("no-show", visit.id());
            }
            return;
        }
        Call begun = post(random, "start session", path + "/session", therapist, Map.of());
        if (!begun.acknowledged()) {
            return;
        }
        post(
                random,
                "check in",
                path + "/session/check-ins",
                therapist,
                Map.of(
                        "region",
                        "low_back",
                        "moment",
                        "after_warm_up",
                        "reported",
                        3,
                        "words",
                        List.of("welcome"),
                        "asksShouldThisHurt",
                        false));
        journal.asks("complete", visit.id());
        Call ended = post(
                random, "complete", path + "/session/completion", therapist, Map.of("regions", List.of("low_back")));
        if (ended.acknowledged()) {
            journal.acknowledged("complete", visit.id());
            var later = new Random(random.nextLong());
            threads.add(Thread.ofVirtual().start(() -> noting(() -> answer(later, visit))));
        }
    }

    private void answer(Random random, Visit visit) {
        boolean waits = random.nextBoolean();
        while (!leaving) {
            JsonNode items = get(random, "/api/feedback/v1/follow-ups?limit=100", visit.clientToken())
                    .body()
                    .path("items");
            for (JsonNode item : items) {
                String state = item.path("state").asText();
                if (!item.path("appointmentId").asText().equals(visit.id().toString())) {
                    continue;
                }
                if (state.equals("invited") || state.equals("reminded") || !waits && state.equals("scheduled")) {
                    answer(random, visit, UUID.fromString(item.path("id").asText()));
                    return;
                }
                if (!state.equals("scheduled")) {
                    return; // The clock has moved past it.
                }
            }
            Platform.pause(Duration.ofSeconds(4));
        }
    }

    private void answer(Random random, Visit visit, UUID followUp) {
        int soreness = random.nextInt(3) == 0 ? 4 : 0;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("soreness", soreness);
        answer.put("regions", List.of(Map.of("region", "low_back", "soreness", soreness)));
        answer.put("trend", "better");
        answer.put("words", List.of("aching"));
        answer.put("bruising", "none");
        answer.put("headache", false);
        answer.put("fatigue", false);
        answer.put("improved", List.of("sleep"));
        answer.put("complaint", "none");
        answer.put("signs", List.of());
        answer.put("painRating", 3);
        answer.put("globalChange", 1);
        journal.asks("answer", followUp);
        Call call = post(
                random, "answer", "/api/feedback/v1/follow-ups/" + followUp + "/answers", visit.clientToken(), answer);
        if (call.acknowledged()) {
            journal.acknowledged("answer", followUp);
        }
    }

    // ------------------------------------------------------------------ after the run

    /**
     * Takes times that somebody held and let run out, each for another client.
     *
     * @return what could not be had though nobody has it
     */
    List<String> takeWhatRanOut(Random random, int atMost) {
        var refused = new ArrayList<String>();
        int tried = 0;
        for (Visit visit : held) {
            if (tried == atMost || tried == assessed.size()) {
                break;
            }
            if (visit.start().isAfter(platform.now().plus(Duration.ofMinutes(1))) && isFree(visit)) {
                String token = Tokens.client(assessed.get(tried++));
                call(
                        random,
                        "profile",
                        "PUT",
                        "/api/booking/v1/me/profile",
                        token,
                        Map.of("jurisdiction", "R1", "timeZone", "UTC"),
                        null,
                        "");
                Call hold = post(random, "hold", "/api/booking/v1/holds", token, wish(visit.practice(), visit.start()));
                if (!hold.acknowledged()) {
                    refused.add(visit.start() + " with "
                            + visit.practice().therapist().id() + ": " + hold.status() + " " + hold.code());
                }
            }
        }
        triedToTake = tried;
        return refused;
    }

    /** How many there were to take. */
    int triedToTake() {
        return triedToTake;
    }

    private boolean isFree(Visit visit) {
        try (var connection = platform.server().connect();
                var statement = connection.prepareStatement("""
                        select not exists (select from booking.appointment a, booking.appointment h
                          where h.id = ? and a.therapist_id = h.therapist_id
                            and tstzrange(a.blocked_from, a.blocked_until) && tstzrange(h.blocked_from, h.blocked_until)
                            and (a.state in ('booked', 'completed', 'no_show') or a.state = 'held' and a.expires_at > ?::timestamptz))
                        """)) {
            statement.setObject(1, visit.id());
            statement.setString(2, platform.now().toString());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // ------------------------------------------------------------------ requests

    private Call get(Random random, String path, String token) {
        return call(random, "read", "GET", path, token, null, null, "");
    }

    private Call post(Random random, String operation, String path, String token, Map<String, Object> body) {
        return keyed(random, operation, path, token, body, UUID.randomUUID().toString());
    }

    private Call keyed(
            Random random, String operation, String path, String token, Map<String, Object> body, String key) {
        return call(random, operation, "POST", path, token, body, key, "");
    }

    private Call call(
            Random random,
            String operation,
            String method,
            String path,
            String token,
            @Nullable Map<String, ?> body,
            @Nullable String key,
            String etag) {
        List<Replica> replicas = platform.replicasOf(path.split("/")[2]);
        Instant began = Clock.systemUTC().instant();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int tries = 0;
        int status = 0;
        while (System.nanoTime() < deadline) {
            tries++;
            Replica replica = replicas.get(random.nextInt(replicas.size()));
            try {
                HttpResponse<String> response = http.send(
                        request(replica, method, path, token, body, key, etag), HttpResponse.BodyHandlers.ofString());
                status = response.statusCode();
                JsonNode said = parsed(response.body());
                if (status < 500
                        && status != 408
                        && status != 429
                        && !said.path("code").asText().equals("still-running")) {
                    var outcome = status < 300 ? Outcome.ACKNOWLEDGED : Outcome.REFUSED;
                    var call = new Call(
                            operation,
                            began,
                            Clock.systemUTC().instant(),
                            tries,
                            outcome,
                            status,
                            response.headers().firstValue("ETag").orElse(""),
                            said);
                    if (!operation.equals("read")) {
                        journal.add(call);
                    }
                    return call;
                }
            } catch (IOException e) {
                status = 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Platform.pause(Duration.ofMillis(Math.min(1000, 100L * tries)));
        }
        var call = new Call(
                operation,
                began,
                Clock.systemUTC().instant(),
                tries,
                Outcome.UNKNOWN,
                status,
                "",
                MissingNode.getInstance());
        journal.add(call);
        return call;
    }

    private static HttpRequest request(
            Replica replica,
            String method,
            String path,
            String token,
            @Nullable Map<String, ?> body,
            @Nullable String key,
            String etag) {
        try {
            var request = HttpRequest.newBuilder(replica.address().resolve(path))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            if (!etag.isEmpty()) {
                request.header("If-Match", etag);
            }
            return request.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
