package org.kneadwell.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it. Use it directly in plain tests; in a Quarkus test make it the
 * service's clock with a producer in the test sources, which takes the place of the kit's:
 *
 * <pre>{@code
 * class TestClock {
 *     @Produces @Singleton Clock clock() { return SettableClock.shared(); }
 * }
 * }</pre>
 */
public final class SettableClock extends Clock {

    private static final SettableClock SHARED = new SettableClock(Instant.parse("2026-03-02T08:00:00Z"));

    private volatile Instant now;
    private volatile Duration step = Duration.ZERO;

    public SettableClock(Instant now) {
        this.now = now;
    }

    /** One for the whole test run. */
    public static SettableClock shared() {
        return SHARED;
    }

    public synchronized void set(Instant instant) {
        now = instant;
        step = Duration.ZERO;
    }

    /** Until it is set again, time passes between one reading and the next: for what must happen at one instant. */
    public synchronized void advanceAtEachReading(Duration by) {
        step = by;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return step.isZero() ? now : read();
    }

    private synchronized Instant read() {
        Instant read = now;
        now = now.plus(step);
        return read;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Name the zone where local time is needed.");
    }
}
