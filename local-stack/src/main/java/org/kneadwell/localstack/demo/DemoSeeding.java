package org.kneadwell.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Tells the demo data to a running platform over its public API by living it: the clock begins three weeks back and
 * moves from one event to the next until it is today.
 */
public final class DemoSeeding {
    /** What the outcome depends on: when one of these changes, the demo data is made again. */
    public static final List<Class<?>> KEYED_BY = List.of(
            DemoData.class,
            DemoPerson.class,
            DemoTherapist.class,
            DemoClient.class,
            DemoLocation.class,
            DemoIntake.class,
            DemoUsersFile.class,
            DemoSeeding.class);

    private static final Duration PAST = Duration.ofDays(21);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String intake;
    private final String booking;
    private final String feedback;
    private final BinaryOperator<String> tokenOf;
    private final Path clockOffset;
    private final Consumer<String> say;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, DemoCaller> callers = new HashMap<>();
    private final Map<String, DemoPerson> therapistsById = new HashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    private Duration offset = PAST.negated();
    private int visits;
    private int followUps;

    /** @param tokenOf gives an access token for a user name and a password */
    public DemoSeeding(Addresses addresses, BinaryOperator<String> tokenOf, Path clockOffset, Consumer<String> say) {
        this.intake = addresses.intake() + "/api/intake/v1";
        this.booking = addresses.booking() + "/api/booking/v1";
        this.feedback = addresses.feedback() + "/api/feedback/v1";
        this.tokenOf = tokenOf;
        this.clockOffset = clockOffset;
        this.say = say;
    }

    /** Where the services listen. */
    public record Addresses(String intake, String booking, String feedback) {}

    /** Something that happens at its time. */
    private record Event(Instant at, Runnable what) {}

    /** Sets the platform's clock back, before anything of it starts. */
    public static void beginInThePast(Path clockOffset) {
        writeClock(clockOffset, PAST.negated());
    }

    public void run() {
        var data = DemoData.generate();
        openThePractice(data);
        say.accept("  demo: " + data.therapists().size() + " therapists");
        data.clients().forEach(this::arrive);
        say.accept("  demo: " + data.clients().size() + " clients");
        var number = 0;
        for (var client : data.clients()) {
            plan(client, number++);
        }
        live();
        for (var client : data.clients()) {
            lookAhead(client);
        }
        say.accept("  demo: " + visits + " visits, " + followUps + " follow-ups answered");
    }

    // --- what a coordinator does
    // --------------------------------------------------------------------------------------

    private void openThePractice(DemoData data) {
        var cora = caller(data.coordinator());
        var locations = new HashMap<String, String>();
        for (var location : data.locations()) {
            var body = new LinkedHashMap<String, Object>();
            body.put("name", location.name());
            body.put("address", location.address());
            body.put("jurisdiction", location.jurisdiction());
            body.put("zone", location.zone().getId());
            locations.put(
                    location.key(), cora.post(booking + "/locations", body).id());
        }
        for (var therapist : data.therapists()) {
            engage(cora, therapist, locations.getOrDefault(therapist.location().key(), ""));
        }
    }

