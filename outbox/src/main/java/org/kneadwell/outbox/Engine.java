package org.kneadwell.outbox;

import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** All subscriptions of a process with the threads that work them. */
final class Engine {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Listener listener;
    private final Housekeeping housekeeping;
    private final boolean listens;

    /**
     * @param sinkDatabase where effects and cursors are written; takes part in JTA transactions
     * @param sourceDatabase where events are read; may be the same
     * @param aroundStep called around each step, such as to give handlers a request context
     */
    Engine(
            OutboxSettings settings,
            DataSource sinkDatabase,
            DataSource sourceDatabase,
            TransactionManager transactions,
            Iterable<? extends EventHandler<?>> eventHandlers,
            Meters meters,
            AroundStep aroundStep) {
        var handlers = new Handlers(eventHandlers, settings.ignoredTypes(), meters);
        for (var source : settings.sources()) {
            for (var shard = 0; shard < settings.shards(); shard++) {
                var key = new SubscriptionKey(source, shard, settings.shards());
                workers.add(new Worker(
                        new Subscription(key, settings, sinkDatabase, sourceDatabase, transactions, handlers, meters),
                        settings,
                        aroundStep));
            }
        }
        this.listens = settings.listen() && !workers.isEmpty();
        this.listener = new Listener(sourceDatabase, workers);
        this.housekeeping = new Housekeeping(settings, sinkDatabase, workers);
    }

    /** Something to be done around each step of a worker. */
    interface AroundStep {
        Subscription.Step call(Supplier<Subscription.Step> step);
    }

    void start() {
        for (var worker : workers) {
            threads.add(
                    Thread.ofPlatform().daemon().name("outbox-" + worker.key()).start(worker));
        }
        if (listens) {
            threads.add(Thread.ofPlatform().daemon().name("outbox-listen").start(listener));
        }
        threads.add(Thread.ofPlatform().daemon().name("outbox-housekeeping").start(housekeeping));
    }

    /** Lets running batches end, for 10 s at most. */
    void stop() {
        workers.forEach(Worker::stop);
        listener.stop();
        housekeeping.stop();
        var until = System.nanoTime() + GRACE.toNanos();
        for (var thread : threads) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    List<SubscriptionStatus> status() {
        return workers.stream().map(Worker::status).toList();
    }
}
