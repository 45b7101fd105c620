package org.kneadwell.kit.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;

/**
 * Each client's key, made when it is first needed. A transaction that seals holds its key until it ends, so that it is neither
 * changed nor erased meanwhile; one that only opens holds nothing.
 */
@ApplicationScoped
public class ClientKeys {

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final MasterKey master;

    ClientKeys(
            DataSource dataSource,
            TransactionSynchronizationRegistry transaction,
            Clock clock,
            @ConfigProperty(name = "kneadwell.encryption.keyset-file") Optional<String> keysetFile,
            @ConfigProperty(name = "kneadwell.encryption.make-keyset", defaultValue = "false") boolean make) {
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.clock = clock;
        Path file = keysetFile
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("kneadwell.encryption.keyset-file is not set."));
        this.master = make ? MasterKey.readOrMake(file) : MasterKey.read(file);
    }

    /** Remembered for the rest of the transaction. */
    private record Memo(UUID clientId, boolean held) {}

    /** @param wrapped null: erased */
    private record Row(byte @Nullable [] wrapped) {}

    /**
     * The key, held until the transaction ends.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 410 {@code account-erased} when the client was erased
     */
    Aead toSeal(UUID clientId) {
        return remembered(new Memo(clientId, true), () -> {
            Row row = find(clientId, " for share");
            if (row == null) {
                make(clientId);
                row = find(clientId, " for share");
            }
            return unwrap(clientId, row);
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 410 {@code account-erased} when the client was erased */
    Aead toOpen(UUID clientId) {
        if (transaction.getResource(new Memo(clientId, true)) instanceof Aead held) {
            return held;
        }
        return remembered(new Memo(clientId, false), () -> unwrap(clientId, find(clientId, "")));
    }

    /** As {@link #toOpen}, as it is at this moment: another transaction may have changed it. */
    Aead toOpenAgain(UUID clientId) {
        Aead key = unwrap(clientId, find(clientId, ""));
        transaction.putResource(new Memo(clientId, false), key);
        return key;
    }

    /** Whether the client was erased, so that nothing about them is to be kept any more. */
    public boolean isErased(UUID clientId) {
        Row row = find(clientId, "");
        return row != null && row.wrapped() == null;
    }

    /** Everybody who was erased. */
    public Set<UUID> everybodyErased() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select client_id from client_key where erased_at is not null");
                ResultSet row = statement.executeQuery()) {
            var erased = new HashSet<UUID>();
            while (row.next()) {
                erased.add(row.getObject(1, UUID.class));
            }
            return erased;
        } catch (SQLException e) {
            throw new IllegalStateException("Who was erased could not be read.", e);
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 410 {@code account-erased} when the client was erased */
    public void refuseErased(UUID clientId) {
        if (isErased(clientId)) {
            throw erased();
        }
    }

    /**
     * Destroys the key for good and keeps that it was. Waits for transactions that seal with it.
     *
     * @return whether this is new
     */
    public boolean shred(UUID clientId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        insert into client_key (client_id, made_at, erased_at) values (?, ?, ?)
                        on conflict (client_id) do update
                        set keyset = null, master_key = null, erased_at = excluded.erased_at
                        where client_key.erased_at is null""")) {
            statement.setObject(1, clientId);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setTimestamp(3, Timestamp.from(clock.instant()));
            boolean done = statement.executeUpdate() == 1;
            forget(clientId);
            return done;
        } catch (SQLException e) {
            throw new IllegalStateException("A client's key could not be erased.", e);
        }
    }

    /** Puts a new key in the place of the client's. The caller holds the row and seals anew what the old one sealed. */
    Aead replace(UUID clientId) {
        KeysetHandle made = generate();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update client_key set keyset = ?, master_key = ? where client_id = ?")) {
            statement.setBytes(1, wrap(clientId, made));
            statement.setLong(2, master.primaryId());
            statement.setObject(3, clientId);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A client's key could not be changed.", e);
        }
        forget(clientId);
        return aead(made);
    }

    Aead master() {
        return master.aead();
    }

    long masterId() {
        return master.primaryId();
    }

    private Aead remembered(Memo memo, java.util.function.Supplier<Aead> otherwise) {
        if (transaction.getResource(memo) instanceof Aead known) {
            return known;
        }
        Aead key = otherwise.get();
        transaction.putResource(memo, key);
        return key;
    }

    private void forget(UUID clientId) {
        transaction.putResource(new Memo(clientId, true), "");
        transaction.putResource(new Memo(clientId, false), "");
    }

    private @Nullable Row find(UUID clientId, String lock) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select keyset from client_key where client_id = ?" + lock)) {
            statement.setObject(1, clientId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Row(row.getBytes(1)) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A client's key could not be read.", e);
        }
    }

    private void make(UUID clientId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        insert into client_key (client_id, keyset, master_key, made_at) values (?, ?, ?, ?)
                        on conflict (client_id) do nothing""")) {
            statement.setObject(1, clientId);
            statement.setBytes(2, wrap(clientId, generate()));
            statement.setLong(3, master.primaryId());
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A client's key could not be made.", e);
        }
    }

    private Aead unwrap(UUID clientId, @Nullable Row row) {
        if (row == null) {
            throw new IllegalStateException("Something is sealed for a client who has no key.");
        }
        byte[] wrapped = row.wrapped();
        if (wrapped == null) {
            throw erased();
        }
        try {
            return aead(TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, master.aead(), owner(clientId)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A client's key does not open with the master keyset.");
        }
    }

    private byte[] wrap(UUID clientId, KeysetHandle keyset) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, master.aead(), owner(clientId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A client's key could not be wrapped.", e);
        }
    }

    private static KeysetHandle generate() {
        try {
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Aead aead(KeysetHandle keyset) {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] owner(UUID clientId) {
        return ("client_key|" + clientId).getBytes(StandardCharsets.UTF_8);
    }

    private static HttpProblem erased() {
        return Problems.of(
                410,
                "account-erased",
                "What this account had here was erased. To begin again, sign up with a new one.");
    }
}
