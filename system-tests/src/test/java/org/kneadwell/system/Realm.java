package org.kneadwell.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The realm of a running platform: as its administrator at the console has it, and as a client of it does. */
final class Realm {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "admin-local";
    private static final String GATEWAY_SECRET = "gateway-secret-for-local-use-only";
    private static final String INTEGRATOR_SECRET = "integrator-secret-for-local-use-only";

    private final URI gateway;
    private final String keycloak;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Realm(URI gateway) {
        this.gateway = gateway;
        this.keycloak = "http://localhost:" + (gateway.getPort() + 4);
    }

    static Realm of(RunningPlatform.Platform platform) {
        return new Realm(platform.gateway());
    }

    String address() {
        return keycloak + "/realms/kneadwell";
    }

    /** @param path below the realm; empty for the realm itself */
    JsonNode read(String path) {
        return admin("GET", path, null);
    }

    void put(String path, Object body) {
        admin("PUT", path, body);
    }

    void post(String path, Object body) {
        admin("POST", path, body);
    }

    void delete(String path) {
        admin("DELETE", path, null);
    }

    String account(String username) {
        return read("/users?exact=true&username=" + encode(username))
                .path(0)
                .path("id")
                .asText();
    }

    /** Runs something while the realm is set otherwise, and sets it back. */
    void whileSetTo(Map<String, Integer> settings, Runnable something) {
        JsonNode before = read("");
        Map<String, Integer> back = new HashMap<>();
        settings.forEach((name, value) -> back.put(name, before.path(name).asInt()));
        put("", settings);
        try {
            something.run();
        } finally {
            put("", back);
        }
    }

    /** Where the account page leads who wants to change something, such as {@code UPDATE_PASSWORD}. */
    String addressOfAction(String action) {
        return authorization("account-console", accountPage(), challenge(newVerifier())) + "&kc_action=" + action;
    }

    /** What a client is given for somebody: a code in the address, and for it tokens. */
    final class Client {
        private final String id;
        private final String redirect;
        private final Map<String, String> credentials;
        private final String verifier = newVerifier();

        private Client(String id, String redirect, Map<String, String> credentials) {
            this.id = id;
            this.redirect = redirect;
            this.credentials = credentials;
        }

        /** Where it leads whoever wants to sign in. */
        String signIn() {
            return authorization(id, redirect, challenge(verifier));
        }

        /** The tokens for whoever came back just now. */
        JsonNode tokens(Person person) {
            return tokens(person.visited());
        }

        /** The tokens for whoever went this way. */
        JsonNode tokens(Stream<URI> visited) {
            String code = visited.filter(uri -> uri.toString().startsWith(redirect)
                            && uri.getQuery() != null
                            && uri.getQuery().contains("code="))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> new AssertionError("did not come back to " + redirect))
                    .getQuery()
                    .replaceFirst(".*\\bcode=([^&]+).*", "$1");
            return grant(Map.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "redirect_uri",
                    redirect,
                    "code_verifier",
                    verifier));
        }

        JsonNode refreshed(JsonNode tokens) {
            return grant(Map.of(
                    "grant_type",
                    "refresh_token",
                    "refresh_token",
                    tokens.path("refresh_token").asText()));
        }

        private JsonNode grant(Map<String, String> fields) {
            Map<String, String> all = new HashMap<>(fields);
            all.put("client_id", id);
            all.putAll(credentials);
            return form(address() + "/protocol/openid-connect/token", all);
        }
    }

    /** The gateway, so that its tokens can be looked at: in the cookies they are sealed. */
    Client asGateway() {
        return new Client(
                "gateway", gateway.resolve("/login/callback").toString(), Map.of("client_secret", GATEWAY_SECRET));
    }

    /** Keycloak's own account page. */
    Client asAccountPage() {
        return new Client("account-console", accountPage(), Map.of());
    }

    JsonNode tokensOfIntegrator() {
        return form(
                address() + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        "integrator",
                        "client_secret",
                        INTEGRATOR_SECRET));
    }

    /** As the account page does when one ends all other sessions. */
    void endOtherSessions(String accessToken) {
        send(HttpRequest.newBuilder(URI.create(address() + "/account/sessions?current=false"))
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json")
                .DELETE());
    }

    static JsonNode claims(JsonNode tokens, String token) {
        String content = tokens.path(token).asText().split("\\.")[1];
        return Person.json(new String(Base64.getUrlDecoder().decode(content), StandardCharsets.UTF_8));
    }

    private String accountPage() {
        return address() + "/account/";
    }

    private String authorization(String client, String redirect, String challenge) {
        return address() + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=" + client
                + "&redirect_uri=" + encode(redirect) + "&state=" + UUID.randomUUID() + "&nonce=" + UUID.randomUUID()
                + "&code_challenge=" + challenge + "&code_challenge_method=S256";
    }

    private JsonNode admin(String method, String path, Object body) {
        String token = form(
                        keycloak + "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                ADMIN,
                                "password",
                                ADMIN_PASSWORD))
                .path("access_token")
                .asText();
        try {
            return send(HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/kneadwell" + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode form(String address, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&")))));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(response.request().method() + " "
                        + response.uri().getPath() + " was answered with " + response.statusCode() + " "
                        + response.body());
            }
            return response.body().isBlank() ? JSON.getNodeFactory().missingNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newVerifier() {
        return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
