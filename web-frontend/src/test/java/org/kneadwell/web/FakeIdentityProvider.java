package org.kneadwell.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** As much of an OpenID provider as the code flow with PKCE needs: everybody is Cleo. */
public final class FakeIdentityProvider implements QuarkusTestResourceLifecycleManager {
    static final String ACCESS_TOKEN_MARK = "fake-access";
    static final String ACCOUNT = "0190a000-0000-7000-8000-000000000001";

    /** A system property: whoever signs in from now on has these roles. */
    static final String ROLES = "fake-identity-provider.roles";

    /** A system property: the ID tokens of whoever signs in from now on are for this sign-in, not for the one at hand. */
    static final String NONCE = "fake-identity-provider.nonce";

    /** A system property: the ID tokens of whoever signs in from now on are for this client, not for the gateway. */
    static final String AUDIENCE = "fake-identity-provider.audience";

    /** A system property: the ID tokens of whoever signs in from now on are by this issuer. */
    static final String ISSUER = "fake-identity-provider.issuer";

    /** A system property: the session of whoever signs in from now on. */
    static final String SESSION = "fake-identity-provider.session";

    /** A system property: how whoever signs in from now on does so. */
    static final String METHODS = "fake-identity-provider.methods";

    /** A system property: what becomes of an action that whoever signs in from now on is asked to go through first, as Keycloak tells it. */
    static final String ACTION_STATUS = "fake-identity-provider.action-status";

    /** Besides what a provider has: gives out the word that a session has ended, signed as the real one signs it. */
    static final String LOGOUT_TOKEN = "/logout-token";

    /** A system property: the public key (X.509, Base64) that a client has to show it has the private one of, instead of a secret. */
    static final String CLIENT_KEY = "fake-identity-provider.client-key";

    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private HttpServer server;
    private KeyPair keys;

    @Override
    public Map<String, String> start() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/realm/.well-known/openid-configuration", exchange -> json(exchange, discovery()));
        server.createContext("/realm/keys", exchange -> json(exchange, jwks()));
        server.createContext("/realm/auth", this::authorize);
        server.createContext("/realm/token", this::token);
        server.createContext("/realm" + LOGOUT_TOKEN, this::logoutToken);
        server.start();
        return Map.of("quarkus.oidc.auth-server-url", issuer());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + "/realm";
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/auth",
                "token_endpoint", issuer() + "/token",
                "end_session_endpoint", issuer() + "/bye",
                "jwks_uri", issuer() + "/keys");
    }

    private Map<String, Object> jwks() {
        var key = (RSAPublicKey) keys.getPublic();
        String modulus = base64(unsigned(key.getModulus().toByteArray()));
        String exponent = base64(unsigned(key.getPublicExponent().toByteArray()));
        return Map.of(
                "keys",
                List.of(Map.of("kty", "RSA", "kid", "k", "alg", "RS256", "use", "sig", "n", modulus, "e", exponent)));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var query = form(exchange.getRequestURI().getRawQuery());
        if (!"S256".equals(query.get("code_challenge_method"))) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        String code = "code-" + challenges.size();
        challenges.put(code, query.get("code_challenge"));
        nonces.put(code, String.valueOf(System.getProperty(NONCE, query.get("nonce"))));
        String done = query.containsKey("kc_action")
                ? "&kc_action_status=" + System.getProperty(ACTION_STATUS, "success")
                : "";
        exchange.getResponseHeaders()
                .set("Location", query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state") + done);
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!isClient(exchange, form)) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        String challenge = challenges.remove(form.get("code"));
        String nonce = nonces.remove(form.get("code"));
        if (challenge == null || !challenge.equals(base64(sha256(form.get("code_verifier"))))) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = Map.of(
                "iss",
                issuer(),
                "sub",
                ACCOUNT,
                "aud",
                "gateway",
                "azp",
                "gateway",
                "iat",
                now,
                "exp",
                now + 300,
                "name",
                "Cleo Client",
                "preferred_username",
                "cleo");
        var access = new HashMap<>(claims);
        access.put("aud", "kneadwell-api");
        access.put("mark", ACCESS_TOKEN_MARK);
        access.put(
                "realm_access",
                Map.of(
                        "roles",
                        List.of(System.getProperty(ROLES, "client,offline").split(","))));
        var id = new HashMap<>(claims);
        id.put("nonce", String.valueOf(nonce));
        id.put("sid", System.getProperty(SESSION, UUID.randomUUID().toString()));
        id.put("amr", List.of(System.getProperty(METHODS, "pwd").split(",")));
        id.put("aud", System.getProperty(AUDIENCE, "gateway"));
        id.put("iss", System.getProperty(ISSUER, issuer()));
        json(
                exchange,
                Map.of(
                        "id_token",
                        sign(id),
                        "access_token",
                        sign(access),
                        "refresh_token",
                        "refresh",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300));
    }

    private void logoutToken(HttpExchange exchange) throws IOException {
        var asked = form(exchange.getRequestURI().getRawQuery());
        long now = Instant.now().getEpochSecond();
        json(
                exchange,
                Map.of(
                        "logout_token",
                        sign(
                                asked.getOrDefault("typ", "logout+jwt"),
                                Map.of(
                                        "iss",
                                        issuer(),
                                        "sub",
                                        ACCOUNT,
                                        "aud",
                                        asked.getOrDefault("aud", "gateway"),
                                        "iat",
                                        now,
                                        "exp",
                                        now + 120,
                                        "jti",
                                        UUID.randomUUID().toString(),
                                        "sid",
                                        asked.get("sid"),
                                        "events",
                                        Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())))));
    }

    /** As RFC 7523 has it. */
    private boolean isClient(HttpExchange exchange, Map<String, String> form) {
        String key = System.getProperty(CLIENT_KEY);
        if (key == null) {
            return true;
        }
        String assertion = form.get("client_assertion");
        if (assertion == null
                || !"urn:ietf:params:oauth:client-assertion-type:jwt-bearer".equals(form.get("client_assertion_type"))
                || form.containsKey("client_secret")
                || exchange.getRequestHeaders().containsKey("Authorization")) {
            return false;
        }
        String[] parts = assertion.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && claims.contains("\"iss\":\"gateway\"")
                    && claims.contains("\"sub\":\"gateway\"")
                    && claims.contains("\"aud\":\"" + issuer() + "\"")
                    && claims.contains("\"exp\":")
                    && claims.contains("\"jti\":");
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String sign(Map<String, Object> claims) {
        return sign("JWT", claims);
    }

    private String sign(String type, Map<String, Object> claims) {
        try {
            String head = base64(PlainJson.bytes(Map.of("alg", "RS256", "kid", "k", "typ", type)));
            String signed = head + "." + base64(PlainJson.bytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
    }

    private static void json(HttpExchange exchange, Map<String, Object> body) {
        try {
            byte[] bytes = PlainJson.bytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
