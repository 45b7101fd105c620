package org.kneadwell.outbox.example;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;

@ApplicationScoped
class OnClientCleared implements EventHandler<OnClientCleared.ClientCleared> {

    private final DataSource dataSource;

    OnClientCleared(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What this service reads of the event; the payload may hold more. */
    record ClientCleared(UUID clientId, @Nullable LocalDate until) {}

    @Override
    public String type() {
        return "clinic.client-cleared.v1";
    }

    @Override
    public Class<ClientCleared> payloadType() {
        return ClientCleared.class;
    }

    @Override
    public void on(ClientCleared event, Delivery delivery) { // in the engine's transaction, with the cursor
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("insert into client (id, cleared_until) values (?, ?)"
                        + " on conflict (id) do update set cleared_until = excluded.cleared_until")) {
            statement.setObject(1, event.clientId());
            statement.setObject(2, event.until());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
