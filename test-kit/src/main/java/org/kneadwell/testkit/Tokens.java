package org.kneadwell.testkit;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens as Keycloak would issue them, signed with a key made for this test run. */
public final class Tokens {

    public static final String ISSUER = "http://localhost:8180/realms/kneadwell";
    public static final String AUDIENCE = "kneadwell-api";

    static final KeyPair KEYS = keysOfThisRun("kneadwell.test.keys");
    private static final KeyPair STRANGE_KEYS = keysOfThisRun("kneadwell.test.strange-keys");

    /** Longer than any test run: some tokens are made once for all tests of a class. */
    private static final Duration LIFETIME = Duration.ofHours(2);

    /** What was signed before, since a signature takes longer than the request it is for. Those of an hour last for another. */
    private static final Map<Asked, String> SIGNED = new ConcurrentHashMap<>();

    private static final int MANY = 20_000;

    private record Asked(
            long hour,
            UUID account,
            String issuer,
            String audience,
            Duration lifetime,
            KeyPair keys,
            List<String> roles) {}

    private Tokens() {}

    public static String client(UUID accountId) {
        return of(accountId, "client");
    }

    public static String therapist(UUID accountId) {
        return of(accountId, "therapist");
    }

    public static String coordinator(UUID accountId) {
        return of(accountId, "coordinator");
    }

    public static String integrator(UUID accountId) {
        return of(accountId);
    }

    /** A good token with these realm roles. */
    public static String of(UUID accountId, String... roles) {
        return sign(accountId, ISSUER, AUDIENCE, LIFETIME, KEYS, roles);
    }

    /** The same with more to it, as how somebody signed in. */
    public static String with(Map<String, Object> claims, UUID accountId, String... roles) {
        var all = new HashMap<>(claims(accountId, ISSUER, AUDIENCE, LIFETIME, roles));
        all.putAll(claims);
        return Jwt.claims(all).jws().keyId("test").sign(KEYS.getPrivate());
    }

    public static String expired(UUID accountId, String... roles) {
        return sign(accountId, ISSUER, AUDIENCE, Duration.ofMinutes(-10), KEYS, roles);
    }

    public static String wrongIssuer(UUID accountId, String... roles) {
        return sign(accountId, "http://elsewhere.example/realms/kneadwell", AUDIENCE, LIFETIME, KEYS, roles);
    }

    public static String wrongAudience(UUID accountId, String... roles) {
        return sign(accountId, ISSUER, "another-api", LIFETIME, KEYS, roles);
    }

    public static String wrongKey(UUID accountId, String... roles) {
        return sign(accountId, ISSUER, AUDIENCE, LIFETIME, STRANGE_KEYS, roles);
    }

    /** What Keycloak gives a web front to know who signed in: from the same issuer, with the same key, but no access token. */
    public static String idToken(UUID accountId, String... roles) {
        var claims = new HashMap<>(claims(accountId, ISSUER, AUDIENCE, LIFETIME, roles));
        claims.put("typ", "ID");
        return Jwt.claims(claims).jws().keyId("test").sign(KEYS.getPrivate());
    }

    /** A token that claims to need no signature. */
    public static String algNone(UUID accountId, String... roles) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                + of(accountId, roles).split("\\.")[1] + ".";
    }

    /** A token signed with the public key used as a shared secret. */
    public static String hs256Confusion(UUID accountId, String... roles) {
        return Jwt.claims(claims(accountId, ISSUER, AUDIENCE, LIFETIME, roles))
                .jws()
                .keyId("test")
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.HS256)
                .sign(new javax.crypto.spec.SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
    }

    private static String sign(
            UUID accountId, String issuer, String audience, Duration lifetime, KeyPair keys, String... roles) {
        if (SIGNED.size() > MANY) {
            SIGNED.clear();
        }
        long hour = Clock.systemUTC().instant().getEpochSecond() / 3600;
        return SIGNED.computeIfAbsent(
                new Asked(hour, accountId, issuer, audience, lifetime, keys, List.of(roles)),
                asked -> Jwt.claims(claims(accountId, issuer, audience, lifetime, roles))
                        .jws()
                        .keyId("test")
                        .sign(keys.getPrivate()));
    }

    private static Map<String, Object> claims(
            UUID accountId, String issuer, String audience, Duration lifetime, String... roles) {
        Instant now = Clock.systemUTC().instant();
        String name = "Test " + accountId.toString().substring(0, 8);
        return Map.of(
                "iss",
                issuer,
                "sub",
                accountId.toString(),
                "aud",
                audience,
                "typ",
                "Bearer",
                "iat",
                now.minusSeconds(900).getEpochSecond(),
                "exp",
                now.plus(lifetime).getEpochSecond(),
                "preferred_username",
                "test-" + accountId,
                "name",
                name,
                "email",
                accountId + "@example.test",
                "realm_access",
                Map.of("roles", List.of(roles)));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Made once in a process, although each start of Quarkus in it loads this class anew: to find such keys takes seconds. */
    private static KeyPair keysOfThisRun(String name) {
        synchronized (System.class) {
            try {
                String made = System.getProperty(name);
                if (made == null) {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                    KeyPair keys = generator.generateKeyPair();
                    Base64.Encoder text = Base64.getEncoder();
                    System.setProperty(
                            name,
                            text.encodeToString(keys.getPublic().getEncoded()) + " "
                                    + text.encodeToString(keys.getPrivate().getEncoded()));
                    return keys;
                }
                String[] halves = made.split(" ");
                KeyFactory factory = KeyFactory.getInstance("RSA");
                return new KeyPair(
                        factory.generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(halves[0]))),
                        factory.generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[1]))));
            } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