    private void engage(DemoCaller cora, DemoTherapist therapist, String location) {
        var person = therapist.person();
        var qualities = therapist.qualities();
        var body = new LinkedHashMap<String, Object>();
        body.put("accountId", person.id().toString());
        body.put("name", person.name());
        body.put("email", person.email());
        body.put("bio", therapist.bio());
        body.put("locationId", location);
        body.put("styles", therapist.styles());
        body.put("regions", therapist.regions());
        body.put("intensityRange", Map.of("low", therapist.lowestIntensity(), "high", therapist.highestIntensity()));
        body.put(
                "qualities",
                Map.of(
                        "talksAboutPressure", qualities.talksAboutPressure(),
                        "intakeProcess", qualities.intakeProcess(),
                        "communicatesConsent", qualities.communicatesConsent(),
                        "modifiesPressure", qualities.modifiesPressure(),
                        "startsLighter", qualities.startsLighter(),
                        "movementWork", qualities.movementWork(),
                        "therapeuticExperience", qualities.therapeuticExperience()));
        var id = cora.post(booking + "/therapists", body).id();
        therapistsById.put(id, person);
        var url = booking + "/therapists/" + id;
        for (var service : therapist.services()) {
            cora.post(
                            url + "/services",
                            Map.of(
                                    "name", service.name(),
                                    "minutes", service.minutes(),
                                    "price", Map.of("amount", service.price(), "currency", service.currency())))
                    .ok();
        }
        var licence = therapist.licence();
        var validUntil = licence.expired() ? today().minusDays(1) : today().plusYears(2);
        var added = cora.post(
                url + "/licences",
                Map.of(
                        "jurisdiction", licence.jurisdiction(),
                        "number", licence.number(),
                        "validFrom", today().minusYears(3).toString(),
                        "validUntil", validUntil.toString()));
        if (licence.verified()) {
            cora.post(url + "/licences/" + added.id() + "/verification", Map.of())
                    .ok();
        }
        var weekly = therapist.weekly().stream()
                .map(hours -> Map.of(
                        "day", hours.day().name().toLowerCase(Locale.ROOT),
                        "from", hours.from().toString(),
                        "to", hours.to().toString()))
                .toList();
        cora.put(url + "/working-hours", Map.of("weekly", weekly)).ok();
        cora.post(url + "/publication", Map.of()).ok();
    }

    // --- what clients do
    // ----------------------------------------------------------------------------------------------

    private void arrive(DemoClient client) {
        if (client.story() == DemoClient.Story.FRESH) {
            return;
        }
        var caller = caller(client.person());
        caller.put(booking + "/me/profile", Map.of("jurisdiction", client.jurisdiction(), "timeZone", client.zone()))
                .ok();
        var consent = caller.get(intake + "/consent-texts/current").ok();
        var purposes = StreamSupport.stream(consent.path("purposes").spliterator(), false)
                .map(purpose -> purpose.path("key").asText())
                .toList();
        caller.post(intake + "/consents", Map.of("version", consent.path("version"), "purposes", purposes))
                .ok();
        var questionnaire = caller.get(intake + "/questionnaires/current").ok();
        var draft = caller.post(intake + "/drafts", Map.of());
        var url = intake + "/drafts/" + draft.id();
        var answers = DemoIntake.answers(questionnaire, client.answers());
        caller.change("PATCH", url, Map.of("answers", answers), draft.tag()).ok();
        caller.post(url + "/submission", Map.of()).ok();
    }

    /** Books the past visits of a client, spread over the first two weeks. */
    private void plan(DemoClient client, int number) {
        var day = 3 + number % 9;
        switch (client.story()) {
            case FRESH, ASSESSED, CANCELLED, BOOKED -> {}
            case WENT_WELL, TOO_FIRM, TOO_LIGHT, SILENT ->
                visit(client, client.story(), today().plusDays(day), number, 1);
            case STILL_SORE -> visit(client, client.story(), today().plusDays(2 + number % 5), number, 2);
        }
    }

    /** Books a visit around a day and plans everything that follows from it. */
    private void visit(DemoClient client, DemoClient.Story story, LocalDate around, int number, int left) {
        book(client, around, number).ifPresent(appointment -> {
            var id = appointment.path("id").asText();
            var start = OffsetDateTime.parse(appointment.path("start").asText()).toInstant();
            var end = OffsetDateTime.parse(appointment.path("end").asText()).toInstant();
            var therapist =
                    therapistsById.get(appointment.path("therapist").path("id").asText());
            if (therapist == null) {
                throw new Failure("an appointment with nobody we know: " + appointment);
            }
            events.add(new Event(start.plusSeconds(60), () -> session(caller(therapist), id, story)));
            events.add(new Event(end, () -> complete(caller(therapist), id)));
            if (story != DemoClient.Story.SILENT) {
                events.add(new Event(end.plus(Duration.ofHours(60)), () -> answer(client, id, story)));
            }
            if (left > 1) {
                events.add(new Event(
                        end.plus(Duration.ofHours(85)),
                        () -> visit(client, DemoClient.Story.WENT_WELL, today().plusDays(2), number, left - 1)));
            }
        });
    }

