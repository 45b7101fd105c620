package org.kneadwell.benchmarks.booking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.kneadwell.benchmarks.booking.Connection.Answer;
import org.kneadwell.benchmarks.booking.Practices.Wish;
import org.kneadwell.benchmarks.booking.StatementLog.Statement;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;
import org.kneadwell.testkit.Tokens;

/**
 * Books through the packaged service and compares with pgbench, which sends the same statements with the same values in the same
 * transactions to the same server, from as many clients; and what the events cost, by leaving their statement out of what pgbench
 * sends. Then books at a fixed rate and says how long it takes.
 *
 * <p>Arguments, each {@code name=number}: {@code clients}, {@code bookings}, {@code therapists}, {@code past} (sessions in the
 * table before), {@code rounds}, {@code rate} (bookings a second), {@code seconds}, {@code script=1} to print what pgbench sends.
 */
public final class BookingLoad {

    private static final String HOLDS = "/api/booking/v1/holds";
    private static final String APPOINTMENTS = "/api/booking/v1/appointments";
    /** Change it with {@code -Dservice.jvm=…}, to record a profile for instance. */
    private static final String JVM = System.getProperty("service.jvm", "-Xms192m -Xmx192m -Xss512k -XX:+UseSerialGC");

    private static final double SHARE_WANTED = 0.5;
    private static final double SHARE_WITH_EVENTS_WANTED = 0.8;
    private static final double P99_WANTED = 25;
    /** More than are ever under way at once, so that no request waits for a connection of ours. */
    private static final int OPEN_CONNECTIONS = 64;

    private final List<String> filled =
            List.of("outbox", "outbox_aggregate", "idempotency_key", "audit_chain, audit_entry");
    private final Map<String, Integer> arguments;
    private final TestDatabase database;
    private final PackagedService service;
    private final Practices practices;
    private final long postmaster;
    private final List<Wish> wishes;
    private final String[] tokens;
    private final String[] holds;

    private BookingLoad(
            Map<String, Integer> arguments, TestDatabase database, PackagedService service, Practices practices)
            throws Exception {
        this.arguments = arguments;
        this.database = database;
        this.service = service;
        this.practices = practices;
        this.postmaster =
                Long.parseLong(Files.readAllLines(setting("data_directory").resolve("postmaster.pid"))
                        .getFirst());
        this.wishes = practices.wishes();
        this.tokens = new String[wishes.size()];
        this.holds = new String[wishes.size()];
    }

    public static void main(String[] args) throws Exception {
        var arguments = new HashMap<>(Map.of(
                "clients",
                16,
                "bookings",
                4000,
                "therapists",
                200,
                "past",
                100_000,
                "rounds",
                3,
                "rate",
                100,
                "seconds",
                40));
        Arrays.stream(args)
                .map(arg -> arg.split("=", 2))
                .forEach(pair -> arguments.put(pair[0], Integer.valueOf(pair[1])));
        var database = TestDatabase.durable(Map.of(
                "logging_collector", "on",
                "log_destination", "jsonlog",
                "log_filename", "statements.log",
                "log_rotation_size", "0",
                "log_rotation_age", "0"));
        // The quarkus.* settings are those of production; the JVM may use both compilers.
        boolean met;
        try (var service = PackagedService.booking(database)
                        .jvm(JVM.split("[ ;]+"))
                        // What a booking asks for goes out later, and its accesses are linked later, by whichever
                        // replica has time; pgbench sends no mails and links nothing either.
                        .setting("kneadwell.mail.every", "off")
                        .setting("kneadwell.audit.link-every", "off")
                        .start();
                var practices = new Practices(
                        database,
                        number(arguments, "therapists"),
                        number(arguments, "bookings"),
                        number(arguments, "past"))) {
            met = new BookingLoad(arguments, database, service, practices).run();
        }
        System.exit(met ? 0 : 1);
    }

    private static int number(Map<String, Integer> arguments, String name) {
        Integer value = arguments.get(name);
        return value == null ? 0 : value;
    }

    private int number(String name) {
        return number(arguments, name);
    }

