package org.kneadwell.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The subscriber's side in the database: cursor, versions applied, dead letters. Every statement runs in the caller's transaction. */
final class Inbox {

    private static final String ENSURE = """
            insert into {own}.inbox_cursor (subscription, shard, shards)
            select k.subscription, k.shard, k.shards
            from (values (?::text, ?::int, ?::int)) k (subscription, shard, shards)
            where not exists (select from {own}.inbox_cursor c where c.subscription = k.subscription and c.shards <> k.shards)
            on conflict (subscription, shard) do nothing
            """;

    private static final String OTHER_SHARDS =
            "select shards from {own}.inbox_cursor where subscription = ? and shards <> ? limit 1";

    // A subscription that has applied something already began with the history it began with.
    private static final String MEET = """
            update {own}.inbox_cursor
            set source_id = ?, history_dropped = case when lo::text = '1:1:' and hi is null then ? else history_dropped end
            where subscription = ? and shard = ? and source_id is null
            """;

    private static final String CURSOR = """
            select c.lo::text as lo, c.hi::text as hi, c.last_seq, c.max_seq, c.source_id, c.history_dropped,
                   (select (extract(epoch from min(d.next_at) - clock_timestamp()) * 1000)::bigint
                    from {own}.dead_letter d
                    where d.subscription = c.subscription and d.shard = c.shard and d.state = 'retrying') as retry_in,
                   exists (select from {own}.dead_letter d
                           where d.subscription = c.subscription and d.state in ('retrying', 'parked', 'behind')) as letters
            from {own}.inbox_cursor c
            where c.subscription = ? and c.shard = ?
            """;

    // The cursor as it was read before the window: if it has moved since, or another replica holds it, there is no row.
    private static final String CLAIM = """
            select from {own}.inbox_cursor c
            where c.subscription = ? and c.shard = ? and c.lo::text = ? and c.hi::text is not distinct from ? and c.last_seq = ?
            for update skip locked
            """;

    private static final String LOCK =
            "select from {own}.inbox_cursor c where c.subscription = ? and c.shard = ? for update skip locked";

    // One statement: every round trip of a batch counts when batches are small.
    private static final String MOVE = """
            with saved as (
                insert into {own}.inbox_aggregate (subscription, aggregatetype, aggregateid, version)
                select ?, k.aggregatetype, k.aggregateid, k.version
                from unnest(?::text[], ?::text[], ?::bigint[]) k (aggregatetype, aggregateid, version)
                on conflict (subscription, aggregatetype, aggregateid) do update set version = excluded.version
            )
            update {own}.inbox_cursor set lo = ?::pg_snapshot, hi = ?::pg_snapshot, last_seq = ?, max_seq = ?
            where subscription = ? and shard = ?
            """;

    private static final String VERSIONS =
            "select aggregatetype, aggregateid, version from {own}.inbox_versions(?, ?::text[], ?::text[])";

    private static final String SAVE_VERSIONS = """
            insert into {own}.inbox_aggregate (subscription, aggregatetype, aggregateid, version)
            select ?, k.aggregatetype, k.aggregateid, k.version
            from unnest(?::text[], ?::text[], ?::bigint[]) k (aggregatetype, aggregateid, version)
            on conflict (subscription, aggregatetype, aggregateid) do update set version = excluded.version
            """;

    private static final String OLDEST_LETTERS = """
            select d.aggregatetype, d.aggregateid, min(d.aggregateversion) as version
            from (values (?::text)) s (subscription)
            cross join unnest(?::text[], ?::text[]) k (aggregatetype, aggregateid)
            join {own}.dead_letter d
              on d.subscription = s.subscription and d.aggregatetype = k.aggregatetype and d.aggregateid = k.aggregateid
             and d.state in ('retrying', 'parked', 'behind')
            group by d.aggregatetype, d.aggregateid
            """;

    private static final String PARK = """
            insert into {own}.dead_letter (subscription, shard, event_id, seq, aggregatetype, aggregateid, aggregateversion,
                type, payload, headers, occurred_at, state, reason, error, attempts, next_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?,
                case when ? then clock_timestamp() + make_interval(secs => ?) end)
            on conflict do nothing
            """;

    private static final String DUE = """
            select e.seq, e.event_id as id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload, e.headers,
                   e.occurred_at, e.attempts
            from {own}.dead_letter e
            where e.subscription = ? and e.shard = ? and e.state = 'retrying' and e.next_at <= clock_timestamp()
            order by e.next_at, e.seq
            limit 1
            """;

