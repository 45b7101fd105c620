package org.kneadwell.kit.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * Seals the service's own secrets, which belong to no client, by the master key itself. They are few; who keeps some keeps
 * {@link #key} beside each, and seals those anew whose key is not the one in use any more.
 */
@ApplicationScoped
public class Secrets {

    private final ClientKeys keys;

    Secrets(ClientKeys keys) {
        this.keys = keys;
    }

    /** The id of the master key that seals from now on. */
    public long key() {
        return keys.masterId();
    }

    /** @param row the id of the row it lies in; it is authenticated with the secret, as the table is */
    public byte[] seal(String table, UUID row, byte[] secret) {
        try {
            return keys.master().encrypt(secret, place(table, row));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret could not be sealed.");
        }
    }

    /** @throws IllegalStateException when it was sealed for another row, or changed */
    public byte[] open(String table, UUID row, byte[] sealed) {
        try {
            return keys.master().decrypt(sealed, place(table, row));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed secret does not open in " + table + ".");
        }
    }

    private static byte[] place(String table, UUID row) {
        return ("secret|" + table + "|" + row).getBytes(StandardCharsets.UTF_8);
    }
}
