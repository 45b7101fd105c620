package org.kneadwell.outbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Works one subscription: steps while there is something to do, then waits to be woken or for the next poll. */
final class Worker implements Runnable {

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT_FOR_SOURCE = Duration.ofSeconds(2);

    private final Subscription subscription;
    private final OutboxSettings settings;
    private final Engine.AroundStep aroundStep;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private boolean stopped;
    private int failures;
    private volatile State state = new State(SubscriptionStatus.State.STARTING, null, System.nanoTime());

    /** @param since when it came to be called so, by the nanosecond clock */
    private record State(
            SubscriptionStatus.State name, @Nullable String problem, long since) {}

    Worker(Subscription subscription, OutboxSettings settings, Engine.AroundStep aroundStep) {
        this.subscription = subscription;
        this.settings = settings;
        this.aroundStep = aroundStep;
    }

    SubscriptionKey key() {
        return subscription.key();
    }

    Subscription subscription() {
        return subscription;
    }

    SubscriptionStatus status() {
        var now = state;
        var lag = subscription.lag();
        return new SubscriptionStatus(
                key().name(),
                key().source(),
                key().shard(),
                now.name(),
                lag == null ? null : lag.events(),
                lag == null ? null : lag.seconds(),
                now.problem());
    }

    /** What an operator has to look at, as a sentence; null when all is well. */
    @Nullable
    String complaint() {
        var now = state;
        var limit = settings.maxLag();
        if (now.name() == SubscriptionStatus.State.HALTED) {
            return "Subscription " + key() + " is halted. " + now.problem();
        }
        var failingFor = Duration.ofNanos(System.nanoTime() - now.since());
        if (now.name() == SubscriptionStatus.State.FAILING && failingFor.compareTo(limit) > 0) {
            return "Subscription %s has failed for %d s, at most %d s are allowed: %s"
                    .formatted(key(), failingFor.toSeconds(), limit.toSeconds(), now.problem());
        }
        var lag = subscription.lag();
        if (lag != null && lag.seconds() * 1000 > limit.toMillis()) {
            return "Subscription %s lags: its oldest event has waited %.0f s, at most %d s are allowed."
                    .formatted(key(), lag.seconds(), limit.toSeconds());
        }
        return null;
    }

    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        var pause = Duration.ZERO;
        while (pauseUnlessStopped(pause)) {
            pause = step();
        }
        become(SubscriptionStatus.State.STOPPED, null);
    }

    /** Works once; answers how long to wait before the next step. */
    private Duration step() {
        try {
            var step = aroundStep.call(() -> {
                try {
                    return subscription.step();
                } catch (Exception e) {
                    throw new StepFailed(e);
                }
            });
            failures = 0;
            return switch (step) {
                case Subscription.Step.Worked(var more) -> {
                    become(SubscriptionStatus.State.RUNNING, null);
                    yield more ? Duration.ZERO : settings.poll();
                }
                case Subscription.Step.Idle(var retryIn) -> {
                    become(SubscriptionStatus.State.RUNNING, null);
                    yield retryIn == null || retryIn.compareTo(settings.poll()) > 0
                            ? settings.poll()
                            : retryIn.plusMillis(1);
                }
                case Subscription.Step.Busy _ -> {
                    become(SubscriptionStatus.State.RUNNING, null);
                    yield settings.poll();
                }
                case Subscription.Step.NoSource _ -> {
                    become(
                            SubscriptionStatus.State.WAITING_FOR_SOURCE,
                            "The schema " + key().source() + " has no outbox that this service may read, yet.");
                    yield min(settings.poll(), LONGEST_WAIT_FOR_SOURCE);
                }
                case Subscription.Step.Halted(var reason) -> {
                    become(SubscriptionStatus.State.HALTED, reason);
                    yield LONGEST_PAUSE;
                }
            };
        } catch (RuntimeException | Error e) {
            var cause = e instanceof StepFailed failed && failed.getCause() != null ? failed.getCause() : e;
            failures++;
            become(SubscriptionStatus.State.FAILING, Failures.describe(cause));
            return Subscription.backOff(failures, settings.retryAfter(), LONGEST_PAUSE);
        }
    }

    private static final class StepFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StepFailed(Exception cause) {
            super(cause);
        }
    }

    private boolean pauseUnlessStopped(Duration pause) {
        lock.lock();
        try {
            var left = pause.toNanos();
            while (left > 0 && !stopped && !(woken && !isBackingOff())) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return !stopped;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isBackingOff() {
        return state.name() == SubscriptionStatus.State.FAILING;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Says so once, not at every step. */
    private void become(SubscriptionStatus.State name, @Nullable String problem) {
        var before = state;
        state = new State(name, problem, before.name() == name ? before.since() : System.nanoTime());
        if (before.name() == name && (problem == null) == (before.problem() == null)) {
            return;
        }
        var level = switch (name) {
            case HALTED -> System.Logger.Level.ERROR;
            case FAILING -> System.Logger.Level.WARNING;
            default -> System.Logger.Level.INFO;
        };
        LOG.log(level, "Subscription {0}: {1}{2}", key(), name, problem == null ? "" : ". " + problem);
    }
}
