package org.kneadwell.benchmarks.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kneadwell.testkit.TestDatabase;

/** PostgreSQL's own load generator, as a service's role. */
final class PgBench {

    private static final Pattern DONE = Pattern.compile("number of transactions actually processed: (\\d+)");
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final TestDatabase database;
    private final String role;
    private final int clients;

    PgBench(TestDatabase database, String role, int clients) {
        this.database = database;
        this.role = role;
        this.clients = clients;
    }

    record Result(long transactions, double perSecond) {}

    /** Runs the script again and again from every client, prepared. */
    Result run(String script, int seconds) throws IOException, InterruptedException {
        Path file = Files.createTempFile("events-", ".pgbench");
        try {
            Files.writeString(file, script);
            var builder = new ProcessBuilder(List.of(
                            "pgbench",
                            "-n",
                            "-M",
                            "prepared",
                            "-c",
                            Integer.toString(clients),
                            "-j",
                            Integer.toString(Math.min(clients, 2)),
                            "-T",
                            Integer.toString(seconds),
                            "-f",
                            file.toString(),
                            "-h",
                            database.host(),
                            "-p",
                            Integer.toString(database.port()),
                            "-U",
                            role,
                            database.name()))
                    .redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", role + "-local");
            Process process = builder.start();
            String output;
            try (var reader = process.inputReader()) {
                output = reader.lines().collect(Collectors.joining("\n"));
            }
            var done = DONE.matcher(output);
            var tps = TPS.matcher(output);
            if (process.waitFor() != 0 || !done.find() || !tps.find()) {
                throw new IllegalStateException("pgbench failed:\n" + output + "\n" + script);
            }
            return new Result(Long.parseLong(done.group(1)), Double.parseDouble(tps.group(1)));
        } finally {
            Files.delete(file);
        }
    }
}
