package org.kneadwell.booking.slot.engine;

import java.util.Arrays;

/**
 * The pieces of open time that reach into a range, in epoch seconds, sorted. Pieces of one day that truly overlap are united;
 * where a night reaches into the next day's pieces, those begin when it ends. Neither depends on the range, so the grid does not.
 */
final class OpenTime {

    private long[] starts = new long[32];
    private long[] ends = new long[32];
    private int size;

    OpenTime(WorkingHours hours, ZoneClock clock, long from, long to) {
        // A day more: where clocks go back over midnight, the next day has begun before this one ends.
        long lastDay = clock.epochDay(to) + 1;
        long nightEnds = Long.MIN_VALUE;
        // A piece may last until the end of the following day, and be trimmed by one of the day before.
        for (long day = clock.epochDay(from) - 2; day <= lastDay; day++) {
            int first = size;
            for (LocalHours piece : hours.on(day)) {
                long start = clock.epochSecond(day, piece.from().toSecondOfDay());
                long end = clock.epochSecond(day, piece.endSecond());
                if (start < end) {
                    insert(first, start, end);
                }
            }
            unite(first);
            if (size > first) {
                long ends = this.ends[size - 1];
                keepReaching(first, from, to, nightEnds);
                nightEnds = Math.max(nightEnds, ends);
            }
        }
    }

    int size() {
        return size;
    }

    long start(int index) {
        return starts[index];
    }

    long end(int index) {
        return ends[index];
    }

    private void insert(int first, long start, long end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        int i = size++;
        while (i > first && starts[i - 1] > start) {
            starts[i] = starts[i - 1];
            ends[i] = ends[i - 1];
            i--;
        }
        starts[i] = start;
        ends[i] = end;
    }

    private void unite(int first) {
        int kept = first;
        for (int i = first; i < size; i++) {
            if (kept > first && starts[i] < ends[kept - 1]) {
                ends[kept - 1] = Math.max(ends[kept - 1], ends[i]);
            } else {
                starts[kept] = starts[i];
                ends[kept++] = ends[i];
            }
        }
        size = kept;
    }

    private void keepReaching(int first, long from, long to, long nightEnds) {
        int kept = first;
        for (int i = first; i < size; i++) {
            long start = Math.max(starts[i], nightEnds);
            if (start < ends[i] && ends[i] > from && start < to) {
                starts[kept] = start;
                ends[kept++] = ends[i];
            }
        }
        size = kept;
    }
}
