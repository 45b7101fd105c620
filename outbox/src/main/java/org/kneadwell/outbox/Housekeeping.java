package org.kneadwell.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Partitions ahead and behind, lag, reports to the sources. Several processes may do it at once. */
final class Housekeeping implements Runnable {

    /** Two days more than readiness asks for, so that one missed round is no alarm. */
    static final int DAYS_AHEAD = 16;

    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final int SECONDS = 10;
    private static final int ROUNDS_PER_MINUTE = 60 / SECONDS;
    private static final int ROUNDS_PER_HOUR = 60 * ROUNDS_PER_MINUTE;

    private final OutboxSettings settings;
    private final DataSource dataSource;
    private final List<Worker> workers;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Housekeeping(OutboxSettings settings, DataSource dataSource, List<Worker> workers) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.workers = List.copyOf(workers);
    }

    @Override
    public void run() {
        try {
            for (var round = 0; ; round++) {
                if (round % ROUNDS_PER_HOUR == 0) {
                    attempt("partitions", this::partitions);
                }
                for (var worker : workers) {
                    if (worker.status().state() == SubscriptionStatus.State.RUNNING) {
                        worker.subscription().recheckSource();
                        attempt("lag", worker.subscription()::measure);
                        if (round % ROUNDS_PER_MINUTE == 0) {
                            attempt("report", worker.subscription()::report);
                        }
                    }
                }
                if (stopped.await(SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped.countDown();
    }

    private interface Chore {
        void run() throws SQLException;
    }

    private static void attempt(String name, Chore chore) {
        try {
            chore.run();
        } catch (SQLException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Housekeeping ({0}) failed and is tried again: {1}",
                    name,
                    Failures.describe(e));
        }
    }

    private void partitions() throws SQLException {
        makePartitions();
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(settings.own("select {own}.outbox_drop_partitions(?)"))) {
            statement.setInt(1, settings.retention());
            statement.execute();
        }
    }

    private void makePartitions() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(settings.own("select {own}.outbox_make_partitions(?)"))) {
            statement.setInt(1, DAYS_AHEAD);
            statement.execute();
        }
    }
}
