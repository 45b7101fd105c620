package org.kneadwell.outbox;

import java.sql.SQLException;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/** Writes each event it is given into the table of effects, in the engine's transaction, after doing what the test wants. */
final class WriteEffect implements EventHandler<Noted> {

    private final DataSource dataSource;
    private final BiConsumer<Noted, Delivery> before;

    WriteEffect(DataSource dataSource, BiConsumer<Noted, Delivery> before) {
        this.dataSource = dataSource;
        this.before = before;
    }

    WriteEffect(DataSource dataSource) {
        this(dataSource, (event, delivery) -> {});
    }

    @Override
    public String type() {
        return Noted.TYPE;
    }

    @Override
    public Class<Noted> payloadType() {
        return Noted.class;
    }

    @Override
    public void on(Noted payload, Delivery delivery) {
        before.accept(payload, delivery);
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "insert into desk.effect (event_id, aggregate, version, note) values (?, ?, ?, ?)")) {
            statement.setObject(1, delivery.eventId());
            statement.setString(2, delivery.aggregateId());
            statement.setLong(3, delivery.aggregateVersion());
            statement.setString(4, payload.note());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
