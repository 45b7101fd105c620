package org.kneadwell.benchmarks.events;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Does something so many times a second, whether what was begun before has ended or not. */
final class OpenRate {

    private static final int THREADS = 16;

    interface Work {
        void run(int i) throws Exception;
    }

    private OpenRate() {}

    /** @return how many times it was done: rate times seconds */
    static int run(int rate, int seconds, Work work) throws InterruptedException {
        int count = rate * seconds;
        var next = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            long start = System.nanoTime() + 100_000_000;
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        long due = start + i * 1_000_000_000L / rate;
                        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        work.run(i);
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return count;
    }
}