    private Optional<JsonNode> book(DemoClient client, LocalDate around, int number) {
        var caller = caller(client.person());
        var matches = eventually(() -> caller.get(booking + "/matches?limit=10"), answer -> answer.is(200));
        if (!matches.is(200)) {
            return Optional.empty();
        }
        var items = matches.body().path("items");
        // Most people take the best fit; some take the second, as people do.
        for (var i = 0; i < items.size(); i++) {
            var therapist = items.get((i + number % 2) % items.size()).path("therapist");
            var slots = caller.get(booking + "/therapists/"
                            + therapist.path("id").asText() + "/slots?serviceId="
                            + therapist.path("services").path(0).path("id").asText() + "&from=" + around + "&to="
                            + around.plusDays(4))
                    .ok()
                    .path("items");
            if (slots.isEmpty()) {
                continue;
            }
            var slot = slots.get(number * 3 % Math.min(slots.size(), 12));
            var hold = caller.post(
                    booking + "/holds",
                    Map.of(
                            "therapistId", therapist.path("id").asText(),
                            "serviceId",
                                    therapist
                                            .path("services")
                                            .path(0)
                                            .path("id")
                                            .asText(),
                            "start", slot.path("start").asText()));
            if (hold.is(409)) {
                continue;
            }
            return Optional.of(caller.post(booking + "/appointments", Map.of("holdId", hold.id()))
                    .ok());
        }
        return Optional.empty();
    }

    private void lookAhead(DemoClient client) {
        var ahead = client.story() == DemoClient.Story.BOOKED
                || client.story() == DemoClient.Story.CANCELLED
                || client.person().username().equals("marta");
        if (!ahead) {
            return;
        }
        book(client, today().plusDays(1), 1).ifPresent(appointment -> {
            if (client.story() == DemoClient.Story.CANCELLED) {
                caller(client.person())
                        .post(
                                booking + "/appointments/"
                                        + appointment.path("id").asText() + "/cancellation",
                                Map.of("reason", "Something came up."))
                        .ok();
            }
        });
    }

    // --- what happens in the room and after
    // ---------------------------------------------------------------------------

    private void session(DemoCaller therapist, String appointment, DemoClient.Story story) {
        var url = booking + "/appointments/" + appointment + "/session";
        // The plan reaches booking-service by event; a session opens without it, a check-in is better with it.
        therapist.post(url, Map.of()).ok();
        var regions = regionsOf(therapist, appointment);
        var first = regions.isEmpty() ? "low_back" : regions.getFirst();
        checkIn(therapist, url, first, "after_warm_up", 3, List.of("sweet"));
        checkIn(therapist, url, first, "at_region", story == DemoClient.Story.TOO_FIRM ? 6 : 4, List.of("welcome"));
        checkIn(therapist, url, first, "periodic", story == DemoClient.Story.TOO_LIGHT ? 2 : 4, List.of("relieving"));
    }

    private void checkIn(
            DemoCaller therapist, String url, String region, String moment, int reported, List<String> words) {
        var body = new LinkedHashMap<String, Object>();
        body.put("region", region);
        body.put("moment", moment);
        body.put("reported", reported);
        body.put("words", words);
        body.put("asksShouldThisHurt", false);
        therapist.post(url + "/check-ins", body).ok();
    }

    private void complete(DemoCaller therapist, String appointment) {
        var regions = regionsOf(therapist, appointment);
        therapist
                .post(
                        booking + "/appointments/" + appointment + "/session/completion",
                        Map.of("regions", regions.isEmpty() ? List.of("low_back") : regions))
                .ok();
        visits++;
    }

