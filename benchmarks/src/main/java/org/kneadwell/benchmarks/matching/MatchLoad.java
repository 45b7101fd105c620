package org.kneadwell.benchmarks.matching;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;
import org.kneadwell.testkit.Tokens;

/**
 * Twenty searches a second against the packaged service, over a thousand and over ten thousand therapists. A search is sent when it is
 * due, whether earlier ones have been answered or not, and its time counts from when it was due.
 *
 * <p>For comparison, in the same run: how long it takes to read the busy time of everybody for one search, as a search that lists
 * the slots of all would, and nothing else of what that would have to do.
 */
public final class MatchLoad {

    private static final int PER_SECOND = 20;
    private static final int CLIENTS = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private MatchLoad() {}

    /** @param args seconds to measure (30), then the numbers of therapists (1000 10000) */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        List<Integer> sizes =
                args.length > 1 ? Stream.of(args).skip(1).map(Integer::valueOf).toList() : List.of(1000, 10_000);
        for (int therapists : sizes) {
            measure(therapists, Duration.ofSeconds(seconds));
        }
        System.exit(0);
    }

    private static void measure(int therapists, Duration time) throws Exception {
        var database = TestDatabase.durable(Map.of());
        var flags = System.getProperty(
                "service.jvm", "-Xms64m -Xmx176m -Xss512k -XX:+UseSerialGC -XX:+UseCompactObjectHeaders");
        try (var service =
                        PackagedService.booking(database).jvm(flags.split(" ")).start();
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            Town.fill(database, therapists, 14);
            var clients = Town.clients(database, CLIENTS);
            var search = new Search(service, http, clients);
            long began = System.nanoTime();
            search.once(1).join();
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d therapists, %,d appointments; service with %s%nfirst search, which reads them all: %.0f ms%n",
                    therapists,
                    appointments(database),
                    flags,
                    (System.nanoTime() - began) / 1e6);
            search.run("warm-up", WARM_UP, 0);
            search.run("clients of all kinds", time, 0);
            search.run("clients without a wish", time, 10);
            System.out.printf(
                    Locale.ROOT,
                    "for comparison, reading everybody's busy time for one search: %.1f ms%n",
                    readingEverything(database));
            System.out.printf(
                    Locale.ROOT, "resident memory of the service, at most: %d MB%n", search.mostResident / 1024);
        }
    }

    /** @return the median of some readings, in milliseconds */
    private static double readingEverything(TestDatabase database) throws SQLException {
        double[] took = new double[21];
        try (Connection connection = database.connect("booking");
                var query = connection.prepareStatement("""
                        select therapist_id, start_at, end_at, blocked_from, blocked_until, state, client_id, service_id
                        from appointment
                        where therapist_id = any (select id from therapist where published_at is not null)
                          and blocked_from > now() - interval '3 days' and blocked_from < now() + interval '17 days'
                          and state in ('held', 'pending', 'booked', 'completed', 'no_show')
                        """)) {
            for (int i = 0; i < took.length; i++) {
                long began = System.nanoTime();
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        for (int column = 1; column <= 8; column++) {
                            Objects.requireNonNull(row.getObject(column));
                        }
                    }
                }
                took[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(took);
        return took[took.length / 2];
    }

    private static long appointments(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect("booking");
                var row = connection.createStatement().executeQuery("select count(*) from appointment")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static final class Search {

        private final PackagedService service;
        private final HttpClient http;
        private final List<UUID> clients;
        private long mostResident;

        Search(PackagedService service, HttpClient http, List<UUID> clients) {
            this.service = service;
            this.http = http;
            this.clients = clients;
        }

        /** @param step every so manieth client asks; 10 are those without a wish */
        void run(String name, Duration time, int step) throws IOException {
            int count = (int) (time.toSeconds() * PER_SECOND);
            long[] took = new long[count];
            var failed = new AtomicInteger();
            double serviceBefore = cpuSeconds();
            var answers = new CompletableFuture<?>[count];
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int at = i;
                long due = start + i * 1_000_000_000L / PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                answers[i] = once(step == 0 ? i : i * step).whenComplete((status, failure) -> {
                    took[at] = System.nanoTime() - due;
                    if (failure != null || status != 200) {
                        failed.incrementAndGet();
                    }
                });
                if (i % 5 == 0) {
                    mostResident = Math.max(mostResident, Objects.requireNonNullElse(service.residentKiB(), 0L));
                }
            }
            CompletableFuture.allOf(answers).exceptionally(_ -> null).join();
            Arrays.sort(took);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s p50 %5.1f  p90 %5.1f  p99 %5.1f  max %5.1f ms; %d searches, %d failed; service %.1f ms of CPU each%n",
                    name,
                    millis(took, 0.5),
                    millis(took, 0.9),
                    millis(took, 0.99),
                    millis(took, 1),
                    count,
                    failed.get(),
                    (cpuSeconds() - serviceBefore) * 1000 / count);
        }

        CompletableFuture<Integer> once(int i) {
            var request = HttpRequest.newBuilder(service.baseUrl().resolve("/api/booking/v1/matches"))
                    .header("Authorization", "Bearer " + token(clients.get(i % clients.size())))
                    .build();
            return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(answer -> answer.statusCode());
        }

        private final Map<UUID, Signed> tokens = new HashMap<>();

        private record Signed(String token, long at) {}

        /** Signing costs more than most of the search; a client does it once in a while. */
        private String token(UUID client) {
            long now = System.nanoTime();
            return tokens.compute(
                            client,
                            (_, old) -> old != null
                                            && now - old.at
                                                    < Duration.ofMinutes(3).toNanos()
                                    ? old
                                    : new Signed(Tokens.client(client), now))
                    .token;
        }

        private double cpuSeconds() throws IOException {
            var fields = Files.readString(Path.of("/proc", Long.toString(service.pid()), "stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        }

        private static double millis(long[] sorted, double share) {
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
        }
    }
}
