package org.kneadwell.benchmarks.slots;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmark and prints medians, what they compare with, and how the time grows. */
public final class SlotTimes {

    /** Microseconds; the issue's. */
    private static final Map<String, Integer> AT_MOST = Map.of("a", 10, "c100", 1_000, "b5000", 1_000);

    private SlotTimes() {}

    public static void main(String[] arguments) throws RunnerException {
        System.out.println("Lists (median per call, all therapists)");
        Map<String, Double> lists = medians(SlotBenchmark.class);
        System.out.printf("%-8s%14s%14s%14s%10s%n", "input", "engine", "at most", "obvious", "ratio");
        for (String input : List.of("a", "c100", "b5000")) {
            double engine = median(lists, "engine", input);
            double obvious = median(lists, "obvious", input);
            System.out.printf(
                    "%-8s%11.1f µs%11d µs%11.1f µs%9.0f×%n",
                    input, engine, AT_MOST.get(input), obvious, obvious / engine);
        }

        System.out.println();
        System.out.println("Growth (median per search, processor time; in brackets: times the one before)");
        System.out.printf("%-8s%26s%26s%20s%n", "busy", "14 a day", "in one year", "n log n would be");
        double before14 = 0;
        double beforeYear = 0;
        for (int i = 0; i < Growth.SIZES.size(); i++) {
            int size = Growth.SIZES.get(i);
            double now14 = Growth.fourteenADay(size).median();
            double nowYear = Growth.inOneYear(size).median();
            System.out.printf(
                    "%-8d%26s%26s%20s%n",
                    size,
                    grown(now14, before14),
                    grown(nowYear, beforeYear),
                    i == 0 ? "" : "%.1f×".formatted(nLogN(size) / nLogN(Growth.SIZES.get(i - 1))));
            before14 = now14;
            beforeYear = nowYear;
        }
    }

    private static String grown(double now, double before) {
        return before == 0 ? "%.1f µs         ".formatted(now) : "%.1f µs (%5.1f×)".formatted(now, now / before);
    }

    private static double nLogN(int n) {
        return n * Math.log(n);
    }

    private static double median(Map<String, Double> medians, String method, String parameters) {
        Double median = medians.get(method + " " + parameters);
        if (median == null) {
            throw new IllegalStateException("Nothing was measured for " + method + " " + parameters + ".");
        }
        return median;
    }

    /** By method and parameters, in microseconds. */
    private static Map<String, Double> medians(Class<?> benchmark) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(benchmark.getName())
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Function<RunResult, String> name = result -> {
            var parameters = result.getParams();
            String method = parameters.getBenchmark();
            return method.substring(method.lastIndexOf('.') + 1) + " "
                    + parameters.getParamsKeys().stream()
                            .map(parameters::getParam)
                            .collect(Collectors.joining(" "));
        };
        return results.stream()
                .collect(Collectors.toMap(
                        name,
                        result -> result.getPrimaryResult().getStatistics().getPercentile(50)));
    }
}
