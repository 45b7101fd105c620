package org.kneadwell.benchmarks.booking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What everybody has spent so far, in milliseconds of a processor: comparable even where others use the machine too. From
 * {@code /proc}; nothing where there is none.
 *
 * @param server PostgreSQL with all its processes, also those that have ended
 * @param load whoever asks: ourselves and the programs we started that have ended
 */
public record CpuTime(double service, double server, double load) {

    private static final double TICK_MILLIS = 10;

    /** @param postmaster the first process of PostgreSQL */
    public static CpuTime now(long service, long postmaster) {
        double server = spent(postmaster, true)
                + ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToDouble(child -> spent(child.pid(), false))
                        .sum();
        return new CpuTime(
                spent(service, false), server, spent(ProcessHandle.current().pid(), true));
    }

    public CpuTime minus(CpuTime before) {
        return new CpuTime(service - before.service, server - before.server, load - before.load);
    }

    /** For each of so many. */
    public CpuTime each(int count) {
        return new CpuTime(service / count, server / count, load / count);
    }

    public double whole() {
        return service + server + load;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.2f ms (service %.2f, PostgreSQL %.2f, load %.2f)", whole(), service, server, load);
    }

    /** What one process has spent so far, in milliseconds of a processor. */
    public static double of(long pid) {
        return spent(pid, false);
    }

    private static double spent(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name in brackets may hold blanks; the fields are counted from behind it, the third being the first.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            if (withEnded) {
                ticks += Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]);
            }
            return ticks * TICK_MILLIS;
        } catch (IOException e) {
            return 0;
        }
    }
}
