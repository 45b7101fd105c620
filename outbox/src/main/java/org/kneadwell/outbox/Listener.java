package org.kneadwell.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The one connection to a database that listens; wakes the workers of the schema, or of the subscription, that is named. */
final class Listener implements Runnable {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());
    private static final int READ_MILLIS = 10_000;
    private static final long RECONNECT_MILLIS = 500;

    private final DataSource dataSource;
    private final List<Worker> workers;
    private volatile boolean stopped;
    private volatile @Nullable Connection current;

    Listener(DataSource dataSource, List<Worker> workers) {
        this.dataSource = dataSource;
        this.workers = List.copyOf(workers);
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                if (!stopped) {
                    LOG.log(System.Logger.Level.DEBUG, "Not listening, polling meanwhile: {0}", Failures.describe(e));
                    pause();
                }
            }
        }
    }

    private void listen() throws SQLException {
        var connection = dataSource.getConnection();
        current = connection;
        try {
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + OutboxSettings.CHANNEL);
            }
            // What was written while nobody listened.
            workers.forEach(Worker::wake);
            var postgres = connection.unwrap(PGConnection.class);
            while (!stopped) {
                var notifications = postgres.getNotifications(READ_MILLIS);
                if (notifications != null) {
                    for (var notification : notifications) {
                        wake(notification.getParameter());
                    }
                }
            }
        } finally {
            current = null;
            // Not to be used again: it still listens, or it is broken.
            discard(connection);
        }
    }

    private void wake(String named) {
        for (var worker : workers) {
            if (worker.key().source().equals(named) || worker.key().name().equals(named)) {
                worker.wake();
            }
        }
    }

    void stop() {
        stopped = true;
        var connection = current;
        if (connection != null) {
            try {
                closeSocket(connection);
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "The listening connection was gone: {0}", Failures.describe(e));
            }
        }
    }

    /**
     * Closes it and gives its place in the pool back. The pool learns from a statement that fails that it is broken; its own
     * abort would keep the place for ever.
     */
    private static void discard(Connection connection) {
        try (connection) {
            closeSocket(connection);
            connection.createStatement().close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "The listening connection is given up: {0}", Failures.describe(e));
        }
    }

    /** Under the thread that reads from it. */
    private static void closeSocket(Connection connection) throws SQLException {
        if (connection.unwrap(PGConnection.class) instanceof Connection physical) {
            physical.abort(Runnable::run);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
