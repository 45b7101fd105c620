package org.kneadwell.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The events that could not be applied. Replays are done by the engine: a call makes letters due and wakes it, so that
 * order and the lock on the cursor are kept. Each call joins the caller's transaction, if there is one.
 */
@ApplicationScoped
public class DeadLetters {

    private static final String LIST = """
            select subscription, event_id, aggregatetype, aggregateid, aggregateversion, type, state, reason, error, attempts,
                   parked_at, next_at, closed_at
            from {own}.dead_letter
            where (? or state in ('retrying', 'parked', 'behind')) and (?::text is null or subscription = ?)
              and (?::uuid is null
                   or (parked_at, seq, subscription) > (select a.parked_at, a.seq, a.subscription
                                                        from {own}.dead_letter a
                                                        where a.subscription = ? and a.event_id = ?))
            order by parked_at, seq, subscription
            limit ?
            """;

    private static final String FIND = """
            select subscription, event_id, aggregatetype, aggregateid, aggregateversion, type, state, reason, error, attempts,
                   parked_at, next_at, closed_at
            from {own}.dead_letter
            where subscription = ? and event_id = ?
            """;

    // Of each aggregate's open letters only the oldest can go.
    private static final String REPLAY = """
            update {own}.dead_letter d
            set state = 'retrying', attempts = 0, next_at = clock_timestamp()
            where d.subscription = ? and d.state in ('parked', 'retrying')
              and (?::text is null or d.aggregatetype = ? and d.aggregateid = ?)
              and (?::uuid is null or d.event_id = ?)
            """;

    private static final String OLDEST = """
            select o.event_id
            from {own}.dead_letter d
            join {own}.dead_letter o on o.subscription = d.subscription and o.aggregatetype = d.aggregatetype
             and o.aggregateid = d.aggregateid and o.state in ('retrying', 'parked', 'behind')
            where d.subscription = ? and d.event_id = ? and d.state in ('retrying', 'parked', 'behind')
            order by o.aggregateversion
            limit 1
            """;

    private static final String LOCK_CURSORS =
            "select from {own}.inbox_cursor where subscription = ? order by shard for update";

    // Counts the version, or the one before it, as applied.
    private static final String SKIP = """
            insert into {own}.inbox_aggregate as a (subscription, aggregatetype, aggregateid, version)
            select d.subscription, d.aggregatetype, d.aggregateid, d.aggregateversion - ?
            from {own}.dead_letter d
            where d.subscription = ? and d.event_id = ? and d.state in ('parked', 'retrying')
            on conflict (subscription, aggregatetype, aggregateid)
                do update set version = greatest(a.version, excluded.version)
            returning aggregatetype, aggregateid, version
            """;

    private final OutboxSettings settings;
    private final DataSource dataSource;

    @Inject
    DeadLetters(Config config, DataSource dataSource) {
        this(OutboxSettings.from(config), dataSource);
    }

    DeadLetters(OutboxSettings settings, DataSource dataSource) {
        this.settings = settings;
        this.dataSource = dataSource;
    }

    /** The open letters of all subscriptions, longest parked first. */
    public List<DeadLetter> list(int limit) {
        return list(null, false, null, limit);
    }

    /** The open letters of one subscription, longest parked first; with {@code closed} the replayed and discarded ones too. */
    public List<DeadLetter> list(String subscription, boolean closed, int limit) {
        return list(subscription, closed, null, limit);
    }

    /** Where a page of letters ended. */
    public record Position(String subscription, UUID eventId) {}

