package org.kneadwell.benchmarks.events;

import static org.kneadwell.benchmarks.events.Findings.say;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kneadwell.benchmarks.booking.CpuTime;
import org.kneadwell.testkit.PackagedService;

/** What the three services and their connections cost in processor time while nothing happens. From {@code /proc}. */
final class AtRest {

    private static final double PERCENT_WANTED = 2;
    private static final int SETTLE_SECONDS = 30;

    private final EventDatabase database;
    private final Findings findings;
    private final int seconds;

    AtRest(EventDatabase database, Findings findings, int seconds) {
        this.database = database;
        this.findings = findings;
        this.seconds = seconds;
    }

    void run() throws Exception {
        database.forget();
        // As ./run starts them.
        try (var booking = PackagedService.booking(database.server()).start();
                var intake = PackagedService.intake(database.server()).start();
                var feedback = PackagedService.feedback(database.server()).start()) {
            Thread.sleep(SETTLE_SECONDS * 1000L);
            var services = Map.of("booking", booking.pid(), "intake", intake.pid(), "feedback", feedback.pid());
            long postmaster = database.postmaster();
            var processes = new LinkedHashMap<String, Double>();
            services.forEach((name, pid) -> processes.put(name, CpuTime.of(pid)));
            var backends = backends();
            double server = CpuTime.now(0, postmaster).server();
            long began = System.nanoTime();
            Thread.sleep(seconds * 1000L);
            double millis = (System.nanoTime() - began) / 1e6;
            server = CpuTime.now(0, postmaster).server() - server;
            say("at rest, %d s, in %% of a core; all of PostgreSQL: %.2f %%", seconds, 100 * server / millis);
            var backendsAfter = backends();
            services.forEach((name, pid) -> {
                double process = 100 * (CpuTime.of(pid) - processes.getOrDefault(name, 0.0)) / millis;
                double connections = backendsAfter.getOrDefault(name, Map.of()).entrySet().stream()
                        .mapToDouble(backend -> backend.getValue()
                                - backends.getOrDefault(name, Map.of()).getOrDefault(backend.getKey(), 0.0))
                        .sum();
                connections = 100 * connections / millis;
                say("  %s-service: process %.2f %%, its PostgreSQL connections %.2f %%", name, process, connections);
                findings.atMost(
                        name + "-service at rest, connections included", process + connections, PERCENT_WANTED, "%");
            });
        }
    }

    /** What each connection has spent, by the role it belongs to and its process. */
    private Map<String, Map<Long, Double>> backends() throws SQLException {
        var spent = new LinkedHashMap<String, Map<Long, Double>>();
        for (var role : new String[] {"booking", "intake", "feedback"}) {
            for (long pid : database.numbers(
                    "select pid from pg_stat_activity where datname = current_database() and usename = '" + role
                            + "'")) {
                spent.computeIfAbsent(role, _ -> new LinkedHashMap<>()).put(pid, CpuTime.of(pid));
            }
        }
        return spent;
    }
}
