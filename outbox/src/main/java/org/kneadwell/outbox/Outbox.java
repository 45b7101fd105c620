package org.kneadwell.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/** Writes events in the transaction of the change they tell of. */
@ApplicationScoped
public class Outbox {

    static final int MAX_PAYLOAD_BYTES = 1024 * 1024;

    private static final Object WAKES_AFTER_COMMIT = new Object();

    // One statement: the counter row is locked before the outbox row draws its seq.
    private static final String APPEND = """
            with numbered as (
                insert into {own}.outbox_aggregate as a (aggregatetype, aggregateid, version)
                values (?, ?, 1)
                on conflict (aggregatetype, aggregateid) do update set version = a.version + 1
                returning aggregatetype, aggregateid, version
            )
            insert into {own}.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, headers, occurred_at)
            select aggregatetype, aggregateid, version, ?, ?, ?::jsonb, ?::jsonb, ? from numbered
            returning id
            """;

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;
    private final TraceContext trace;
    private final PayloadSeal seal;
    private final AfterCommitNotifier notifier;
    private final String append;
    private final String dataschema;

    @Inject
    Outbox(
            Config config,
            DataSource dataSource,
            TransactionSynchronizationRegistry transactions,
            Instance<Clock> clock,
            Instance<TraceContext> trace,
            Instance<PayloadSeal> seal) {
        this(
                OutboxSettings.from(config),
                dataSource,
                transactions,
                clock.isResolvable() ? clock.get() : Clock.systemUTC(),
                trace.isResolvable() ? trace.get() : TraceContext.NONE,
                seal.isResolvable() ? seal.get() : PayloadSeal.NONE);
    }

    Outbox(
            OutboxSettings settings,
            DataSource dataSource,
            TransactionSynchronizationRegistry transactions,
            Clock clock,
            TraceContext trace,
            PayloadSeal seal) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.clock = clock;
        this.trace = trace;
        this.seal = seal;
        this.notifier = new AfterCommitNotifier(dataSource, settings.schema());
        this.append = settings.own(APPEND);
        this.dataschema = settings.dataschema();
    }

    /**
     * Writes the event in the running transaction and numbers it within its aggregate. From here to the end of the
     * transaction no other transaction can append for the same aggregate; it waits.
     *
     * @return the identifier of the event (UUIDv7)
     * @throws IllegalStateException outside a running JTA transaction
     * @throws IllegalArgumentException when the payload cannot be written as JSON, is no JSON object or is above 1 MiB
     */
    public UUID append(NewEvent event) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("An event is appended in the transaction of its change; none is running.");
        }
        var payload = seal.seal(event, payload(event));
        var id = insert(event, payload);
        if (transactions.getResource(WAKES_AFTER_COMMIT) == null) {
            transactions.putResource(WAKES_AFTER_COMMIT, Boolean.TRUE);
            transactions.registerInterposedSynchronization(new WakeAfterCommit());
        }
        return id;
    }

    private UUID insert(NewEvent event, String payload) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(append)) {
            statement.setString(1, event.aggregateType());
            statement.setString(2, event.aggregateId());
            statement.setString(3, event.type());
            statement.setString(4, dataschema + event.type() + ".json");
            statement.setString(5, payload);
            statement.setString(6, headers());
            statement.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        } catch (SQLException e) {
            throw new OutboxException("The event " + event.type() + " could not be written.", e);
        }
    }

    private String headers() {
        var headers = trace.capture();
        if (headers.isEmpty()) {
            return "{}";
        }
        try {
            return EventJson.MAPPER.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of text cannot be written as JSON.", e);
        }
    }

    private static String payload(NewEvent event) {
        String json;
        try {
            json = EventJson.MAPPER.writeValueAsString(event.payload());
        } catch (JsonProcessingException e) {
            // The cause may quote values of the payload.
            throw new IllegalArgumentException(
                    "The payload of " + event.type() + " cannot be written as JSON: " + Failures.describe(e));
        }
        if (!json.startsWith("{")) {
            throw new IllegalArgumentException("The payload of " + event.type() + " is not a JSON object.");
        }
        var bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("The payload of " + event.type() + " has " + bytes + " bytes; at most "
                    + MAX_PAYLOAD_BYTES + " go.");
        }
        return json;
    }

    @PreDestroy
    void stop() {
        notifier.stop();
    }

    private final class WakeAfterCommit implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                notifier.wake();
            }
        }
    }
}