    /**
     * A page of letters, longest parked first.
     *
     * @param subscription null: all of them
     * @param closed whether to list the replayed and discarded ones, too
     * @param after the last letter of the page before; null for the first page
     */
    public List<DeadLetter> list(@Nullable String subscription, boolean closed, @Nullable Position after, int limit) {
        return call("listed", connection -> {
            try (var statement = prepare(connection, LIST)) {
                statement.setBoolean(1, closed);
                statement.setString(2, subscription);
                statement.setString(3, subscription);
                statement.setObject(4, after == null ? null : after.eventId(), java.sql.Types.OTHER);
                statement.setString(5, after == null ? null : after.subscription());
                statement.setObject(6, after == null ? null : after.eventId(), java.sql.Types.OTHER);
                statement.setInt(7, limit);
                var letters = new ArrayList<DeadLetter>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        letters.add(read(rows));
                    }
                }
                return letters;
            }
        });
    }

    /** One letter, open or closed. */
    public Optional<DeadLetter> find(String subscription, UUID eventId) {
        return call("found", connection -> {
            try (var statement = prepare(connection, FIND)) {
                statement.setString(1, subscription);
                statement.setObject(2, eventId);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    /** Tries one letter again, if it is the oldest of its aggregate; those behind it follow once it is applied. */
    public ReplayResult replay(String subscription, UUID eventId) {
        return call("replayed", connection -> {
            var oldest = oldest(connection, subscription, eventId);
            if (oldest == null) {
                return new ReplayResult.NotFound();
            }
            return oldest.equals(eventId)
                    ? replay(connection, subscription, null, eventId)
                    : new ReplayResult.Behind(oldest);
        });
    }

    /** Tries the letters of one aggregate again, oldest first. */
    public ReplayResult replayAggregate(String subscription, String aggregateType, String aggregateId) {
        return call(
                "replayed",
                connection -> replay(connection, subscription, new AggregateKey(aggregateType, aggregateId), null));
    }

    /** Tries all letters of a subscription again, those of each aggregate oldest first. */
    public ReplayResult replaySubscription(String subscription) {
        return call("replayed", connection -> replay(connection, subscription, null, null));
    }

    /** Leaves the event out for good; those behind it follow. Only the oldest of an aggregate can be discarded. */
    public ReplayResult discard(String subscription, UUID eventId) {
        return skip(subscription, eventId, true);
    }

    /**
     * Goes on with a letter that is parked because earlier events of its aggregate never arrived: they are taken as
     * not coming any more.
     */
    public ReplayResult replayAcrossGap(String subscription, UUID eventId) {
        return skip(subscription, eventId, false);
    }

    private ReplayResult skip(String subscription, UUID eventId, boolean discard) {
        return call("skipped", connection -> {
            lockCursors(connection, subscription);
            var oldest = oldest(connection, subscription, eventId);
            if (oldest == null) {
                return new ReplayResult.NotFound();
            }
            if (!oldest.equals(eventId)) {
                return new ReplayResult.Behind(oldest);
            }
            try (var statement = prepare(connection, SKIP)) {
                statement.setInt(1, discard ? 0 : 1);
                statement.setString(2, subscription);
                statement.setObject(3, eventId);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        return new ReplayResult.NotFound();
                    }
                    if (discard) {
                        var inbox = new Inbox(settings, new SubscriptionKey(subscription, subscription, 0, 1));
                        inbox.close(connection, eventId, LetterState.DISCARDED);
                        inbox.promote(
                                connection, new AggregateKey(rows.getString(1), rows.getString(2)), rows.getLong(3));
                        wake(connection, subscription);
                        return new ReplayResult.Queued(1);
                    }
                }
            }
            return replay(connection, subscription, null, eventId);
        });
    }

    private ReplayResult replay(
            Connection connection, String subscription, @Nullable AggregateKey aggregate, @Nullable UUID eventId)
            throws SQLException {
        try (var statement = prepare(connection, REPLAY)) {
            statement.setString(1, subscription);
            statement.setString(2, aggregate == null ? null : aggregate.type());
            statement.setString(3, aggregate == null ? null : aggregate.type());
            statement.setString(4, aggregate == null ? null : aggregate.id());
            statement.setObject(5, eventId, java.sql.Types.OTHER);
            statement.setObject(6, eventId, java.sql.Types.OTHER);
            var queued = statement.executeUpdate();
            if (queued == 0) {
                return new ReplayResult.NotFound();
            }
            wake(connection, subscription);
            return new ReplayResult.Queued(queued);
        }
    }

    private @Nullable UUID oldest(Connection connection, String subscription, UUID eventId) throws SQLException {
        try (var statement = prepare(connection, OLDEST)) {
            statement.setString(1, subscription);
            statement.setObject(2, eventId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getObject(1, UUID.class) : null;
            }
        }
    }

    private void lockCursors(Connection connection, String subscription) throws SQLException {
        try (var statement = prepare(connection, LOCK_CURSORS)) {
            statement.setString(1, subscription);
            statement.executeQuery().close();
        }
    }

    // A person's action, seldom: here the notification may be part of the transaction.
    private static void wake(Connection connection, String subscription) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_notify(?, ?)")) {
            statement.setString(1, OutboxSettings.CHANNEL);
            statement.setString(2, subscription);
            statement.execute();
        }
    }

    private static DeadLetter read(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString("subscription"),
                row.getObject("event_id", UUID.class),
                row.getString("aggregatetype"),
                row.getString("aggregateid"),
                row.getLong("aggregateversion"),
                row.getString("type"),
                LetterState.of(row.getString("state")),
                LetterReason.of(row.getString("reason")),
                row.getString("error"),
                row.getInt("attempts"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                instant(row, "next_at"),
                instant(row, "closed_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private PreparedStatement prepare(Connection connection, String text) throws SQLException {
        return connection.prepareStatement(settings.own(text));
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T call(String what, Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            if (!connection.getAutoCommit()) {
                return work.run(connection); // the caller's transaction
            }
            connection.setAutoCommit(false);
            try {
                var result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new OutboxException("Dead letters could not be " + what + ".", e);
        }
    }
}
