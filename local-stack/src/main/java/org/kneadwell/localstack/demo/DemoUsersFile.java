package org.kneadwell.localstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The demo accounts in Keycloak's import format. All share one password and one precomputed hash, because hashing some
 * ninety passwords would make up most of an import; a demo password needs no salt of its own.
 */
public final class DemoUsersFile {
    public static final String PASSWORD = "kneadwell-demo";
    private static final int ITERATIONS = 30_000;
    private static final byte[] SALT = "kneadwell demo 1".getBytes(StandardCharsets.US_ASCII);

    private DemoUsersFile() {}

    public static String content(DemoData data) {
        var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        var root = json.createObjectNode();
        root.put("realm", "kneadwell");
        var users = root.putArray("users");
        var secret = hash();
        for (var person : data.people()) {
            ObjectNode user = users.addObject();
            user.put("id", person.id().toString());
            user.put("username", person.username());
            user.put("enabled", true);
            user.put("email", person.email());
            user.put("emailVerified", true);
            user.put("firstName", person.firstName());
            user.put("lastName", person.lastName());
            var credential = user.putArray("credentials").addObject();
            credential.put("type", "password");
            credential.put("credentialData", credentialData(json));
            credential.put("secretData", secretData(json, secret));
            user.putArray("realmRoles").add(person.role());
        }
        try {
            return json.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String credentialData(ObjectMapper json) {
        var data = json.createObjectNode();
        data.put("hashIterations", ITERATIONS);
        data.put("algorithm", "pbkdf2-sha512");
        data.putObject("additionalParameters");
        return data.toString();
    }

    private static String secretData(ObjectMapper json, String hash) {
        var data = json.createObjectNode();
        data.put("value", hash);
        data.put("salt", Base64.getEncoder().encodeToString(SALT));
        data.putObject("additionalParameters");
        return data.toString();
    }

    private static String hash() {
        try {
            var spec = new PBEKeySpec(PASSWORD.toCharArray(), SALT, ITERATIONS, 512);
            var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec);
            return Base64.getEncoder().encodeToString(key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
