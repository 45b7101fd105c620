package org.kneadwell.outbox;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the subscribers after commits: at most one notification per 2 ms and process, on a connection of its own.
 * NOTIFY inside the business transactions would take a lock that serialises all their commits. A lost notification
 * costs one poll interval.
 */
final class AfterCommitNotifier {

    private static final System.Logger LOG = System.getLogger(AfterCommitNotifier.class.getName());
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    // Nobody is told before the commit of this is on disk, unless told not to wait: a notification need not survive a
    // crash.
    private static final String NOTIFY = "select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

    private final DataSource dataSource;
    private final String schema;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean due;
    private boolean stopped;
    private @Nullable Thread thread;

    AfterCommitNotifier(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    void wake() {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("outbox-notify").start(this::run);
            }
            due = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        Thread running;
        lock.lock();
        try {
            stopped = true;
            changed.signal();
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            try {
                running.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (awaitDue()) {
            var sentAt = System.nanoTime();
            send();
            try {
                TimeUnit.NANOSECONDS.sleep(INTERVAL_NANOS - (System.nanoTime() - sentAt));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns false when there is nothing left to send and the process stops. */
    private boolean awaitDue() {
        lock.lock();
        try {
            while (!due && !stopped) {
                changed.awaitUninterruptibly();
            }
            var send = due;
            due = false;
            return send;
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(NOTIFY)) {
            statement.setString(1, OutboxSettings.CHANNEL);
            statement.setString(2, schema);
            statement.execute();
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "No notification sent, subscribers poll: {0}", Failures.describe(e));
        }
    }
}
