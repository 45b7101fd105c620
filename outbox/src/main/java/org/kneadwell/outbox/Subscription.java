package org.kneadwell.outbox;

import static java.util.Objects.requireNonNullElse;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One cursor at work: each step applies a batch, or one letter that is due, in one JTA transaction with the cursor.
 * The source is only read, and outside that transaction, so it may be another database. Called by one thread at a time.
 */
final class Subscription {

    private static final System.Logger LOG = System.getLogger(Subscription.class.getName());

    private final SubscriptionKey key;
    private final OutboxSettings settings;
    private final DataSource sinkDatabase;
    private final DataSource sourceDatabase;
    private final TransactionManager transactions;
    private final Handlers handlers;
    private final Meters meters;
    private final Inbox inbox;
    private final SourceReader reader;

    private volatile boolean met;
    private volatile SourceReader.@Nullable Lag lag;
    private volatile @Nullable String reported;
    private int limit;

    Subscription(
            SubscriptionKey key,
            OutboxSettings settings,
            DataSource sinkDatabase,
            DataSource sourceDatabase,
            TransactionManager transactions,
            Handlers handlers,
            Meters meters) {
        this.key = key;
        this.settings = settings;
        this.sinkDatabase = sinkDatabase;
        this.sourceDatabase = sourceDatabase;
        this.transactions = transactions;
        this.handlers = handlers;
        this.meters = meters;
        this.inbox = new Inbox(settings, key);
        this.reader = new SourceReader(key);
        this.limit = settings.batchSize();
    }

    /** What a step came to. */
    sealed interface Step {

        /**
         * Something was applied or put aside.
         *
         * @param more whether to look again at once: the window holds more, or letters are open. Otherwise all that was
         *     committed when it was read is done, and what is committed since is told.
         */
        record Worked(boolean more) implements Step {}

        /** @param retryIn when the next letter is due; null if none is */
        record Idle(@Nullable Duration retryIn) implements Step {}

        /** Another process holds the cursor. */
        record Busy() implements Step {}

        /** The source's schema is not there, or not readable for us, yet. */
        record NoSource() implements Step {}

        /** The source is not the one this subscription began with. */
        record Halted(String reason) implements Step {}
    }

    SubscriptionKey key() {
        return key;
    }

    /** @throws Exception when the database is at fault; nothing has been applied then */
    Step step() throws Exception {
        if (!met) {
            var obstacle = meet();
            if (obstacle != null) {
                return obstacle;
            }
            met = true;
        }
        var cursor = cursor();
        var batch = batch(cursor);
        if (batch instanceof Step.Halted) {
            met = false;
            reported = null; // the source may have lost that, too
            return batch;
        }
        var retryIn = cursor.retryInMillis();
        if (batch instanceof Step.Busy || retryIn == null || retryIn > 0) {
            return batch;
        }
        var letter = letter();
        return letter instanceof Step.Idle ? batch : letter;
    }

    private Cursor cursor() throws SQLException {
        try (var sink = sinkDatabase.getConnection()) {
            return inbox.cursor(sink)
                    .orElseThrow(() -> new IllegalStateException("The cursor of " + key + " is gone."));
        }
    }

    // ------------------------------------------------------------------ first contact

    private @Nullable Step meet() throws Exception {
        try (var sink = sinkDatabase.getConnection()) {
            var shards = inbox.ensure(sink);
            if (shards != key.shards()) {
                return new Step.Halted("The subscription has " + shards + " shards in the database and " + key.shards()
                        + " in the configuration.");
            }
        }
        SourceReader.About about;
        try (var source = sourceDatabase.getConnection()) {
            about = reader.about(source);
        } catch (SQLException e) {
            if (Failures.isMissing(e)) {
                return new Step.NoSource();
            }
            throw e;
        }
        try (var sink = sinkDatabase.getConnection()) {
            inbox.meet(sink, about);
        }
        // From its first report on the source keeps what this subscription has not applied.
        report();
        return checkSource();
    }

