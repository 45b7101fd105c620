package org.kneadwell.kit.erasure;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.kneadwell.kit.audit.Access;
import org.kneadwell.kit.audit.AuditLog;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;
import org.kneadwell.kit.transaction.Transactions;
import org.kneadwell.kit.vault.ClientKeys;

/**
 * Erases a client: destroys the key, so that what is sealed cannot be read in any copy, and has every part of the service forget
 * the rest. It is also written down outside the database, and done again when a backup from before has been restored.
 */
@ApplicationScoped
public class Erasure {

    private static final Logger LOG = Logger.getLogger(Erasure.class);

    private final ClientKeys keys;
    private final List<Forgets> parts;
    private final ErasureRegister register;
    private final ClientScope scope;
    private final AuditLog audit;
    private final Transactions transactions;
    private final DataSource dataSource;

    Erasure(
            ClientKeys keys,
            @All List<Forgets> parts,
            ErasureRegister register,
            ClientScope scope,
            AuditLog audit,
            Transactions transactions,
            DataSource dataSource) {
        this.keys = keys;
        this.parts = parts;
        this.register = register;
        this.scope = scope;
        this.audit = audit;
        this.transactions = transactions;
        this.dataSource = dataSource;
    }

    /** In the running transaction. Doing it again does no harm. */
    @Transactional(TxType.MANDATORY)
    public void erase(UUID clientId) {
        // First, and whether or not the transaction commits: who asked to be erased is not kept because of a crash.
        register.add(clientId);
        scope.open(Purpose.ERASURE);
        audit.note(clientId, Access.ERASE);
        keys.shred(clientId);
        parts.forEach(part -> part.leave(clientId));
        forget(clientId);
        scope.close();
    }

    /** A restored backup does not know who has been erased since. */
    void onStart(@Observes StartupEvent start) {
        var again = new LinkedHashSet<>(register.all());
        if (!again.isEmpty()) {
            again.removeAll(transactions.anew(keys::everybodyErased));
        }
        for (UUID clientId : again) {
            transactions.anew(() -> {
                erase(clientId);
                return clientId;
            });
        }
        if (!again.isEmpty()) {
            LOG.warnf("Erased %d clients again: the database is from before their erasure.", again.size());
        }
    }

    private void forget(UUID clientId) {
        try (Connection connection = dataSource.getConnection()) {
            forget(connection, "delete from idempotency_key where principal = ?", clientId);
            forget(connection, "delete from idempotency_key where client_id = ?", clientId);
            for (Forgets part : parts) {
                for (String statement : part.statements()) {
                    forget(connection, statement, clientId);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("An erased client could not be forgotten.", e);
        }
    }

    private static void forget(Connection connection, String sql, UUID clientId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, clientId);
            statement.executeUpdate();
        }
    }
}
