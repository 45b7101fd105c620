package org.kneadwell.kit.erasure;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.AboutClient;
import org.kneadwell.kit.audit.RunningOperation;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.DeliveryGuard;

/**
 * Events about an erased client that arrive late, or are replayed, bring nothing back. Those about any other client are applied to
 * that client's rows alone.
 */
@ApplicationScoped
class ErasedGuard implements DeliveryGuard {

    private final DataSource dataSource;
    private final RunningOperation running;

    ErasedGuard(DataSource dataSource, RunningOperation running) {
        this.dataSource = dataSource;
        this.running = running;
    }

    @Override
    public boolean admits(Object payload, Delivery delivery) {
        if (Arc.container().requestContext().isActive()) {
            running.begin(delivery.type(), appointment(delivery));
        }
        return !(payload instanceof AboutClient event) || enter(event.clientId());
    }

    /** One statement for both, because a backlog holds thousands. @return whether the client is not erased */
    private boolean enter(UUID clientId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select set_config('kneadwell.client', ?, true),
                          not exists (select from client_key where client_id = ? and erased_at is not null)""")) {
            statement.setString(1, clientId.toString());
            statement.setObject(2, clientId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(2);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Whether a client is erased could not be read.", e);
        }
    }

    private static @Nullable UUID appointment(Delivery delivery) {
        return delivery.aggregateType().equals("appointment") ? UUID.fromString(delivery.aggregateId()) : null;
    }
}