    /** Lets the next step look at the source anew: a restored one may show nothing new for long. */
    void recheckSource() {
        met = false;
    }

    /** Whether the source is another cluster or timeline than the cursor was kept for; null if all is well. */
    private Step.@Nullable Halted checkSource() throws SQLException {
        try (var sink = sinkDatabase.getConnection();
                var source = sourceDatabase.getConnection()) {
            var cursor = inbox.cursor(sink).orElse(null);
            return cursor == null ? null : halted(cursor, reader.about(source).sourceId());
        }
    }

    private static Step.@Nullable Halted halted(Cursor cursor, String sourceId) {
        return sourceId.equals(cursor.sourceId())
                ? null
                : new Step.Halted("The source was " + cursor.sourceId() + " (cluster/timeline) and is " + sourceId
                        + " now: it was restored or failed over. See docs/architecture/outbox.md before going on.");
    }

    void report() throws SQLException {
        try (var sink = sinkDatabase.getConnection()) {
            var cursor = inbox.cursor(sink).orElse(null);
            if (cursor != null && !cursor.lo().equals(reported)) {
                try (var source = sourceDatabase.getConnection()) {
                    reader.report(source, subscriber(), key.shard(), cursor.lo());
                }
                reported = cursor.lo();
            }
        }
    }

    private String subscriber() {
        return key.name().equals(key.source()) ? settings.schema() : settings.schema() + "/" + key.name();
    }

    /** As last measured; null before. */
    SourceReader.@Nullable Lag lag() {
        return lag;
    }

    void measure() throws SQLException {
        try (var sink = sinkDatabase.getConnection()) {
            var cursor = inbox.cursor(sink).orElse(null);
            if (cursor != null && cursor.sourceId() != null) {
                meters.parked(key.name(), inbox.openLetters(sink));
                try (var source = sourceDatabase.getConnection()) {
                    var measured = reader.lag(source, cursor);
                    lag = measured;
                    meters.lag(key.name(), key.shard(), measured.events(), measured.seconds());
                }
            }
        }
    }

    // ------------------------------------------------------------------ a batch

    /** An event, not the database, made the batch fail. */
    private static final class EventFailed extends Exception {

        private static final long serialVersionUID = 1L;
        final int before;

        /** @param before how many events of the batch came before the one that failed */
        EventFailed(int before, Throwable cause) {
            super(cause);
            this.before = before;
        }
    }

    private record Aside(UUID eventId, Letter letter) {}

