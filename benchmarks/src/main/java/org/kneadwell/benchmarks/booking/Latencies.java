package org.kneadwell.benchmarks.booking;

import java.util.Arrays;
import java.util.Locale;

/** Durations of many requests, in nanoseconds. */
public record Latencies(long[] sorted) {

    public static Latencies of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** The smallest duration that this share of all does not exceed, in milliseconds. */
    public double millis(double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms (%d)",
                millis(0.5),
                millis(0.9),
                millis(0.99),
                millis(0.999),
                millis(1),
                sorted.length);
    }
}
