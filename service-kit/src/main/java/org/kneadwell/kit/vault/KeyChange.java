package org.kneadwell.kit.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;
import org.kneadwell.kit.transaction.Transactions;

/**
 * Seals anew, client by client, what lies under keys that an older master key wraps; and, before the service serves, what lies
 * there in clear from before there were keys. Safe to run in every replica.
 */
@ApplicationScoped
class KeyChange {

    /** What a migration left in clear, as the JSON that is to be sealed. */
    private static final String PLAIN = "plain";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;
    private final DataSource dataSource;
    private final ClientKeys keys;
    private final Vault vault;
    private final ClientScope scope;
    private final List<SealedTable> tables;

    KeyChange(
            Transactions transactions,
            DataSource dataSource,
            ClientKeys keys,
            Vault vault,
            ClientScope scope,
            @All List<KeepsSealed> keepers) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.keys = keys;
        this.vault = vault;
        this.scope = scope;
        this.tables = keepers.stream().map(KeepsSealed::sealed).toList();
    }

    void onStart(@Observes StartupEvent start) {
        keys.masterId(); // A service whose keyset cannot be read does not start.
        for (SealedTable table : tables) {
            while (transactions.anew(() -> sealPlain(table))) {
                // Some hundred rows at a time, until none lies in clear.
            }
        }
    }

    @Scheduled(
            every = "${kneadwell.encryption.key-change.every}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (transactions.anew(this::changeOne)) {
            // One client per transaction, until nobody has an old key.
        }
    }

    /** @return whether there was one */
    boolean changeOne() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            scope.open(Purpose.KEYS);
            UUID clientId = oneWithAnOldKey(connection);
            if (clientId == null) {
                return false;
            }
            var opened = new ArrayList<Opened>();
            for (SealedTable table : tables) {
                for (Sealed row : sealed(connection, table, clientId)) {
                    byte[] plain = vault.decrypt(table.place(clientId, row.id()), row.value());
                    opened.add(new Opened(table, row.id(), withMoved(table, row, plain)));
                }
            }
            Aead key = keys.replace(clientId);
            for (Opened row : opened) {
                store(
                        connection,
                        row.table(),
                        row.id(),
                        Vault.encrypt(key, row.table().place(clientId, row.id()), row.plain()));
            }
            return true;
        }
    }

    /** @param moving what still lies in clear beside it; null: nothing */
    private record Sealed(UUID id, byte[] value, @Nullable String moving) {}

    private record Opened(SealedTable table, UUID id, byte[] plain) {}

    private @Nullable UUID oneWithAnOldKey(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select client_id from client_key where master_key <> ? limit 1 for update skip locked""")) {
            statement.setLong(1, keys.masterId());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        }
    }

    private static List<Sealed> sealed(Connection connection, SealedTable table, UUID clientId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select %s, sealed, %s from %s where %s = ? and sealed is not null for update"
                        .formatted(
                                table.idColumn(),
                                table.moving() == null ? "null" : table.moving(),
                                table.name(),
                                table.clientColumn()))) {
            statement.setObject(1, clientId);
            var rows = new ArrayList<Sealed>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Sealed(row.getObject(1, UUID.class), row.getBytes(2), row.getString(3)));
                }
            }
            return rows;
        }
    }

    private static byte[] withMoved(SealedTable table, Sealed row, byte[] plain) {
        if (row.moving() == null) {
            return plain;
        }
        try {
            return JSON.writeValueAsBytes(((ObjectNode) JSON.readTree(plain)).put(table.moving(), row.moving()));
        } catch (IOException e) {
            throw new IllegalStateException("A sealed answer in " + table.name() + " is no JSON.");
        }
    }

    private static void store(Connection connection, SealedTable table, UUID id, byte[] value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update %s set sealed = ?%s where %s = ?"
                .formatted(
                        table.name(),
                        table.moving() == null ? "" : ", " + table.moving() + " = null",
                        table.idColumn()))) {
            statement.setBytes(1, value);
            statement.setObject(2, id);
            statement.executeUpdate();
        }
    }

    private boolean sealPlain(SealedTable table) throws SQLException {
        record Plain(UUID id, UUID clientId, String json) {}
        try (Connection connection = dataSource.getConnection()) {
            if (!hasPlain(connection, table)) {
                return false;
            }
            scope.open(Purpose.KEYS);
            var rows = new ArrayList<Plain>();
            try (PreparedStatement statement = connection.prepareStatement(
                            "select %s, %s, plain from %s where plain is not null limit 500 for update skip locked"
                                    .formatted(table.idColumn(), table.clientColumn(), table.name()));
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Plain(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)));
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "update %s set sealed = ?, plain = null where %s = ?".formatted(table.name(), table.idColumn()))) {
                for (Plain row : rows) {
                    statement.setBytes(
                            1,
                            Vault.encrypt(
                                    keys.toSeal(row.clientId()),
                                    table.place(row.clientId(), row.id()),
                                    row.json().getBytes(StandardCharsets.UTF_8)));
                    statement.setObject(2, row.id());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            return !rows.isEmpty();
        }
    }

    private static boolean hasPlain(Connection connection, SealedTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select from pg_attribute where attrelid = to_regclass(?) and attname = ? and not attisdropped""")) {
            statement.setString(1, table.name());
            statement.setString(2, PLAIN);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
