package org.kneadwell.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a source's outbox by snapshot windows: membership depends on what was committed when, never on the order in
 * which numbers were drawn.
 */
final class SourceReader {

    // The cluster and its timeline: after a restore or a fail-over, old snapshots may mean something else.
    // To read both from the control file costs as much as the rest of a small read. A primary keeps them for
    // as long as the session lives, so the session notes them; a standby can be promoted under its sessions.
    private static final String SOURCE_ID = """
            (select case
                when pg_is_in_recovery() then control.id()
                else coalesce(
                    nullif(current_setting('kneadwell_outbox.source_id', true), ''),
                    set_config('kneadwell_outbox.source_id', control.id(), false))
                end)""".replace(
                    "control.id()",
                    "(select system_identifier || '/' || timeline_id from pg_control_system(), pg_control_checkpoint())");

    // Whatever this statement can see and lo could not; its own snapshot comes along as hi.
    private static final String OPEN = """
            select {source_id} as source_id, e.hi::text as hi, {columns}
            from {source}.outbox_window_v1(?::pg_snapshot, ?, ?, ?) e
            """;

    private static final String LAST_OF_WINDOW = """
            with events as (
                select seq, txid, aggregateid from {source}.outbox_v1
                where txid >= pg_snapshot_xmax(?::pg_snapshot) and txid < pg_snapshot_xmax(?::pg_snapshot)
                union all
                select seq, txid, aggregateid from {source}.outbox_v1
                where txid = any (array(select pg_snapshot_xip(?::pg_snapshot)))
            )
            select max(e.seq) from events e where pg_visible_in_snapshot(e.txid, ?::pg_snapshot) {shard}
            """;

    private static final String CONTINUE = """
            select {source_id} as source_id, {columns}
            from {source}.outbox_window_rest_v1(?::pg_snapshot, ?::pg_snapshot, ?, ?, ?, ?, ?) e
            """;

    private static final String ABOUT =
            "select {source_id} as source_id, history_dropped from {source}.outbox_source_v1";

    private static final String LAG = """
            with events as (
                select seq, txid, aggregateid, stored_at from {source}.outbox_v1 where txid >= pg_snapshot_xmax(?::pg_snapshot)
                union all
                select seq, txid, aggregateid, stored_at from {source}.outbox_v1
                where txid = any (array(select pg_snapshot_xip(?::pg_snapshot)))
            )
            select count(*), coalesce(extract(epoch from clock_timestamp() - min(e.stored_at)), 0)::float8
            from events e where e.seq > ? {shard}
            """;

    private final SubscriptionKey subscription;
    private final String open;
    private final String lastOfWindow;
    private final String next;
    private final String about;
    private final String lag;
    private final String report;

    SourceReader(SubscriptionKey subscription) {
        this.subscription = subscription;
        this.open = statement(subscription, OPEN);
        this.lastOfWindow = statement(subscription, LAST_OF_WINDOW);
        this.next = statement(subscription, CONTINUE);
        this.about = statement(subscription, ABOUT);
        this.lag = statement(subscription, LAG);
        this.report = statement(subscription, "select {source}.outbox_report(?, ?, ?::pg_snapshot)");
    }

    /** @param historyDropped whether events were dropped that a new subscription will never see */
    record About(String sourceId, boolean historyDropped) {}

    record Lag(long events, double seconds) {}

    About about(Connection source) throws SQLException {
        try (var statement = source.prepareStatement(about);
                var rows = statement.executeQuery()) {
            rows.next();
            return new About(rows.getString(1), rows.getBoolean(2));
        }
    }

    /** The next events: of the cursor's open window, or of one that opens now. Empty: there is nothing to do. */
    Window read(Connection source, Cursor cursor, int limit) throws SQLException {
        return cursor.hi() == null ? open(source, cursor, limit) : proceed(source, cursor, cursor.hi(), limit);
    }

    private Window open(Connection source, Cursor cursor, int limit) throws SQLException {
        try (var statement = source.prepareStatement(open)) {
            statement.setString(1, cursor.lo());
            statement.setInt(2, subscription.shard());
            statement.setInt(3, subscription.shards());
            statement.setInt(4, limit + 1);
            var events = new ArrayList<StoredEvent>();
            var hi = "";
            var sourceId = "";
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    hi = rows.getString("hi");
                    sourceId = rows.getString("source_id");
                    events.add(StoredEvent.read(rows));
                }
            }
            return window(hi, events, limit, sourceId);
        }
    }

    private Window proceed(Connection source, Cursor cursor, String hi, int limit) throws SQLException {
        try (var statement = source.prepareStatement(next)) {
            statement.setString(1, cursor.lo());
            statement.setString(2, hi);
            statement.setLong(3, cursor.lastSeq());
            statement.setLong(4, cursor.maxSeq());
            statement.setInt(5, subscription.shard());
            statement.setInt(6, subscription.shards());
            statement.setInt(7, limit + 1);
            var events = new ArrayList<StoredEvent>();
            var sourceId = "";
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sourceId = rows.getString("source_id");
                    events.add(StoredEvent.read(rows));
                }
            }
            return window(hi, events, limit, sourceId);
        }
    }

    private static Window window(String hi, List<StoredEvent> events, int limit, String sourceId) {
        var more = events.size() > limit;
        return new Window(hi, more ? List.copyOf(events.subList(0, limit)) : List.copyOf(events), more, sourceId);
    }

    long lastOfWindow(Connection source, String lo, String hi) throws SQLException {
        try (var statement = source.prepareStatement(lastOfWindow)) {
            statement.setString(1, lo);
            statement.setString(2, hi);
            statement.setString(3, lo);
            statement.setString(4, hi);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    Lag lag(Connection source, Cursor cursor) throws SQLException {
        try (var statement = source.prepareStatement(lag)) {
            statement.setString(1, cursor.lo());
            statement.setString(2, cursor.lo());
            statement.setLong(3, cursor.lastSeq());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Lag(rows.getLong(1), rows.getDouble(2));
            }
        }
    }

    /** Tells the source how far its events have been applied, so that it can drop old ones. */
    void report(Connection source, String subscriber, int shard, String lo) throws SQLException {
        try (var statement = source.prepareStatement(report)) {
            statement.setString(1, subscriber);
            statement.setInt(2, shard);
            statement.setString(3, lo);
            statement.execute();
        }
    }

    private static String statement(SubscriptionKey subscription, String text) {
        var shard = subscription.shards() == 1
                ? ""
                : "and (hashtextextended(e.aggregateid, 0) & %d) = %d"
                        .formatted(subscription.shards() - 1, subscription.shard());
        return OutboxSettings.of(
                subscription.source(),
                text.replace("{source_id}", SOURCE_ID)
                        .replace("{columns}", StoredEvent.COLUMNS)
                        .replace("{shard}", shard));
    }
}