    /** What one way of booking reached, in bookings a second. */
    private record Rates(double holding, double booking, double both) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "hold %5.0f/s  book %5.0f/s  hold+book %5.0f/s", holding, booking, both);
        }
    }

    private boolean run() throws Exception {
        int clients = number("clients");
        say(
                "%d clients, %d bookings with %d therapists, %d sessions before; fsync %s, %d processors",
                clients,
                wishes.size(),
                number("therapists"),
                number("past"),
                setting("fsync"),
                Runtime.getRuntime().availableProcessors());
        closed(clients, true, true);
        practices.forget(filled);

        Replay replay = record(clients);
        say(
                "One booking: hold %d statements, book %d statements, between begin and commit",
                replay.statements(0), replay.statements(1));
        if (number("script") == 1) {
            say("%s%s", replay.script(0), replay.script(1));
        }

        if (number("rounds") == 0) {
            return true;
        }
        var ours = new ArrayList<Rates>();
        var theirs = new ArrayList<Rates>();
        var planningOnce = new ArrayList<Rates>();
        var silent = new ArrayList<Rates>();
        for (int round = 1; round <= number("rounds"); round++) {
            practices.forget(filled);
            double holding = closed(clients, true, false);
            double booking = closed(clients, false, true);
            practices.forget(filled);
            CpuTime before = cpu();
            double both = closed(clients, true, true);
            CpuTime mine = cpu().minus(before).each(wishes.size());
            ours.add(new Rates(holding, booking, both));
            say(
                    "round %d: service %s, CPU a booking %s; %d MB resident",
                    round, ours.getLast(), mine, residentMegabytes());
            // With and without events take turns in being first after the service, which leaves more to write back.
            if (round % 2 == 0) {
                replayed(round, "pgbench without the events", replay.withoutEvents(), silent);
            }
            CpuTime its = replayed(round, "pgbench", replay, theirs);
            say(
                    "round %d: hold+book takes %.1f times the CPU time that pgbench and its server take",
                    round, mine.whole() / its.whole());
            if (round % 2 == 1) {
                replayed(round, "pgbench without the events", replay.withoutEvents(), silent);
            }
            replayed(round, "pgbench that plans once, as the service", replay.planningOnce(), planningOnce);
        }
        boolean met = true;
        for (var part : List.of(
                new Part("hold", Rates::holding),
                new Part("book", Rates::booking),
                new Part("hold+book", Rates::both))) {
            met &= part.compare("over HTTP, of pgbench", ours, theirs, SHARE_WANTED);
            part.compare("over HTTP, of pgbench that plans once", ours, planningOnce, SHARE_WANTED);
            met &= part.compare("pgbench, of the same without events", theirs, silent, SHARE_WITH_EVENTS_WANTED);
        }

        practices.forget(filled);
        met &= open();
        return met;
    }

    /** What pgbench reaches, without the fetching of its values; answers with the CPU time of a booking. */
    private CpuTime replayed(int round, String what, Replay replay, List<Rates> rates) throws Exception {
        int clients = number("clients");
        practices.forget(filled);
        double fetching = replay.runFetching(clients);
        double holding = without(fetching, replay.run(clients, 0));
        double booking = without(fetching, replay.run(clients, 1));
        expectBooked(replay);
        practices.forget(filled);
        CpuTime before = cpu();
        double both = without(fetching, replay.run(clients, 0, 1));
        CpuTime each = cpu().minus(before).each(replay.bookings());
        expectBooked(replay);
        rates.add(new Rates(holding, booking, both));
        say(
                "round %d: %s %s, CPU a booking %s; fetching values %.0f/s, subtracted",
                round, what, rates.getLast(), each, fetching);
        return each;
    }

    private record Part(String name, ToDoubleFunction<Rates> rate) {

        boolean compare(String what, List<Rates> some, List<Rates> all, double wanted) {
            double mine = median(some.stream().mapToDouble(rate));
            double best = median(all.stream().mapToDouble(rate));
            double share = mine / best;
            say(
                    "%-9s  %-37s  %5.0f/s of %5.0f/s: %3.0f %% (wanted: %.0f %%) %s",
                    name, what, mine, best, share * 100, wanted * 100, share >= wanted ? "met" : "MISSED");
            return share >= wanted;
        }
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The rate of the whole without a part of which the rate alone is known. */
    private static double without(double part, double whole) {
        return 1 / (1 / whole - 1 / part);
    }

    private void expectBooked(Replay replay) {
        int clients = number("clients");
        int expected = replay.bookings() / clients * clients;
        if (practices.booked() != expected) {
            throw new IllegalStateException("pgbench left " + practices.booked() + " bookings, not " + expected + ".");
        }
    }

    private Path setting(String name) throws SQLException {
        try (var connection = database.connect("postgres");
                var query = connection.prepareStatement("select current_setting(?)")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                row.next();
                return Path.of(row.getString(1));
            }
        }
    }

    /** Books everything once while the server writes down what it is told. */
    private Replay record(int clients) throws Exception {
        Path log = setting("data_directory").resolve("log/statements.json");
        try (var connection = database.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("alter system set log_statement = 'all'");
            statement.execute("select pg_reload_conf()");
            Thread.sleep(500);
            closed(clients, true, true);
            statement.execute("alter system reset log_statement");
            statement.execute("select pg_reload_conf()");
            Thread.sleep(500);
        }
        Map<String, List<List<Statement>>> told = StatementLog.transactionsOf(
                wishes.stream().map(wish -> wish.client().toString()).collect(Collectors.toSet()), List.of(log));
        List<List<List<Statement>>> bookings = told.values().stream()
                .filter(transactions -> transactions.size() == 2)
                .toList();
        Replay replay = Replay.of(database, bookings);
        say("Recorded %d bookings, of which %d used the very same statements", told.size(), replay.bookings());
        return replay;
    }

    /**
     * Each client asks for the next thing as soon as it has the answer.
     *
     * @return bookings a second
     */
    private double closed(int clients, boolean hold, boolean book) throws Exception {
        sign();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<?>>();
            long start = System.nanoTime();
            for (int client = 0; client < clients; client++) {
                int first = client;
                running.add(threads.submit(() -> {
                    try (var connection = new Connection(service.baseUrl())) {
                        for (int i = first; i < wishes.size(); i += clients) {
                            if (hold) {
                                hold(connection, i);
                            }
                            if (book) {
                                book(connection, i);
                            }
                        }
                    }
                    return null;
                }));
            }
            await(running);
            return wishes.size() * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Bookings begin at a fixed rate, whatever became of those before; time counts from when one should have begun. */
    private boolean open() throws Exception {
        int rate = number("rate");
        int count = Math.min(wishes.size(), rate * number("seconds"));
        long[] holding = new long[count];
        long[] booking = new long[count];
        long[] both = new long[count];
        var next = new AtomicInteger();
        sign();
        try (var threads = Executors.newFixedThreadPool(OPEN_CONNECTIONS)) {
            long start = System.nanoTime() + Duration.ofMillis(500).toNanos();
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < OPEN_CONNECTIONS; thread++) {
                running.add(threads.submit(() -> {
                    try (var connection = new Connection(service.baseUrl())) {
                        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                            long intended = start + i * 1_000_000_000L / rate;
                            for (long wait = intended - System.nanoTime();
                                    wait > 0;
                                    wait = intended - System.nanoTime()) {
                                LockSupport.parkNanos(wait);
                            }
                            hold(connection, i);
                            long held = System.nanoTime();
                            book(connection, i);
                            long booked = System.nanoTime();
                            holding[i] = held - intended;
                            booking[i] = booked - held;
                            both[i] = booked - intended;
                        }
                    }
                    return null;
                }));
            }
            await(running);
        }
        say("%d bookings a second for %d s, from the intended start:", rate, count / rate);
        say("  hold       %s", Latencies.of(holding));
        say("  book       %s", Latencies.of(booking));
        var whole = Latencies.of(both);
        say(
                "  hold+book  %s (wanted: p99 %.0f ms) %s",
                whole, P99_WANTED, whole.millis(0.99) <= P99_WANTED ? "met" : "MISSED");
        return whole.millis(0.99) <= P99_WANTED;
    }

    private void hold(Connection connection, int i) throws IOException {
        Answer answer = connection.post(HOLDS, tokens[i], key(), wishes.get(i).json());
        expectCreated(answer);
        int id = answer.body().indexOf("\"id\":\"") + 6;
        holds[i] = answer.body().substring(id, id + 36);
    }

    private void book(Connection connection, int i) throws IOException {
        expectCreated(connection.post(APPOINTMENTS, tokens[i], key(), "{\"holdId\":\"" + holds[i] + "\"}"));
    }

    private static void expectCreated(Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException("Refused: " + answer);
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** Tokens are good for five minutes. */
    private void sign() {
        Arrays.parallelSetAll(tokens, i -> Tokens.client(wishes.get(i).client()));
    }

    private static void await(List<Future<?>> running) throws InterruptedException {
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure.getCause());
            }
        }
    }

    private CpuTime cpu() {
        return CpuTime.now(service.pid(), postmaster);
    }

    private long residentMegabytes() {
        Long resident = service.residentKiB();
        return resident == null ? 0 : resident / 1024;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
