package org.kneadwell.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The few things the local platform asks of Keycloak's admin API. */
final class KeycloakAdmin {
    /** Lives only while the demo data is made; it lets the seeder act as each demo person. */
    static final String SEEDING_CLIENT = "demo-seeding";

    private static final String SEEDING_SECRET = "demo-seeding-exists-only-while-the-template-is-made";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Ports ports;

    KeycloakAdmin(Ports ports) {
        this.ports = ports;
    }

    /** Lets people come back to a web front on another port than the one in the realm file, and mail to another port. */
    void pointAt(Ports target) {
        var admin = adminToken();
        var client = client(admin, "gateway");
        client.put("rootUrl", target.baseUrl());
        client.putArray("redirectUris").add(target.baseUrl() + "/login/callback");
        ((ObjectNode) client.path("attributes"))
                .put("post.logout.redirect.uris", target.baseUrl() + "/")
                .put("backchannel.logout.url", target.baseUrl() + "/logout/back-channel");
        send(
                admin,
                "PUT",
                "/admin/realms/kneadwell/clients/" + client.path("id").asText(),
                client.toString());
        var mail = json.createObjectNode();
        mail.putObject("smtpServer")
                .put("host", "localhost")
                .put("port", Integer.toString(target.smtp()))
                .put("from", "hello@kneadwell.example")
                .put("fromDisplayName", "Kneadwell");
        send(admin, "PUT", "/admin/realms/kneadwell", mail.toString());
    }

    void addSeedingClient() {
        removeSeedingClient();
        var client = json.createObjectNode();
        client.put("clientId", SEEDING_CLIENT);
        client.put("secret", SEEDING_SECRET);
        client.put("publicClient", false);
        client.put("standardFlowEnabled", false);
        client.put("directAccessGrantsEnabled", true);
        var mapper = client.putArray("protocolMappers").addObject();
        mapper.put("name", "audience-kneadwell-api");
        mapper.put("protocol", "openid-connect");
        mapper.put("protocolMapper", "oidc-audience-mapper");
        mapper.putObject("config")
                .put("included.custom.audience", "kneadwell-api")
                .put("access.token.claim", "true")
                .put("id.token.claim", "false");
        send(adminToken(), "POST", "/admin/realms/kneadwell/clients", client.toString());
    }

    void removeSeedingClient() {
        var admin = adminToken();
        var found = send(admin, "GET", "/admin/realms/kneadwell/clients?clientId=" + SEEDING_CLIENT, null);
        for (var client : found) {
            send(
                    admin,
                    "DELETE",
                    "/admin/realms/kneadwell/clients/" + client.path("id").asText(),
                    null);
        }
    }

    /** An access token of a demo person, by way of the seeding client. */
    String tokenOf(String username, String password) {
        return token(
                "kneadwell",
                Map.of(
                        "grant_type", "password",
                        "client_id", SEEDING_CLIENT,
                        "client_secret", SEEDING_SECRET,
                        "scope", "openid",
                        "username", username,
                        "password", password));
    }

    private String adminToken() {
        return token(
                "master",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        Keycloak.ADMIN,
                        "password",
                        Keycloak.ADMIN_PASSWORD));
    }

    private ObjectNode client(String admin, String clientId) {
        var found = send(admin, "GET", "/admin/realms/kneadwell/clients?clientId=" + clientId, null);
        if (found.size() != 1) {
            throw new Supervisor.StartFailure(
                    "Keycloak's realm has no client " + clientId + "; ./run --reset starts afresh");
        }
        return (ObjectNode) found.get(0);
    }

    private String token(String realm, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(
                        URI.create(ports.keycloakUrl() + "/realms/" + realm + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return exchange(request).path("access_token").asText();
    }

    private JsonNode send(String token, String method, String path, @org.jspecify.annotations.Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(ports.keycloakUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return exchange(request);
    }

    private JsonNode exchange(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new Supervisor.StartFailure("Keycloak answered " + response.statusCode() + " to "
                        + request.method() + " " + request.uri().getPath() + ": " + response.body());
            }
            return response.body().isBlank() ? json.createArrayNode() : json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Supervisor.StartFailure("interrupted");
        }
    }
}
