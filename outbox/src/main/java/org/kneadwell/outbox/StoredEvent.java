package org.kneadwell.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An event as it lies in a source's outbox, or in a dead letter. */
record StoredEvent(
        long seq,
        UUID id,
        AggregateKey aggregate,
        long aggregateVersion,
        String type,
        String payload,
        String headers,
        Instant occurredAt) {

    static final String COLUMNS =
            "e.seq, e.id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload, e.headers, e.occurred_at";

    static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("seq"),
                row.getObject("id", UUID.class),
                new AggregateKey(row.getString("aggregatetype"), row.getString("aggregateid")),
                row.getLong("aggregateversion"),
                row.getString("type"),
                row.getString("payload"),
                row.getString("headers"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    Delivery delivery() {
        return new Delivery(id, aggregate.type(), aggregate.id(), aggregateVersion, type, occurredAt);
    }
}
