package org.kneadwell.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One demo person at the public API, with a token of their own. */
final class DemoCaller {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Tokens live five minutes. */
    private static final Duration TOKEN_USE = Duration.ofMinutes(4);

    private final HttpClient http;
    private final DemoPerson person;
    private final Supplier<String> tokens;
    private String token = "";
    private Instant tokenUntil = Instant.MIN;

    DemoCaller(HttpClient http, DemoPerson person, Supplier<String> tokens) {
        this.http = http;
        this.person = person;
        this.tokens = tokens;
    }

    Answer get(String url) {
        return call("GET", url, null, Map.of());
    }

    Answer post(String url, Object body) {
        return call(
                "POST", url, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    Answer put(String url, Object body) {
        return call("PUT", url, body, Map.of());
    }

    Answer change(String method, String url, Object body, String etag) {
        return call(method, url, body, Map.of("If-Match", etag));
    }

    private Answer call(String method, String url, @Nullable Object body, Map<String, String> headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + currentToken())
                    .header("Accept", "application/json");
            headers.forEach(request::header);
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
            }
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var json = response.body().startsWith("{") || response.body().startsWith("[")
                    ? JSON.readTree(response.body())
                    : JSON.createObjectNode();
            return new Answer(
                    person.username() + ": " + method + " " + URI.create(url).getPath(),
                    response.statusCode(),
                    json,
                    response.headers().firstValue("ETag"));
        } catch (IOException e) {
            throw new UncheckedIOException(person.username() + ": " + method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String currentToken() {
        if (Instant.now().isAfter(tokenUntil)) {
            token = tokens.get();
            tokenUntil = Instant.now().plus(TOKEN_USE);
        }
        return token;
    }

    /** What came back. */
    record Answer(String call, int status, JsonNode body, Optional<String> etag) {

        boolean is(int expected) {
            return status == expected;
        }

        /** The body of a success. */
        JsonNode ok() {
            if (status / 100 != 2) {
                throw new DemoSeeding.Failure(call + " was answered " + status + ": " + body);
            }
            return body;
        }

        String id() {
            return ok().path("id").asText();
        }

        String tag() {
            return etag.orElseThrow(() -> new DemoSeeding.Failure(call + " was answered without an ETag"));
        }
    }
}
