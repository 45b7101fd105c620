package org.kneadwell.testkit;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Seals as a service does (decision 13), for rows that are written beside it. */
public final class SealedRows {

    private final Keyset master;

    /** @param masterKeyset of the service, which has made it */
    public SealedRows(Path masterKeyset) {
        master = Keyset.read(masterKeyset);
    }

    /** A client's key, for the table of keys and for sealing. */
    public final class ClientKey {

        private final UUID client;
        private final KeysetHandle key;

        private ClientKey(UUID client) throws GeneralSecurityException {
            this.client = client;
            this.key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        }

        /** For {@code client_key.keyset}. */
        public byte[] wrapped() {
            try {
                return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                        key, master.aead(), bytes("client_key|" + client));
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** @param row the id of the row it will lie in, in its column {@code sealed} */
        public byte[] seal(String table, UUID row, String json) {
            try {
                return key.getPrimitive(RegistryConfiguration.get(), Aead.class)
                        .encrypt(bytes(json), bytes(table + "|sealed|" + client + "|" + row));
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    public ClientKey newKey(UUID client) {
        try {
            return new ClientKey(client);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** For {@code client_key.master_key}. */
    public long masterKey() {
        return master.keys().getPrimary().getId();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