    private Step batch(Cursor cursor) throws Exception {
        Window window;
        long last;
        try (var source = sourceDatabase.getConnection()) {
            window = reader.read(source, cursor, limit);
            last = window.more() && cursor.hi() == null
                    ? reader.lastOfWindow(source, cursor.lo(), window.hi())
                    : cursor.maxSeq();
        }
        var events = window.events();
        if (events.isEmpty() && cursor.hi() == null) {
            var retry = cursor.retryInMillis();
            return new Step.Idle(retry == null ? null : Duration.ofMillis(Math.max(0, retry)));
        }
        if (!events.isEmpty()) {
            var halted = halted(cursor, window.sourceId());
            if (halted != null) {
                return halted;
            }
        }
        var moved =
                window.more() ? cursor.within(window.hi(), events.getLast().seq(), last) : cursor.after(window.hi());
        var claimed = new AtomicBoolean();
        try {
            var step = inTransaction(sink -> batch(sink, cursor, window, moved, null, claimed));
            limit = Math.min(settings.batchSize(), limit * 2);
            return step;
        } catch (Exception e) {
            if (!claimed.get() || events.isEmpty() || Failures.isInfrastructure(e)) {
                throw e;
            }
            if (events.size() > 1) {
                // A failing handler is known by its place; a failing commit is narrowed down by halves.
                limit = e instanceof EventFailed failed && failed.before > 0
                        ? failed.before
                        : e instanceof EventFailed ? 1 : events.size() / 2;
                return new Step.Worked(true);
            }
            var cause = e instanceof EventFailed failed ? requireNonNullElse(failed.getCause(), e) : e;
            var error = Failures.describe(cause);
            var letter = afterAttempt(1, error);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: an event could not be applied and is {1}: {2}",
                    key,
                    letter.state().key(),
                    error);
            var aside = new Aside(events.getFirst().id(), letter);
            return inTransaction(sink -> batch(sink, cursor, window, moved, aside, claimed));
        }
    }

    /**
     * @param aside an event that is put aside instead of being handed on
     * @param claimed is told when the cursor is ours: from then on a failure can be an event's
     */
    private Step batch(
            Connection sink, Cursor cursor, Window window, Cursor moved, @Nullable Aside aside, AtomicBoolean claimed)
            throws Exception {
        if (!inbox.claim(sink, cursor)) {
            return new Step.Busy();
        }
        claimed.set(true);
        var applied = apply(sink, window, cursor, aside);
        inbox.move(sink, moved, applied.versions());
        meters.batch(key.name(), window.events().size());
        return new Step.Worked(window.more() || cursor.hasLetters() || applied.putAside());
    }

    /**
     * @param versions the last one applied of each aggregate
     * @param putAside whether any event became a letter
     */
    private record Applied(Map<AggregateKey, Long> versions, boolean putAside) {}

    private Applied apply(Connection sink, Window window, Cursor cursor, @Nullable Aside aside) throws Exception {
        var aggregates = new HashSet<AggregateKey>();
        window.events().forEach(event -> aggregates.add(event.aggregate()));
        var versions = inbox.versions(sink, aggregates);
        // Only a batch adds letters, and it moves the cursor: since that was read there can be fewer, not more.
        var letters = cursor.hasLetters() ? inbox.oldestLetters(sink, aggregates) : new HashMap<AggregateKey, Long>();
        var changed = new HashMap<AggregateKey, Long>();
        var putAside = false;
        var position = 0;
        for (var event : window.events()) {
            var aggregate = event.aggregate();
            var version = event.aggregateVersion();
            var last = versions.get(aggregate);
            var oldestLetter = letters.get(aggregate);
            if (last != null && version <= last || oldestLetter != null && version == oldestLetter) {
                position++;
                continue; // was applied, or put aside, before
            }
            var letter = oldestLetter != null && version > oldestLetter
                    ? Letter.behind()
                    : isGap(version, last, cursor.historyDropped())
                            ? Letter.parked(LetterReason.GAP, null, 0)
                            : aside != null && aside.eventId().equals(event.id()) ? aside.letter() : null;
            if (letter == null) {
                letter = hand(event, position);
            }
            if (letter != null) {
                inbox.park(sink, event, letter);
                letters.merge(aggregate, version, Math::min);
                putAside = true;
            } else {
                versions.put(aggregate, version);
                changed.put(aggregate, version);
                if (oldestLetter != null) {
                    inbox.promote(sink, aggregate, version);
                }
            }
            position++;
        }
        return new Applied(changed, putAside);
    }

    private static boolean isGap(long version, @Nullable Long last, boolean historyDropped) {
        return last == null ? version != 1 && !historyDropped : version != last + 1;
    }

    /** How the event has to be put aside; null when it was applied or deliberately skipped. */
    private @Nullable Letter hand(StoredEvent event, int position) throws EventFailed {
        try {
            return switch (handlers.hand(event)) {
                case HANDLED, IGNORED -> null;
                case UNKNOWN_TYPE -> {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}: no handler for {1}; the event is parked.",
                            key,
                            event.type());
                    yield Letter.parked(LetterReason.UNKNOWN_TYPE, null, 0);
                }
            };
        } catch (Handlers.Unreadable e) {
            var error = Failures.describe(requireNonNullElse(e.getCause(), e));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: a {1} cannot be read and is parked: {2}",
                    key,
                    event.type(),
                    error);
            return Letter.parked(LetterReason.UNREADABLE, error, 1);
        } catch (RuntimeException | Error e) {
            throw new EventFailed(position, e);
        }
    }

    private Letter afterAttempt(int attempts, String error) {
        if (attempts >= settings.attempts()) {
            return Letter.parked(LetterReason.FAILED, error, attempts);
        }
        return Letter.retrying(error, attempts, backOff(attempts, settings.retryAfter(), settings.retryAtMost()));
    }

    /** Doubles with each attempt, up to the limit; between half of that and all of it, by chance. */
    static Duration backOff(int attempts, Duration first, Duration atMost) {
        var doubled = first.toMillis() * Math.pow(2, Math.min(attempts - 1, 30));
        var wait = (long) Math.min(doubled, atMost.toMillis());
        return Duration.ofMillis(wait - ThreadLocalRandom.current().nextLong(wait / 2 + 1));
    }

    // ------------------------------------------------------------------ a letter

    private Step letter() throws Exception {
        var tried = new Inbox.@Nullable Due[1];
        try {
            return inTransaction(sink -> letter(sink, tried));
        } catch (Exception e) {
            var due = tried[0];
            if (due == null || Failures.isInfrastructure(e)) {
                throw e;
            }
            var error =
                    Failures.describe(e instanceof EventFailed failed ? requireNonNullElse(failed.getCause(), e) : e);
            var letter = afterAttempt(due.attempts() + 1, error);
            if (letter.state() == LetterState.PARKED) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: an event is parked after {1} attempts: {2}",
                        key,
                        letter.attempts(),
                        error);
            }
            try (var sink = sinkDatabase.getConnection()) {
                inbox.failedAgain(sink, due, letter);
            }
            return new Step.Worked(true);
        }
    }

    private Step letter(Connection sink, Inbox.@Nullable Due[] tried) throws Exception {
        var found = inbox.due(sink);
        if (found.isEmpty()) {
            return new Step.Idle(null);
        }
        // The cursor's lock keeps later events of the aggregate away while this one is applied.
        if (!inbox.claim(sink)) {
            return new Step.Busy();
        }
        var due = inbox.due(sink).orElse(null);
        if (due == null) {
            return new Step.Idle(null);
        }
        tried[0] = due;
        var event = due.event();
        var aggregate = event.aggregate();
        var historyDropped = inbox.cursor(sink).map(Cursor::historyDropped).orElse(false);
        var last = inbox.versions(sink, List.of(aggregate)).get(aggregate);
        if (last == null || event.aggregateVersion() > last) {
            var letter = isGap(event.aggregateVersion(), last, historyDropped)
                    ? Letter.parked(LetterReason.GAP, null, due.attempts())
                    : hand(event, 0);
            if (letter != null) {
                inbox.failedAgain(sink, due, letter);
                return new Step.Worked(true);
            }
            inbox.saveVersion(sink, aggregate, event.aggregateVersion());
        }
        inbox.close(sink, event.id(), LetterState.REPLAYED);
        inbox.promote(sink, aggregate, event.aggregateVersion());
        return new Step.Worked(true);
    }

    // ------------------------------------------------------------------ transactions

    private interface Work {
        Step run(Connection sink) throws Exception;
    }

    /** Commits when the work worked; whatever else it came to, there is nothing to keep. */
    private Step inTransaction(Work work) throws Exception {
        transactions.begin();
        var committing = false;
        try {
            Step step;
            try (var sink = sinkDatabase.getConnection()) {
                step = work.run(sink);
            }
            if (step instanceof Step.Worked) {
                committing = true;
                transactions.commit();
            } else {
                transactions.rollback();
            }
            return step;
        } catch (Throwable e) {
            if (!committing || transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transactions.rollback();
            }
            throw e;
        }
    }
}
