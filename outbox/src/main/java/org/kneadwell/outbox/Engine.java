package org.kneadwell.outbox;

import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** All subscriptions of a process with the threads that work them. */
final class Engine {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Housekeeping housekeeping;

    /**
     * @param sinkDatabase where effects and cursors are written; takes part in JTA transactions
     * @param sourceDatabases where the events of a schema are read; may be the same
     * @param aroundStep called around each step, such as to give handlers a request context
     */
    Engine(
            OutboxSettings settings,
            DataSource sinkDatabase,
            Function<String, DataSource> sourceDatabases,
            TransactionManager transactions,
            Iterable<? extends EventHandler<?>> eventHandlers,
            Meters meters,
            TraceContext trace,
            DeliveryGuard guard,
            PayloadSeal seal,
            AroundStep aroundStep) {
        for (var handler : eventHandlers) {
            handler.subscription().ifPresent(name -> {
                if (!settings.isAdditional(name)) {
                    throw new IllegalArgumentException("The subscription " + name + " of "
                            + handler.getClass().getName() + " is not configured.");
                }
            });
        }
        var byDatabase = new LinkedHashMap<DataSource, List<Worker>>();
        settings.subscriptions().forEach((name, source) -> {
            var handlers = new Handlers(
                    eventHandlers,
                    settings.isAdditional(name) ? Optional.of(name) : Optional.empty(),
                    settings.ignoredTypes(),
                    meters,
                    trace,
                    guard,
                    seal);
            var sourceDatabase = sourceDatabases.apply(source);
            for (var shard = 0; shard < settings.shards(); shard++) {
                var key = new SubscriptionKey(name, source, shard, settings.shards());
                var worker = new Worker(
                        new Subscription(key, settings, sinkDatabase, sourceDatabase, transactions, handlers, meters),
                        settings,
                        aroundStep);
                workers.add(worker);
                byDatabase
                        .computeIfAbsent(sourceDatabase, database -> new ArrayList<>())
                        .add(worker);
            }
        });
        if (settings.listen()) {
            byDatabase.forEach((database, itsWorkers) -> listeners.add(new Listener(database, itsWorkers)));
        }
        this.housekeeping = new Housekeeping(settings, sinkDatabase, workers, meters);
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
        for (var listener : listeners) {
            threads.add(Thread.ofPlatform().daemon().name("outbox-listen").start(listener));
        }
        threads.add(Thread.ofPlatform().daemon().name("outbox-housekeeping").start(housekeeping));
    }

    /** Lets running batches end, for 10 s at most. */
    void stop() {
        workers.forEach(Worker::stop);
        listeners.forEach(Listener::stop);
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

    /** Looks again now, where a person has changed something. */
    void wake(String subscription) {
        for (var worker : workers) {
            if (worker.key().name().equals(subscription)) {
                worker.wake();
            }
        }
    }

    /** What an operator has to look at, in sentences. */
    List<String> complaints() {
        return workers.stream().map(Worker::complaint).filter(Objects::nonNull).toList();
    }

    List<SubscriptionStatus> status() {
        return workers.stream().map(Worker::status).toList();
    }
}
