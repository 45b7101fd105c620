package org.kneadwell.booking.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Answers as Keycloak 26.7 answered the same requests, and can be made to fail at any of them. */
public final class FakeKeycloak {

    /** What happens to requests: answered; refused with 500; done, and then the connection is lost; or nothing for a long time. */
    public enum Mood {
        WELL,
        BROKEN,
        FORGETFUL,
        SLOW
    }

    private record User(UUID id, String username, String email, TreeSet<String> roles, String language) {}

    /**
     * How booking-service said who it is.
     *
     * @param authorization the header, null if there was none
     * @param form as it was sent
     */
    public record SignIn(String authorization, String form) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern USER = Pattern.compile("/admin/realms/kneadwell/users/([0-9a-f-]{36})(.*)");
    private static final List<String> ROLES = List.of("client", "therapist", "coordinator", "offline_access");

    private final Map<UUID, User> users = new ConcurrentHashMap<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<SignIn> signIns = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Mood mood = Mood.WELL;
    private volatile Pattern moody = Pattern.compile(".*");

    FakeKeycloak() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void empty() {
        users.clear();
        mails.clear();
        signIns.clear();
        is(Mood.WELL);
    }

    /** At every request from now on. */
    public void is(Mood mood) {
        is(mood, ".*");
    }

    /** @param requests a pattern of {@code METHOD /path} */
    public void is(Mood mood, String requests) {
        this.mood = mood;
        this.moody = Pattern.compile(requests);
    }

    /** Somebody who registered. */
    public UUID has(String email, String... roles) {
        var user = new User(UUID.randomUUID(), email, email, new TreeSet<>(List.of(roles)), "");
        users.put(user.id, user);
        return user.id;
    }

    public boolean knows(UUID id) {
        return users.containsKey(id);
    }

    public List<UUID> all() {
        return List.copyOf(users.keySet());
    }

    public List<String> rolesOf(UUID id) {
        return List.copyOf(users.get(id).roles);
    }

    /** What it words its mails in. */
    public String languageOf(UUID id) {
        return users.get(id).language;
    }

    /** The addresses that mails went to. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    /** Since the last {@link #empty}. */
    public List<SignIn> signIns() {
        return List.copyOf(signIns);
    }

    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            var now = moody.matcher(request).matches() ? mood : Mood.WELL;
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (now) {
                case BROKEN -> answer(exchange, 500, Map.of("error", "unknown_error"));
                case SLOW -> pause();
                case FORGETFUL -> {
                    work(exchange, body, false);
                    // Closed without an answer.
                }
                case WELL -> work(exchange, body, true);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(HttpExchange exchange, byte[] body, boolean answers) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        var user = USER.matcher(path);
        if (path.endsWith("/token")) {
            signIns.add(new SignIn(
                    exchange.getRequestHeaders().getFirst("Authorization"), new String(body, StandardCharsets.UTF_8)));
            answer(exchange, 200, Map.of("access_token", "t", "expires_in", -1, "token_type", "Bearer"));
        } else if (!"Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Map.of());
        } else if (path.endsWith("/users") && method.equals("POST")) {
            create(exchange, JSON.readTree(body), answers);
        } else if (path.endsWith("/users")) {
            String query = exchange.getRequestURI().getQuery();
            answer(
                    exchange,
                    200,
                    users.values().stream()
                            .filter(one -> query.contains("username=" + one.username))
                            .map(one -> Map.of("id", one.id, "username", one.username, "email", one.email))
                            .toList());
        } else if (user.matches()) {
            var found = users.get(UUID.fromString(user.group(1)));
            if (found == null) {
                answer(exchange, 404, Map.of("error", "User not found"));
            } else {
                ofUser(exchange, method + user.group(2), found, body, answers);
            }
        } else {
            answer(exchange, 403, Map.of());
        }
    }

    private void create(HttpExchange exchange, JsonNode wanted, boolean answers) throws IOException {
        String email = wanted.path("email").asText();
        String username = wanted.path("username").asText();
        if (users.values().stream().anyMatch(user -> user.email.equals(email) || user.username.equals(username))) {
            answer(exchange, 409, Map.of("errorMessage", "User exists with same email"));
            return;
        }
        if (wanted.path("firstName").asText().contains("<")) {
            answer(exchange, 400, Map.of("errorMessage", "error-person-name-invalid-character"));
            return;
        }
        var user = new User(
                UUID.randomUUID(),
                username,
                email,
                new TreeSet<>(List.of("default-roles-kneadwell")),
                wanted.path("attributes").path("locale").path(0).asText());
        users.put(user.id, user);
        if (answers) {
            exchange.getResponseHeaders().add("Location", url() + "/admin/realms/kneadwell/users/" + user.id);
            exchange.sendResponseHeaders(201, -1);
        }
    }

    private void ofUser(HttpExchange exchange, String what, User user, byte[] body, boolean answers)
            throws IOException {
        switch (what) {
            case "DELETE" -> users.remove(user.id);
            case "GET/role-mappings/realm" -> {
                answer(exchange, 200, roles(user.roles));
                return;
            }
            case "GET/role-mappings/realm/available" -> {
                var left = new ArrayList<>(ROLES);
                left.removeAll(user.roles);
                answer(exchange, 200, roles(left));
                return;
            }
            case "POST/role-mappings/realm" ->
                JSON.readTree(body)
                        .forEach(role -> user.roles.add(role.path("name").asText()));
            case "DELETE/role-mappings/realm" ->
                JSON.readTree(body)
                        .forEach(role -> user.roles.remove(role.path("name").asText()));
            case "PUT/execute-actions-email" -> mails.add(user.email);
            default -> {
                answer(exchange, 405, Map.of());
                return;
            }
        }
        if (answers) {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static List<Map<String, String>> roles(Iterable<String> names) {
        var roles = new ArrayList<Map<String, String>>();
        names.forEach(name -> roles.add(Map.of("id", UUID.randomUUID().toString(), "name", name, "containerId", "r")));
        return roles;
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
