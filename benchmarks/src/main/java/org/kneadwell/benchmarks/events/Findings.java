package org.kneadwell.benchmarks.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, printed as it comes, and which of the aims were missed. */
final class Findings {

    private final List<String> missed = new ArrayList<>();

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    void atMost(String what, double value, double wanted, String unit) {
        judge(what, value <= wanted, value, "at most", wanted, unit);
    }

    void atLeast(String what, double value, double wanted, String unit) {
        judge(what, value >= wanted, value, "at least", wanted, unit);
    }

    private void judge(String what, boolean met, double value, String bound, double wanted, String unit) {
        say(
                "  %-60s %,12.1f %s (wanted: %s %,.1f %s) %s",
                what, value, unit, bound, wanted, unit, met ? "met" : "MISSED");
        if (!met) {
            missed.add(what);
        }
    }

    /** A program that did not do what it was to do has measured nothing. */
    static void expect(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s: %,d, expected were %,d.", what, found, expected));
        }
    }

    List<String> missed() {
        return List.copyOf(missed);
    }
}
