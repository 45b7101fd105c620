package org.kneadwell.system;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What an authenticator app shows (RFC 6238, with Keycloak's defaults: SHA-1, six digits, 30 seconds). */
final class OneTimePassword {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECONDS = 30;

    private OneTimePassword() {}

    /** @param secret in base 32, as the page shows it */
    static String now(String secret) {
        return at(secret, Instant.now());
    }

    /** The one after that, for whom the present one has been used: Keycloak takes each once, and the next a little early. */
    static String next(String secret) {
        return at(secret, Instant.now().plusSeconds(SECONDS));
    }

    /** The one before, which a slow typist may still send. */
    static String previous(String secret) {
        return at(secret, Instant.now().minusSeconds(SECONDS));
    }

    private static String at(String secret, Instant instant) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(decode(secret), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(instant.getEpochSecond() / SECONDS)
                    .array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String secret) {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int value = 0;
        for (char letter : secret.replaceAll("[\\s=]", "").toUpperCase().toCharArray()) {
            value = value << 5 | BASE32.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(value >> bits & 0xff);
            }
        }
        return bytes.toByteArray();
    }
}
