package org.kneadwell.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Partitions ahead and behind, lag, reports to the sources. Several processes may do it at once. */
final class Housekeeping implements Runnable {

    /** Two days more than readiness asks for, so that one missed round is no alarm. */
    static final int DAYS_AHEAD = 16;

    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration PARTITIONS_EVERY = Duration.ofHours(1);
    private static final Duration RECHECK_EVERY = Duration.ofSeconds(10);

    // The oldest event that a subscriber could not see when it last reported; xids stand for age.
    private static final String UNSENT = """
            select coalesce(extract(epoch from clock_timestamp() - min(e.stored_at)), 0)::float8
            from {own}.outbox_subscriber s
            cross join lateral (
                (select o.stored_at from {own}.outbox o
                 where o.txid >= pg_snapshot_xmax(s.applied) order by o.txid, o.seq limit 1)
                union all
                (select o.stored_at from {own}.outbox o
                 where o.txid = any (array(select pg_snapshot_xip(s.applied))) order by o.txid, o.seq limit 1)
            ) e
            """;

    private final OutboxSettings settings;
    private final DataSource dataSource;
    private final List<Worker> workers;
    private final Meters meters;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Housekeeping(OutboxSettings settings, DataSource dataSource, List<Worker> workers, Meters meters) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.workers = List.copyOf(workers);
        this.meters = meters;
    }

    @Override
    public void run() {
        try {
            var partitionsAt = Long.MIN_VALUE;
            var recheckAt = Long.MIN_VALUE;
            do {
                var now = System.nanoTime();
                if (partitionsAt == Long.MIN_VALUE || now - partitionsAt > PARTITIONS_EVERY.toNanos()) {
                    partitionsAt = now;
                    attempt("partitions", this::partitions);
                }
                var recheck = recheckAt == Long.MIN_VALUE || now - recheckAt > RECHECK_EVERY.toNanos();
                if (recheck) {
                    recheckAt = now;
                }
                for (var worker : workers) {
                    var state = worker.status().state();
                    if (state == SubscriptionStatus.State.RUNNING) {
                        if (recheck) {
                            worker.subscription().recheckSource();
                        }
                        attempt("report", worker.subscription()::report);
                    }
                    // Starting, too: the first batch of all may be the one that hangs.
                    if (state == SubscriptionStatus.State.RUNNING
                            || state == SubscriptionStatus.State.FAILING
                            || state == SubscriptionStatus.State.STARTING) {
                        attempt("lag", worker.subscription()::measure);
                    }
                }
                attempt("unsent", this::unsent);
            } while (!stopped.await(settings.measure().toMillis(), TimeUnit.MILLISECONDS));
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

    private void unsent() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(settings.own(UNSENT));
                var rows = statement.executeQuery()) {
            rows.next();
            meters.unsent(rows.getDouble(1));
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
