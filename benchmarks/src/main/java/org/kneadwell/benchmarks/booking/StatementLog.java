package org.kneadwell.benchmarks.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL was told, read from its log in JSON with {@code log_statement = all}. */
final class StatementLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TOLD = Pattern.compile("(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (?:NULL|'((?:[^']++|'')*+)')");

    private StatementLog() {}

    /** @param parameters $1, $2 and so on; null is NULL */
    record Statement(String sql, List<@Nullable String> parameters) {}

    /** The statements of each transaction from begin to commit in which one of these people is named, per person, in order. */
    static Map<String, List<List<Statement>>> transactionsOf(Set<String> people, List<Path> logs) throws IOException {
        var open = new HashMap<Integer, List<Statement>>();
        var found = new HashMap<String, List<List<Statement>>>();
        for (Path log : logs) {
            try (BufferedReader lines = Files.newBufferedReader(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode entry = JSON.readTree(line);
                    var told = TOLD.matcher(entry.path("message").asText());
                    if (!told.matches()) {
                        continue;
                    }
                    int session = entry.path("pid").asInt();
                    var statement = new Statement(
                            told.group(1), parameters(entry.path("detail").asText()));
                    switch (statement.sql) {
                        case "BEGIN" -> open.put(session, new ArrayList<>());
                        case "COMMIT" -> {
                            List<Statement> transaction = open.remove(session);
                            if (transaction != null) {
                                owner(transaction, people)
                                        .ifPresent(person -> found.computeIfAbsent(person, _ -> new ArrayList<>())
                                                .add(transaction));
                            }
                        }
                        case "ROLLBACK" -> open.remove(session);
                        default -> open.getOrDefault(session, new ArrayList<>()).add(statement);
                    }
                }
            }
        }
        return found;
    }

    private static Optional<String> owner(List<Statement> transaction, Set<String> people) {
        return transaction.stream()
                .flatMap(statement -> statement.parameters.stream())
                .filter(value -> value != null && people.contains(value))
                .map(String::valueOf)
                .findFirst();
    }

    private static List<@Nullable String> parameters(String detail) {
        var found = new ArrayList<@Nullable String>();
        var parameter = PARAMETER.matcher(detail);
        while (parameter.find()) {
            String value = parameter.group(2);
            found.add(value == null ? null : value.replace("''", "'"));
        }
        return found;
    }
}
