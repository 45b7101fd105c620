package org.kneadwell.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Opens and seals what events say of health as the packaged services do (decision 23), beside them. */
public final class SealedPayloads {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** With the keyset of the packaged services, one of which has been started. */
    private final Aead key = Keyset.read(PackagedService.eventsKeyset()).aead();

    public String open(String type, String aggregateType, String aggregateId, String stored) {
        try {
            return new String(
                    key.decrypt(
                            JSON.readTree(stored).get("sealed").binaryValue(), place(type, aggregateType, aggregateId)),
                    StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public String seal(String type, String aggregateType, String aggregateId, String json) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "sealed",
                    key.encrypt(json.getBytes(StandardCharsets.UTF_8), place(type, aggregateType, aggregateId))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] place(String type, String aggregateType, String aggregateId) {
        return ("event|" + type + "|" + aggregateType + "|" + aggregateId).getBytes(StandardCharsets.UTF_8);
    }
}