    private static final String TRY_LATER = """
            update {own}.dead_letter
            set attempts = attempts + 1, error = ?, reason = ?, state = ?,
                next_at = case when ? then clock_timestamp() + make_interval(secs => ?) end
            where subscription = ? and event_id = ? and state = 'retrying' and attempts = ?
            """;

    private static final String CLOSE = """
            update {own}.dead_letter
            set state = ?, payload = null, next_at = null, closed_at = clock_timestamp()
            where subscription = ? and event_id = ? and state in ('retrying', 'parked')
            """;

    // What waited behind a closed letter is next; if something is missing before it, a person has to decide.
    private static final String PROMOTE = """
            update {own}.dead_letter d
            set state = case when d.aggregateversion = ? + 1 then 'retrying' else 'parked' end,
                reason = case when d.aggregateversion = ? + 1 then d.reason else 'gap' end,
                next_at = case when d.aggregateversion = ? + 1 then clock_timestamp() end
            where d.subscription = ? and d.aggregatetype = ? and d.aggregateid = ?
              and (d.state = 'behind' or d.state = 'parked' and d.reason = 'gap')
              and d.aggregateversion = (
                  select min(o.aggregateversion) from {own}.dead_letter o
                  where o.subscription = d.subscription and o.aggregatetype = d.aggregatetype and o.aggregateid = d.aggregateid
                    and o.state in ('retrying', 'parked', 'behind'))
            """;

    private static final String PARKED =
            "select count(*) from {own}.dead_letter where subscription = ? and state in ('retrying', 'parked', 'behind')";

    private final SubscriptionKey subscription;
    private final OutboxSettings settings;

    Inbox(OutboxSettings settings, SubscriptionKey subscription) {
        this.settings = settings;
        this.subscription = subscription;
    }

