package org.kneadwell.peers;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * transaction-outbox: a method call that is written down with the change and made after its commit, in the same process and in no
 * order. What a process left behind is flushed, in lots, by as many threads as new calls have.
 */
public final class TransactionOutboxPeer implements Measure.Peer {

    private static final int THREADS = 16;
    private static final int LOT = 1000;

    private final DataSource pool;
    private final TransactionManager transactions;
    private final TransactionOutbox outbox;
    private volatile @Nullable IntConsumer handle;
    private @Nullable Thread flushing;

    private TransactionOutboxPeer() throws Exception {
        pool = Measure.Database.fromEnvironment().pool(THREADS * 2 + 4);
        transactions = TransactionManager.fromDataSource(pool);
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(_ -> new Handler(this)))
                .flushBatchSize(LOT)
                .attemptFrequency(Duration.ofMinutes(1))
                // While stopped, nothing is called after its commit either.
                .submitter((entry, call) -> {
                    if (handle != null) {
                        Submitter.withExecutor(threads).submit(entry, call);
                    }
                })
                .build();
    }

    public static void main(String[] args) throws Exception {
        Measure.run(new TransactionOutboxPeer(), args);
    }

    /** What is called; public, because the library makes a subclass of it. */
    public static class Handler {

        private final @Nullable TransactionOutboxPeer peer;

        /** For the library. */
        public Handler() {
            this(null);
        }

        Handler(@Nullable TransactionOutboxPeer peer) {
            this.peer = peer;
        }

        /** One event. */
        public void on(int number, String payload) {
            var told = peer == null ? null : peer.handle;
            if (told != null) {
                told.accept(number);
            }
        }
    }

    @Override
    public void start(IntConsumer told) {
        handle = told;
        flushing = Thread.ofPlatform().daemon().start(() -> {
            while (handle != null) {
                if (!outbox.flush()) {
                    try {
                        Thread.sleep(Duration.ofMillis(200));
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        });
    }

    @Override
    public void stop() throws InterruptedException {
        handle = null;
        if (flushing != null) {
            flushing.join();
        }
    }

    @Override
    public void write(int number) {
        transactions.inTransaction(() -> outbox.schedule(Handler.class).on(number, Measure.PAYLOAD));
    }

    /** As from a process that died right after its commits: to be tried at once by whoever flushes. */
    @Override
    public void writeMany(int first, int count) throws Exception {
        for (int i = 0; i < count; i += LOT) {
            int from = first + i;
            transactions.inTransaction(() -> {
                for (int number = from; number < from + LOT; number++) {
                    outbox.schedule(Handler.class).on(number, Measure.PAYLOAD);
                }
            });
        }
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update txno_outbox set nextattempttime = now() at time zone 'UTC' - interval '1 day'");
        }
    }

    @Override
    public boolean idle() throws Exception {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from txno_outbox where not processed")) {
            row.next();
            return row.getLong(1) == 0;
        }
    }
}
