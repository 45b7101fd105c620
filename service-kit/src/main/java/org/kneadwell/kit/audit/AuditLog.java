package org.kneadwell.kit.audit;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.security.Caller;

/**
 * Writes down each access to a client's health data, in the transaction of the access: neither is there without the other. One
 * entry for each transaction, client and kind of access. The vault calls it, so that nothing that is sealed can be read or written
 * without.
 */
@ApplicationScoped
public class AuditLog {

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final SecurityIdentity identity;
    private final Caller caller;
    private final RunningOperation running;
    private final Clock clock;

    AuditLog(
            DataSource dataSource,
            TransactionSynchronizationRegistry transaction,
            SecurityIdentity identity,
            Caller caller,
            RunningOperation running,
            Clock clock) {
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.identity = identity;
        this.caller = caller;
        this.running = running;
        this.clock = clock;
    }

    private record Noted(UUID clientId, Access access) {}

    private record Actor(@Nullable UUID account, String role) {

        static final Actor SERVICE = new Actor(null, "service");
    }

    /** @throws IllegalStateException when no transaction is running */
    public void note(UUID clientId, Access access) {
        var noted = new Noted(clientId, access);
        if (transaction.getResource(noted) == null) {
            transaction.putResource(noted, Boolean.TRUE);
            add(clientId, access);
        }
    }

    private void add(UUID clientId, Access access) {
        boolean inRequest = Arc.container().requestContext().isActive();
        var actor = inRequest ? actor() : Actor.SERVICE;
        var operation = inRequest ? running.name() : null;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        insert into audit_entry (id, at, actor, role, client_id, access, operation, appointment_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setObject(1, Ids.next());
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setObject(3, actor.account());
            statement.setString(4, actor.role());
            statement.setObject(5, clientId);
            statement.setString(6, access.key());
            statement.setString(7, Objects.requireNonNullElse(operation, "background"));
            statement.setObject(8, inRequest ? running.appointmentId() : null);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("An access could not be written down, so it did not take place.", e);
        }
    }

    private Actor actor() {
        if (identity.isAnonymous()) {
            return Actor.SERVICE;
        }
        var role = caller.isClient() ? "client" : caller.isTherapist() ? "therapist" : "coordinator";
        return new Actor(caller.accountId(), role);
    }
}
