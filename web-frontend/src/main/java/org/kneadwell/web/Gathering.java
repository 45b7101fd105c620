package org.kneadwell.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.kneadwell.web.ArchiveContents.Asked;
import org.kneadwell.web.ArchiveContents.Service;

/**
 * Reads all that the services have about one client, with that client's own token. It ends with everything or with {@link Stopped}:
 * nothing is left out because a service did not answer.
 */
final class Gathering {

    /** Amounts stay as they were written: 80.00 is not made 80.0. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private static final int AT_ONCE = 4;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    /** What may be put into a path: ids and versions. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Why there is no archive. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Problems problem;

        Stopped(Problems problem) {
            super(problem.name(), null, false, false);
            this.problem = problem;
        }

        Problems problem() {
            return problem;
        }
    }

    /**
     * Where and how long to ask.
     *
     * @param each for one answer
     * @param whole for all of it
     * @param bytes at most
     */
    record Terms(Map<Service, URI> services, Duration each, Duration whole, long bytes) {}

    /** Whose data it is. A therapist or coordinator who is a client too sees more in some lists than what is about them. */
    record Person(String account, String name, Set<String> roles, String token) {}

    /**
     * What there is.
     *
     * @param answers of the operations, by key: an answer; a list; or, of one asked for each of a list, those by id. Absent: nothing
     *     is there
     */
    record Found(Instant begun, Instant ended, Map<String, JsonNode> answers) {}

    private final HttpClient http;
    private final Terms terms;
    private final Person person;
    private final Clock clock;
    private final Instant begun;
    private final AtomicLong bytes = new AtomicLong();

    private Gathering(HttpClient http, Terms terms, Person person, Clock clock) {
        this.http = http;
        this.terms = terms;
        this.person = person;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** @throws Stopped when it is not all there */
    static Found gather(HttpClient http, Terms terms, Person person, Clock clock) {
        return new Gathering(http, terms, person, clock).all();
    }

    private Found all() {
        Map<String, JsonNode> answers = new HashMap<>();
        for (Asked asked : ArchiveContents.ASKED) {
            JsonNode answer =
                    asked.forEach() == null ? answer(asked, asked.path()) : ofEach(asked, asked.forEach(), answers);
            if (answer != null) {
                answers.put(asked.key(), asked.forEach() == null && asked.list() ? own(answer, answers) : answer);
            }
        }
        return new Found(begun, clock.instant(), answers);
    }

    private JsonNode ofEach(Asked asked, ArchiveContents.ForEach each, Map<String, JsonNode> answers) {
        Set<String> values = new TreeSet<>();
        for (JsonNode item : answers.getOrDefault(each.of(), JSON.createArrayNode())) {
            String value = item.path(each.member()).asText();
            if (!PLAIN.matcher(value).matches()) {
                throw new Stopped(Problems.ARCHIVE_INCOMPLETE);
            }
            values.add(value);
        }
        record Of(String value, @Nullable JsonNode answer) {}
        List<Of> found = values.stream()
                .gather(Gatherers.mapConcurrent(
                        AT_ONCE,
                        value -> new Of(
                                value,
                                answer(asked, PARAMETER.matcher(asked.path()).replaceFirst(value)))))
                .toList();
        ObjectNode byValue = JSON.createObjectNode();
        for (Of one : found) {
            if (one.answer() != null) {
                byValue.set(one.value(), one.answer());
            }
        }
        return byValue;
    }

    /** All of its pages; null: nothing is there. */
    private @Nullable JsonNode answer(Asked asked, String path) {
        HttpResponse<byte[]> first = ask(asked.service(), path);
        if (first.statusCode() == 404) {
            return null;
        }
        if (!asked.list()) {
            return read(first);
        }
        ArrayNode items = JSON.createArrayNode();
        Set<String> seen = new HashSet<>(Set.of(path));
        HttpResponse<byte[]> page = first;
        while (true) {
            JsonNode onPage = read(page).path("items");
            if (!onPage.isArray()) {
                throw new Stopped(Problems.ARCHIVE_INCOMPLETE);
            }
            items.addAll((ArrayNode) onPage);
            String next = next(page);
            if (next == null) {
                return items;
            }
            // A page we had, or another address, would never end or lead the token astray.
            if (!pathOf(next).equals(pathOf(path)) || !seen.add(next)) {
                throw new Stopped(Problems.ARCHIVE_INCOMPLETE);
            }
            page = ask(asked.service(), next);
            if (page.statusCode() == 404) {
                throw new Stopped(Problems.ARCHIVE_INCOMPLETE);
            }
        }
    }

    private static @Nullable String next(HttpResponse<byte[]> page) {
        return page.headers().allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(link -> link.group(1))
                .findFirst()
                .orElse(null);
    }

    private static String pathOf(String address) {
        return address.split("\\?", 2)[0];
    }

    /** With 200 or 404. */
    private HttpResponse<byte[]> ask(Service service, String path) {
        if (clock.instant().isAfter(begun.plus(terms.whole()))) {
            throw new Stopped(Problems.TOO_SLOW);
        }
        HttpResponse<byte[]> response;
        try {
            response = http.send(
                    HttpRequest.newBuilder(URI.create(terms.services().get(service) + path))
                            .timeout(terms.each())
                            .header("Authorization", "Bearer " + person.token())
                            .header("Accept", "application/json")
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (HttpConnectTimeoutException e) {
            throw new Stopped(Problems.UNREACHABLE);
        } catch (HttpTimeoutException e) {
            throw new Stopped(Problems.TOO_SLOW);
        } catch (IOException | IllegalArgumentException e) {
            throw new Stopped(Problems.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(Problems.UNREACHABLE);
        }
        if (bytes.addAndGet(response.body().length) > terms.bytes()) {
            throw new Stopped(Problems.ARCHIVE_TOO_LARGE);
        }
        return switch (response.statusCode()) {
            case 200, 404 -> response;
            case 401 -> throw new Stopped(Problems.SESSION_EXPIRED);
            case 403 -> throw new Stopped(Problems.NOT_A_CLIENT);
            case 410 -> throw new Stopped(Problems.ACCOUNT_ERASED);
            default -> throw new Stopped(Problems.ARCHIVE_INCOMPLETE);
        };
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        try {
            JsonNode read = JSON.readTree(response.body());
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // As below. What was read is not told to anybody.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new Stopped(Problems.ARCHIVE_INCOMPLETE);
    }

    /** Without what is somebody else's, and only visible because the person works here too. */
    private JsonNode own(JsonNode items, Map<String, JsonNode> before) {
        if (person.roles().stream().noneMatch(Set.of("therapist", "coordinator")::contains)) {
            return items;
        }
        Set<String> appointments = new HashSet<>();
        before.getOrDefault("booking.listAppointments", JSON.createArrayNode())
                .forEach(one -> appointments.add(one.path("id").asText()));
        ArrayNode own = JSON.createArrayNode();
        for (JsonNode item : items) {
            String client = item.path("client").path("id").asText(person.account());
            boolean ofOthers = item.has("occurrences")
                    && item.path("occurrences").findValuesAsText("appointmentId").stream()
                            .noneMatch(appointments::contains);
            if (client.equals(person.account()) && !ofOthers) {
                own.add(item);
            }
        }
        return own;
    }
}
