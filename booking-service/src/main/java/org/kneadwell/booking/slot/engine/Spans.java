package org.kneadwell.booking.slot.engine;

import java.util.Arrays;

/**
 * Intervals in epoch seconds, sorted by start and united where they overlap or touch. Collected inside fixed limits: what lies
 * outside is cut off, which lets an interval be one long and sorting be sorting of longs.
 */
final class Spans {

    private static final int MANY = 512;
    private static final int DIGIT = 11;
    private static final int DIGITS = (1 << DIGIT) - 1;

    private final long from;
    private final long to;
    private long[] packed;
    private int size;

    /** @param to at most 68 years after from */
    Spans(long from, long to, int capacity) {
        if (to - from > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Slots can be looked for in at most 68 years at a time.");
        }
        this.from = from;
        this.to = to;
        this.packed = new long[Math.max(capacity, 4)];
    }

    void add(long start, long end) {
        long first = Math.max(start, from);
        long last = Math.min(end, to);
        if (first >= last) {
            return;
        }
        if (size == packed.length) {
            packed = Arrays.copyOf(packed, size * 2);
        }
        packed[size++] = (first - from) << 32 | (last - from);
    }

    /** Sorts and unites; nothing may be added afterwards. */
    Spans united() {
        sort();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept > 0 && offsetStart(packed[i]) <= offsetEnd(packed[kept - 1])) {
                if (offsetEnd(packed[i]) > offsetEnd(packed[kept - 1])) {
                    packed[kept - 1] = offsetStart(packed[kept - 1]) << 32 | offsetEnd(packed[i]);
                }
            } else {
                packed[kept++] = packed[i];
            }
        }
        size = kept;
        return this;
    }

    /**
     * By start. Many are distributed digit by digit instead of compared: that is linear, where comparing random starts costs
     * a processor a wrong guess every other time.
     */
    private void sort() {
        if (size < MANY) {
            Arrays.sort(packed, 0, size);
            return;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(to - from);
        long[] other = new long[size];
        for (int shift = 0; shift < bits; shift += DIGIT) {
            int right = Integer.SIZE + shift;
            int[] next = new int[(1 << DIGIT) + 1];
            for (int i = 0; i < size; i++) {
                next[(int) (packed[i] >>> right & DIGITS) + 1]++;
            }
            for (int digit = 1; digit <= DIGITS; digit++) {
                next[digit] += next[digit - 1];
            }
            for (int i = 0; i < size; i++) {
                other[next[(int) (packed[i] >>> right & DIGITS)]++] = packed[i];
            }
            long[] sorted = other;
            other = packed;
            packed = sorted;
        }
    }

    int size() {
        return size;
    }

    long start(int index) {
        return from + offsetStart(packed[index]);
    }

    long end(int index) {
        return from + offsetEnd(packed[index]);
    }

    private static long offsetStart(long packed) {
        return packed >>> 32;
    }

    private static long offsetEnd(long packed) {
        return packed & 0xFFFF_FFFFL;
    }

    /** @return the first index whose interval ends after the given instant, or {@link #size()} */
    int firstEndingAfter(long epochSecond) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) > epochSecond) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    boolean anyOverlapping(long start, long end) {
        int index = firstEndingAfter(start);
        return index < size && start(index) < end;
    }
}