    /**
     * Makes the cursor at the beginning of time unless it exists; answers with the number of shards in the database. If
     * that is another than the configured one, nothing is made.
     */
    int ensure(Connection sink) throws SQLException {
        try (var statement = prepare(sink, ENSURE)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shard());
            statement.setInt(3, subscription.shards());
            statement.executeUpdate();
        }
        try (var statement = prepare(sink, OTHER_SHARDS)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shards());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : subscription.shards();
            }
        }
    }

    void meet(Connection sink, SourceReader.About source) throws SQLException {
        try (var statement = prepare(sink, MEET)) {
            statement.setString(1, source.sourceId());
            statement.setBoolean(2, source.historyDropped());
            statement.setString(3, subscription.name());
            statement.setInt(4, subscription.shard());
            statement.executeUpdate();
        }
    }

    Optional<Cursor> cursor(Connection sink) throws SQLException {
        try (var statement = prepare(sink, CURSOR)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shard());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Cursor(
                        rows.getString("lo"),
                        rows.getString("hi"),
                        rows.getLong("last_seq"),
                        rows.getLong("max_seq"),
                        rows.getString("source_id"),
                        rows.getBoolean("history_dropped"),
                        rows.getObject("retry_in", Long.class),
                        rows.getBoolean("letters")));
            }
        }
    }

    /** Whether the cursor is ours until the end of the transaction and still as it was read. */
    boolean claim(Connection sink, Cursor cursor) throws SQLException {
        try (var statement = prepare(sink, CLAIM)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shard());
            statement.setString(3, cursor.lo());
            statement.setString(4, cursor.hi());
            statement.setLong(5, cursor.lastSeq());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Whether the cursor is ours until the end of the transaction. */
    boolean claim(Connection sink) throws SQLException {
        try (var statement = prepare(sink, LOCK)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shard());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Saves the versions applied, and the cursor with them. */
    void move(Connection sink, Cursor cursor, Map<AggregateKey, Long> versions) throws SQLException {
        try (var statement = prepare(sink, MOVE)) {
            setVersions(sink, statement, versions);
            statement.setString(5, cursor.lo());
            statement.setString(6, cursor.hi());
            statement.setLong(7, cursor.lastSeq());
            statement.setLong(8, cursor.maxSeq());
            statement.setString(9, subscription.name());
            statement.setInt(10, subscription.shard());
            statement.executeUpdate();
        }
    }

    /** The last version applied of each of these aggregates; absent if none was. */
    Map<AggregateKey, Long> versions(Connection sink, Collection<AggregateKey> aggregates) throws SQLException {
        return byAggregate(sink, VERSIONS, aggregates);
    }

    /** The version of the oldest open letter of each of these aggregates; absent if there is none. */
    Map<AggregateKey, Long> oldestLetters(Connection sink, Collection<AggregateKey> aggregates) throws SQLException {
        return byAggregate(sink, OLDEST_LETTERS, aggregates);
    }

    private Map<AggregateKey, Long> byAggregate(Connection sink, String text, Collection<AggregateKey> aggregates)
            throws SQLException {
        try (var statement = prepare(sink, text)) {
            statement.setString(1, subscription.name());
            statement.setArray(
                    2, texts(sink, aggregates.stream().map(AggregateKey::type).toArray(String[]::new)));
            statement.setArray(
                    3, texts(sink, aggregates.stream().map(AggregateKey::id).toArray(String[]::new)));
            var found = new HashMap<AggregateKey, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(new AggregateKey(rows.getString(1), rows.getString(2)), rows.getLong(3));
                }
            }
            return found;
        }
    }

    void saveVersion(Connection sink, AggregateKey aggregate, long version) throws SQLException {
        try (var statement = prepare(sink, SAVE_VERSIONS)) {
            setVersions(sink, statement, Map.of(aggregate, version));
            statement.executeUpdate();
        }
    }

    private void setVersions(Connection sink, PreparedStatement statement, Map<AggregateKey, Long> versions)
            throws SQLException {
        var aggregates = versions.keySet();
        statement.setString(1, subscription.name());
        statement.setArray(
                2, texts(sink, aggregates.stream().map(AggregateKey::type).toArray(String[]::new)));
        statement.setArray(
                3, texts(sink, aggregates.stream().map(AggregateKey::id).toArray(String[]::new)));
        statement.setArray(4, sink.createArrayOf("bigint", versions.values().toArray(Long[]::new)));
    }

    void park(Connection sink, StoredEvent event, Letter letter) throws SQLException {
        try (var statement = prepare(sink, PARK)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shard());
            statement.setObject(3, event.id());
            statement.setLong(4, event.seq());
            statement.setString(5, event.aggregate().type());
            statement.setString(6, event.aggregate().id());
            statement.setLong(7, event.aggregateVersion());
            statement.setString(8, event.type());
            statement.setString(9, event.payload());
            statement.setString(10, event.headers());
            statement.setObject(11, event.occurredAt().atOffset(ZoneOffset.UTC));
            statement.setString(12, letter.state().key());
            statement.setString(13, letter.reason().key());
            statement.setString(14, letter.error());
            statement.setInt(15, letter.attempts());
            setNext(statement, 16, letter.next());
            statement.executeUpdate();
        }
    }

    /** @param attempts how often it has been tried */
    record Due(StoredEvent event, int attempts) {}

    Optional<Due> due(Connection sink) throws SQLException {
        try (var statement = prepare(sink, DUE)) {
            statement.setString(1, subscription.name());
            statement.setInt(2, subscription.shard());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Due(StoredEvent.read(rows), rows.getInt("attempts")))
                        : Optional.empty();
            }
        }
    }

    void failedAgain(Connection sink, Due due, Letter letter) throws SQLException {
        try (var statement = prepare(sink, TRY_LATER)) {
            statement.setString(1, letter.error());
            statement.setString(2, letter.reason().key());
            statement.setString(3, letter.state().key());
            setNext(statement, 4, letter.next());
            statement.setString(6, subscription.name());
            statement.setObject(7, due.event().id());
            statement.setInt(8, due.attempts());
            statement.executeUpdate();
        }
    }

    void close(Connection sink, UUID eventId, LetterState state) throws SQLException {
        try (var statement = prepare(sink, CLOSE)) {
            statement.setString(1, state.key());
            statement.setString(2, subscription.name());
            statement.setObject(3, eventId);
            statement.executeUpdate();
        }
    }

    /** Lets the next letter of the aggregate go ahead after this version has been applied or discarded. */
    void promote(Connection sink, AggregateKey aggregate, long version) throws SQLException {
        try (var statement = prepare(sink, PROMOTE)) {
            statement.setLong(1, version);
            statement.setLong(2, version);
            statement.setLong(3, version);
            statement.setString(4, subscription.name());
            statement.setString(5, aggregate.type());
            statement.setString(6, aggregate.id());
            statement.executeUpdate();
        }
    }

    long openLetters(Connection sink) throws SQLException {
        try (var statement = prepare(sink, PARKED)) {
            statement.setString(1, subscription.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void setNext(PreparedStatement statement, int index, @Nullable Duration next) throws SQLException {
        statement.setBoolean(index, next != null);
        statement.setDouble(index + 1, next == null ? 0 : next.toMillis() / 1000.0);
    }

    private static java.sql.Array texts(Connection connection, String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private PreparedStatement prepare(Connection connection, String text) throws SQLException {
        return connection.prepareStatement(settings.own(text));
    }
}