    /** The regions the intake summary names, as the therapist reads them. */
    private List<String> regionsOf(DemoCaller therapist, String appointment) {
        var summary = eventually(
                () -> therapist.get(intake + "/appointments/" + appointment + "/summary"), answer -> answer.is(200));
        return StreamSupport.stream(summary.body().path("regions").spliterator(), false)
                .map(region -> region.path("region").asText())
                .filter(region -> !region.isEmpty())
                .distinct()
                .toList();
    }

    private void answer(DemoClient client, String appointment, DemoClient.Story story) {
        var caller = caller(client.person());
        var found = eventually(
                () -> caller.get(feedback + "/follow-ups?limit=50"),
                answer -> answer.is(200) && followUp(answer.body(), appointment).isPresent());
        var followUp = followUp(found.ok(), appointment);
        if (followUp.isEmpty()) {
            return;
        }
        var sore = story == DemoClient.Story.STILL_SORE;
        var body = new LinkedHashMap<String, Object>();
        body.put("soreness", sore ? 5 : 0);
        body.put(
                "regions",
                StreamSupport.stream(followUp.get().path("regions").spliterator(), false)
                        .map(region -> Map.of("region", region.path("region").asText(), "soreness", sore ? 5 : 0))
                        .toList());
        body.put("trend", "better");
        body.put("hoursToStart", 6);
        if (!sore) {
            body.put("hoursToEnd", 30);
        }
        body.put("words", List.of(story == DemoClient.Story.TOO_FIRM ? "tensing_up" : "relieving"));
        body.put("bruising", "none");
        body.put("headache", false);
        body.put("fatigue", sore);
        body.put("improved", sore ? List.of() : List.of("sleep", "range"));
        body.put(
                "complaint",
                switch (story) {
                    case TOO_FIRM -> "too_intense";
                    case TOO_LIGHT -> "not_intense_enough";
                    default -> "none";
                });
        body.put("signs", List.of());
        body.put("painRating", sore ? 4 : 2);
        body.put("globalChange", sore ? 1 : 3);
        caller.post(feedback + "/follow-ups/" + followUp.get().path("id").asText() + "/answers", body)
                .ok();
        followUps++;
    }

    private static Optional<JsonNode> followUp(JsonNode list, String appointment) {
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .filter(item -> item.path("appointmentId").asText().equals(appointment))
                .filter(item -> List.of("invited", "reminded")
                        .contains(item.path("state").asText()))
                .findFirst();
    }

    // --- time
    // ---------------------------------------------------------------------------------------------------------

    private void live() {
        for (var event = events.poll(); event != null; event = events.poll()) {
            var today = Instant.now();
            if (event.at().isAfter(today)) {
                break;
            }
            moveTo(event.at());
            event.what().run();
        }
        moveTo(Instant.now());
        offset = Duration.ZERO;
        writeClock(clockOffset, offset);
    }

    private void moveTo(Instant time) {
        var next = Duration.between(Instant.now(), time).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        if (next.compareTo(offset) > 0) {
            offset = next.isNegative() ? next : Duration.ZERO;
            writeClock(clockOffset, offset);
            // Services read the clock's file every 200 ms.
            pause(Duration.ofMillis(250));
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(Instant.now().plus(offset), ZoneOffset.UTC);
    }

    private static void writeClock(Path clockOffset, Duration offset) {
        try {
            var parent = clockOffset.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(clockOffset, offset + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- plumbing
    // -----------------------------------------------------------------------------------------------------

    private DemoCaller caller(DemoPerson person) {
        return callers.computeIfAbsent(
                person.username(),
                name -> new DemoCaller(http, person, () -> tokenOf.apply(name, DemoUsersFile.PASSWORD)));
    }

    /** The first answer that will do, or the last one when none does in time: events take a moment to arrive. */
    private static DemoCaller.Answer eventually(Supplier<DemoCaller.Answer> ask, Predicate<DemoCaller.Answer> willDo) {
        var deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            var answer = ask.get();
            if (willDo.test(answer) || System.nanoTime() > deadline) {
                return answer;
            }
            pause(Duration.ofMillis(100));
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The platform answered what the demo data did not expect. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }
}
