package org.kneadwell.kit.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.kneadwell.kit.audit.Access;
import org.kneadwell.kit.audit.AuditLog;

/** Seals what a client told us as it is written, and opens it as it is read. Works in the caller's transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Vault {

    /** Of its own: what lies in the database does not change with how answers are written over HTTP. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ClientKeys keys;
    private final AuditLog audit;

    Vault(ClientKeys keys, AuditLog audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /**
     * The value as JSON, by AES-256-GCM under the key of the place's client.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 410 {@code account-erased} when the client was erased
     */
    public byte[] seal(Place place, Object value) {
        audit.note(place.client(), Access.WRITE);
        try {
            return encrypt(keys.toSeal(place.client()), place, JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer that cannot be written.");
        }
    }

    /**
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 410 {@code account-erased} when the client was erased
     * @throws IllegalStateException when it was sealed for another place, or changed
     */
    public <T> T open(Place place, byte[] sealed, Class<T> type) {
        audit.note(place.client(), Access.READ);
        try {
            return JSON.readValue(decrypt(place, sealed), type);
        } catch (IOException e) {
            throw new IllegalStateException("A sealed answer that is not what it was expected to be.");
        }
    }

    byte[] decrypt(Place place, byte[] sealed) {
        try {
            return keys.toOpen(place.client()).decrypt(sealed, place.associatedData());
        } catch (GeneralSecurityException first) {
            // The key may have been changed, and with it the row, after we had read the one and before the other.
            try {
                return keys.toOpenAgain(place.client()).decrypt(sealed, place.associatedData());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("A sealed answer does not open in " + place.table() + ".");
            }
        }
    }

    static byte[] encrypt(Aead key, Place place, byte[] plain) {
        try {
            return key.encrypt(plain, place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An answer could not be sealed.");
        }
    }
}
