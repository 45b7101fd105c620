package org.kneadwell.benchmarks.booking;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.benchmarks.booking.StatementLog.Statement;
import org.kneadwell.testkit.TestDatabase;

/**
 * The statements the service used for some bookings, with the same values in the same transactions, sent by pgbench. Each
 * booking is one row of a table, from which a pgbench transaction fetches its values first; what that fetching takes is
 * measured alone and can be subtracted.
 */
final class Replay {

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{0,100}");
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern EVENT = Pattern.compile("insert into \"?booking\"?\\.outbox ");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    private final TestDatabase database;
    private final String fetch;
    private final List<List<String>> transactions;
    private final int bookings;
    private final String options;

    private Replay(TestDatabase database, String fetch, List<List<String>> transactions, int bookings, String options) {
        this.database = database;
        this.fetch = fetch;
        this.transactions = transactions;
        this.bookings = bookings;
        this.options = options;
    }

    /**
     * @param recorded the transactions of each booking
     * @return a replay of those that used the same statements, which are nearly all
     */
    static Replay of(TestDatabase database, List<List<List<Statement>>> recorded) throws SQLException {
        Map<List<List<String>>, List<List<List<Statement>>>> byShape = recorded.stream()
                .collect(Collectors.groupingBy(booking -> booking.stream()
                        .map(transaction ->
                                transaction.stream().map(Statement::sql).toList())
                        .toList()));
        List<List<List<Statement>>> alike = byShape.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        List<List<Statement>> first = alike.getFirst();

        // What differs from booking to booking is a column; equal columns are one.
        Map<List<@Nullable String>, String> columns = new LinkedHashMap<>();
        var transactions = new ArrayList<List<String>>();
        for (int t = 0; t < first.size(); t++) {
            var statements = new ArrayList<String>();
            for (int s = 0; s < first.get(t).size(); s++) {
                Statement statement = first.get(t).get(s);
                var places = new ArrayList<String>();
                for (int p = 0; p < statement.parameters().size(); p++) {
                    int tt = t;
                    int ss = s;
                    int pp = p;
                    List<@Nullable String> values = alike.stream()
                            .<@Nullable String>map(booking ->
                                    booking.get(tt).get(ss).parameters().get(pp))
                            .collect(Collectors.toCollection(ArrayList::new));
                    places.add(place(values, columns));
                }
                statements.add(PLACE.matcher(statement.sql().strip())
                        .replaceAll(
                                place -> Matcher.quoteReplacement(places.get(Integer.parseInt(place.group(1)) - 1))));
            }
            transactions.add(statements);
        }
        store(database, columns, alike.size());
        String fetch = "\\set i :i + 1\n\\set n :i * :clients + :client_id\n" + "select "
                + String.join(", ", columns.values()) + " from replay.booking where n = :n \\gset\n";
        return new Replay(database, fetch, transactions, alike.size(), "");
    }

    private static String place(List<@Nullable String> values, Map<List<@Nullable String>, String> columns) {
        String first = values.getFirst();
        boolean always = values.stream().allMatch(value -> Objects.equals(value, first));
        if (always && first == null) {
            return "null";
        }
        // pgbench takes every colon for a variable, so only plain words stand in the script.
        if (always && first != null && PLAIN.matcher(first).matches()) {
            return "'" + first + "'";
        }
        if (values.contains(null)) {
            throw new IllegalStateException("A value that is NULL in some bookings only.");
        }
        return ":" + columns.computeIfAbsent(values, _ -> "v" + columns.size());
    }

    private static void store(TestDatabase database, Map<List<@Nullable String>, String> columns, int rows)
            throws SQLException {
        try (var connection = database.connect("postgres");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("drop schema if exists replay cascade");
            statement.execute("create schema replay");
            statement.execute("create table replay.booking (n integer primary key, "
                    + columns.values().stream().map(column -> column + " text").collect(Collectors.joining(", "))
                    + ")");
            statement.execute("grant usage on schema replay to booking");
            statement.execute("grant select on replay.booking to booking");
            List<List<@Nullable String>> values = List.copyOf(columns.keySet());
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into replay.booking values (?" + ", ?".repeat(columns.size()) + ")")) {
                for (int row = 0; row < rows; row++) {
                    insert.setInt(1, row);
                    for (int column = 0; column < values.size(); column++) {
                        insert.setString(column + 2, values.get(column).get(row));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("vacuum analyze replay.booking");
        }
    }

    /** How many bookings can be replayed. */
    int bookings() {
        return bookings;
    }

    int statements(int transaction) {
        return transactions.get(transaction).size();
    }

    /** The script of one transaction, as pgbench gets it. */
    String script(int transaction) {
        return transactions.get(transaction).stream().collect(Collectors.joining(";\n", "begin;\n", ";\ncommit;\n"));
    }

    /** The same over connections that plan each statement once, as the service's do. */
    Replay planningOnce() {
        return new Replay(database, fetch, transactions, bookings, "-c plan_cache_mode=force_generic_plan");
    }

    /**
     * The same changes without the events they write.
     *
     * @throws IllegalStateException unless each transaction writes one event
     */
    Replay withoutEvents() {
        var silent = transactions.stream()
                .map(statements -> statements.stream()
                        .filter(statement -> !EVENT.matcher(statement).find())
                        .toList())
                .toList();
        for (int t = 0; t < silent.size(); t++) {
            if (silent.get(t).size() != transactions.get(t).size() - 1) {
                throw new IllegalStateException("Not one event: " + script(t));
            }
        }
        return new Replay(database, fetch, silent, bookings, options);
    }

    /**
     * Replays these transactions of every booking.
     *
     * @return bookings a second, the fetching of values included
     */
    double run(int clients, int... transactionIndexes) throws IOException, InterruptedException {
        var script = new StringBuilder(fetch);
        for (int index : transactionIndexes) {
            script.append(script(index));
        }
        return pgbench(clients, script.toString());
    }

    /** Only the fetching. */
    double runFetching(int clients) throws IOException, InterruptedException {
        return pgbench(clients, fetch);
    }

    private double pgbench(int clients, String script) throws IOException, InterruptedException {
        Path file = Files.createTempFile("booking-", ".pgbench");
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
                        "-t",
                        Integer.toString(bookings / clients),
                        "-D",
                        "i=-1",
                        "-D",
                        "clients=" + clients,
                        "-f",
                        file.toString(),
                        "-h",
                        database.host(),
                        "-p",
                        Integer.toString(database.port()),
                        "-U",
                        "booking",
                        database.name()))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "booking-local");
        builder.environment().put("PGOPTIONS", options);
        Process process = builder.start();
        String output;
        try (BufferedReader reader = process.inputReader()) {
            output = reader.lines().collect(Collectors.joining("\n"));
        }
        int exit = process.waitFor();
        Files.delete(file);
        var tps = TPS.matcher(output);
        var failed = FAILED.matcher(output);
        boolean whole = failed.find() && failed.group(1).equals("0");
        if (exit != 0 || !whole || !tps.find()) {
            throw new IllegalStateException("pgbench failed:\n" + output + "\n" + script);
        }
        return Double.parseDouble(tps.group(1));
    }
}
