package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * Somebody who uses the platform as a browser would: signed in on Keycloak's own page, with the gateway's cookies and
 * without ever seeing a token.
 */
final class Person {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FORM_ACTION =
            Pattern.compile("<form[^>]*id=\"kc-form-login\"[^>]*action=\"([^\"]+)\"");

    private final URI gateway;
    private final CookieManager cookies = new LocalCookies();
    private final HttpClient http;
    private final List<URI> visited = new ArrayList<>();

    private Person(URI gateway) {
        this.gateway = gateway;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Opens the sign-in page, fills in Keycloak's form and comes back signed in. */
    static Person signedIn(URI gateway, String username, String password) {
        Person person = new Person(gateway);
        HttpResponse<String> page = person.send(
                HttpRequest.newBuilder(gateway.resolve("/login?return=/")).GET());
        var form = FORM_ACTION.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("No sign-in form at " + page.uri() + " (" + page.statusCode() + ")");
        }
        String credentials = "username=" + encode(username) + "&password=" + encode(password) + "&credentialId=";
        HttpResponse<String> back =
                person.send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(credentials)));
        if (!back.uri().getAuthority().equals(gateway.getAuthority()) || back.statusCode() != 200) {
            throw new AssertionError("Sign-in ended at " + back.uri() + " with " + back.statusCode());
        }
        return person;
    }

    /** Here and at Keycloak: it leads back to our own page, and whoever signs in next is asked for a password. */
    void signOut() {
        HttpResponse<String> end = send(request("/logout").GET());
        assertThat(end.uri().resolve("/")).isEqualTo(gateway.resolve("/"));
        assertThat(end.uri().getPath()).isEqualTo("/");
        assertThat(end.statusCode()).isEqualTo(200);
        HttpResponse<String> next = send(request("/login?return=/").GET());
        assertThat(FORM_ACTION.matcher(next.body()).find())
                .as("asked for a password at " + next.uri())
                .isTrue();
    }

    /** Somebody who got hold of the cookies of this person's session here, and of nothing else. */
    Person thief() {
        Person thief = new Person(gateway);
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("q_session"))
                .forEach(cookie -> thief.cookies.getCookieStore().add(gateway, (HttpCookie) cookie.clone()));
        return thief;
    }

    /** What the gateway knows the session by. */
    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("q_session"))
                .sorted(Comparator.comparing(HttpCookie::getName))
                .map(HttpCookie::getValue)
                .collect(Collectors.joining());
    }

    boolean isSignedIn() {
        return get("/session").expect(200).path("signedIn").asBoolean();
    }

    /** Somebody who has not signed in. */
    static Person anonymous(URI gateway) {
        return new Person(gateway);
    }

    Answer get(String path) {
        return answer(request(path).GET());
    }

    /** A page as it is shown in the end, here or elsewhere. */
    HttpResponse<String> open(String address) {
        return send(request(address).GET());
    }

    /** A form of another site's page, such as Keycloak's. */
    HttpResponse<String> submit(String action, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** @return the status with which another site answers to this JSON */
    int postElsewhere(String address, String body) {
        return send(HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Every address that was opened on the way, redirects included. */
    Stream<URI> visited() {
        return visited.stream();
    }

    byte[] bytes(String path) {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text files in an archive that the gateway makes. */
    Map<String, String> archive(String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    request(path).header("Sec-Fetch-Site", "same-origin").GET().build(), BodyHandlers.ofByteArray());
            assertThat(response.statusCode())
                    .as(path + ": " + new String(response.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            Map<String, String> files = new HashMap<>();
            try (var zip = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts with a fresh idempotency key. */
    Answer post(String path, Object body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, Object body, String idempotencyKey) {
        return answer(mutation(path).header("Idempotency-Key", idempotencyKey).POST(json(body)));
    }

    Answer put(String path, Object body) {
        return answer(mutation(path).PUT(json(body)));
    }

    /** Updates what was read with this entity tag. */
    Answer patch(String path, Object body, String etag) {
        return answer(mutation(path).header("If-Match", etag).method("PATCH", json(body)));
    }

    /** A raw body, as a careless or hostile caller would send it. */
    Answer postRaw(String path, String body) {
        return answer(mutation(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private HttpRequest.Builder mutation(String path) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("Origin", gateway.getScheme() + "://" + gateway.getAuthority())
                .header("X-Kneadwell-CSRF", "1");
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(body == null ? Map.of() : body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer answer(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request);
        return new Answer(
                response.request().method() + " " + response.uri().getPath(),
                response.statusCode(),
                parse(response),
                response.headers().firstValue("ETag"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            List<URI> way = new ArrayList<>();
            for (Optional<HttpResponse<String>> step = Optional.of(response);
                    step.isPresent();
                    step = step.get().previousResponse()) {
                way.addFirst(step.get().uri());
            }
            visited.addAll(way);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.contains("json") || response.body().isBlank()) {
            return JSON.getNodeFactory().textNode(response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Browsers send Secure cookies to localhost without TLS; Java's cookie store does not. */
    private static final class LocalCookies extends CookieManager {

        LocalCookies() {
            super(null, CookiePolicy.ACCEPT_ALL);
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            Map<String, List<String>> local = new HashMap<>(headers);
            local.replaceAll((name, values) -> name.equalsIgnoreCase("Set-Cookie")
                    ? values.stream()
                            .map(value -> value.replaceAll("(?i);\\s*Secure", ""))
                            .toList()
                    : values);
            super.put(uri, local);
        }
    }

    /** What came back: the status, the body as JSON (or as text when it is none) and the entity tag. */
    record Answer(String request, int status, JsonNode body, Optional<String> etag) {

        /** The body, when the status is the expected one; otherwise fails and shows what came instead. */
        JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError(request + ": expected " + expected + ", got " + status + " " + body);
            }
            return body;
        }
    }
}
