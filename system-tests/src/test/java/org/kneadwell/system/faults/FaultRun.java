package org.kneadwell.system.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.kneadwell.system.contention.History;
import org.kneadwell.testkit.BookingRows;
import org.kneadwell.testkit.Repository;

/**
 * A run: the platform, people who use it, faults, quiet, checks. Prints its seed first; the same seed gives the same faults at
 * the same times.
 *
 * <pre>FaultRun [faults=72] [seconds=180] [seed=…] [clients=10] [without=exclusion-constraint] [kneadwell.…=…]</pre>
 */
public final class FaultRun {

    private static final Duration QUIET = Duration.ofSeconds(90);
    private static final int TAKEN_AGAIN = 20;

    /**
     * @param faults how many, at least
     * @param duration within which they are spread
     * @param seed of faults and people
     * @param clients at a time
     * @param withoutConstraint whether the constraint against double bookings is dropped, to see the run fail
     * @param settings additional ones for all services, to see the run fail
     */
    record Options(
            int faults,
            Duration duration,
            long seed,
            int clients,
            boolean withoutConstraint,
            Map<String, String> settings) {

        static Options of(String... words) {
            var given = new HashMap<String, String>();
            for (String word : words) {
                String[] parts = word.split("=", 2);
                if (parts.length != 2) {
                    throw new IllegalArgumentException("Not name=value: " + word);
                }
                given.put(parts[0], parts[1]);
            }
            int faults = Integer.parseInt(given.getOrDefault("faults", "72"));
            String seconds = given.getOrDefault("seconds", Integer.toString(faults * 5 / 2));
            var settings = new HashMap<>(given);
            settings.keySet().removeIf(name -> !name.contains("."));
            return new Options(
                    faults,
                    Duration.ofSeconds(Long.parseLong(seconds)),
                    Long.parseLong(given.getOrDefault(
                            "seed", Long.toString(Clock.systemUTC().millis() % 1_000_000))),
                    Integer.parseInt(given.getOrDefault("clients", "10")),
                    "exclusion-constraint".equals(given.get("without")),
                    Map.copyOf(settings));
        }
    }

    /**
     * What came of it.
     *
     * @param faults how many there were
     * @param report all of it, in lines
     */
    record Result(boolean holds, int faults, List<String> report) {}

    private FaultRun() {}

    public static void main(String[] words) {
        Result result = run(Options.of(words), System.out);
        System.exit(result.holds() ? 0 : 1);
    }

    static Result run(Options options, PrintStream out) {
        Path folder = freshFolder(options.seed());
        out.printf(
                "Faults: seed=%d, %d in %d s, clients=%d; everything in %s%n",
                options.seed(), options.faults(), options.duration().toSeconds(), options.clients(), folder);
        var random = new Random(options.seed());
        List<Fault> schedule = Fault.schedule(random, options.faults(), options.duration());
        schedule.forEach(out::println);
        var journal = new Journal();
        try (var platform = new Platform(folder, options.settings());
                var rows = new BookingRows(platform.server().database(), "UTC")) {
            History.remember(rows);
            Records.begin(platform.server());
            List<People.Practice> practices = practices(rows);
            if (options.withoutConstraint()) {
                rows.update("alter table appointment drop constraint appointment_no_double_booking");
            }
            var people = new People(platform, journal, practices, options.seed());
            var nemesis = new Nemesis(platform, schedule);
            var checks = new Checks(platform.server());

            people.come(options.clients());
            nemesis.rage();
            checks.add("every process is ready within three minutes", platform.notReady());
            people.leave();
            nemesis.commitUntold();
            checks.quiet(QUIET);
            // Every hold runs out.
            platform.moveClock(Duration.ofMinutes(10));
            Platform.pause(Duration.ofSeconds(1));
            checks.add("time that was held and ran out can be had", people.takeWhatRanOut(random, TAKEN_AGAIN));
            check(checks, platform, journal, people, nemesis);

            var report = report(nemesis, journal, people, checks);
            report.forEach(out::println);
            journal.writeTo(folder.resolve("requests.tsv"));
            write(folder.resolve("report.txt"), report);
            return new Result(checks.hold(), nemesis.count(), report);
        }
    }

    private static void check(Checks checks, Platform platform, Journal journal, People people, Nemesis nemesis) {
        checks.add("nobody among the people failed", people.failures());
        checks.add("every fault could be done", nemesis.failures());
        checks.use(journal);
        checks.promises(journal);
        // The server may have been gone since the connection was made.
        try (var rows = new BookingRows(platform.server().database(), "UTC")) {
            checks.overlaps(rows);
        }
        checks.events();
        checks.agreement();
        checks.logs(platform.replicas());
    }

    private static List<People.Practice> practices(BookingRows rows) {
        List<BookingRows.Therapist> therapists = rows.therapists(rows.location(), 8);
        rows.update("update working_hours set from_time = '00:00', to_time = '23:30'");
        rows.update("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps)
                select id, 15, 0, 15, 0, 60, 'from_window_start', 'any' from therapist
                """);
        return therapists.stream()
                .map(therapist -> new People.Practice(therapist, rows.service(therapist.id(), 45)))
                .toList();
    }

    private static List<String> report(Nemesis nemesis, Journal journal, People people, Checks checks) {
        var lines = new ArrayList<String>(nemesis.report());
        lines.add("%d requests, %d of them sent more than once".formatted(journal.size(), journal.repeated()));
        journal.outcomes().forEach((operation, outcomes) -> lines.add("%-20s %s".formatted(operation, outcomes)));
        lines.add("%d times that had run out were taken again".formatted(people.triedToTake()));
        lines.addAll(checks.report());
        lines.add(checks.hold() ? "Everything holds." : "Something does not hold.");
        return lines;
    }

    private static Path freshFolder(long seed) {
        try {
            Path all = Files.createDirectories(Repository.root().resolve("system-tests/target/faults"));
            return Files.createTempDirectory(all, seed + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
