package org.kneadwell.testkit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** {@code docs/fields.md} says of each field of an answer whether it tells of health; who gets which is the documents' to say. */
class FieldsTest {

    private static final Path DOCUMENT = Repository.root().resolve("docs/fields.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ([^|]*) \\| ?([^|]*) \\| ?([^|]*) ?\\|");
    private static final Pattern EXCEPTION = Pattern.compile("\\| (\\w+) \\| `(\\w+)` \\| `(\\w+)` \\| .* \\|");
    private static final Pattern FIELD = Pattern.compile("`(\\w+)`");
    private static final String HEAD = "| schema | who gets it | of health | not of health |\n|---|---|---|---|\n";
    private static final List<String> PEOPLE =
            List.of("client", "therapist", "coordinator", "webhooks:manage", "everybody");
    private static final Set<String> NEVER = Set.of("coordinator", "webhooks:manage", "everybody");

    /** How a therapist gets at what somebody told: by an appointment of theirs. */
    private static final Pattern OF_AN_APPOINTMENT =
            Pattern.compile("/api/\\w+/v1/(appointments/\\{\\w+}/.+|appointment-follow-ups)");

    /** @param by who gets it to the paths of the operations */
    private record Schema(String name, Set<String> fields, Map<String, Set<String>> by) {}

    /** @param unsaid fields of which nobody has said what they are */
    private record Said(Set<String> health, Set<String> other, Set<String> unsaid) {}

    @ParameterizedTest
    @ValueSource(strings = {"intake", "booking", "feedback"})
    void every_field_of_an_answer_is_said_to_be_of_health_or_not(String service) throws IOException {
        var said = said(service);
        if (Boolean.getBoolean("docs.update")) {
            rewrite(service, said);
        }
        said = said(service);
        for (var schema : schemas(service).values()) {
            var row = said.remove(schema.name());
            assertThat(row).as("%s has no row in docs/fields.md", schema.name()).isNotNull();
            assertThat(row.unsaid()).as("%s: of health or not?", schema.name()).isEmpty();
            var twice = new TreeSet<>(row.health());
            twice.retainAll(row.other());
            assertThat(twice).as("%s: both of health and not", schema.name()).isEmpty();
            var both = new TreeSet<>(row.health());
            both.addAll(row.other());
            assertThat(both).as("fields of %s in docs/fields.md", schema.name()).isEqualTo(schema.fields());
        }
        assertThat(said).as("rows about what is in no answer").isEmpty();
        assertThat(section(Files.readString(DOCUMENT), service))
                .as("who gets what in docs/fields.md is stale: run this test with -Ddocs.update=true")
                .isEqualTo(table(service, said(service)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "booking", "feedback"})
    void health_is_told_to_its_client_and_to_the_therapist_of_an_appointment(String service) throws IOException {
        var schemas = schemas(service);
        var faults = new ArrayList<String>();
        int checked = 0;
        for (var row : said(service).entrySet()) {
            var health = new TreeSet<>(row.getValue().health());
            health.removeAll(forTheClientAlone(service, row.getKey()));
            if (health.isEmpty()) {
                continue;
            }
            checked++;
            schemas.get(row.getKey()).by().forEach((who, paths) -> {
                if (NEVER.contains(who)) {
                    faults.add("%s is told %s of %s by %s".formatted(who, health, row.getKey(), paths));
                } else if (who.equals("therapist")) {
                    paths.stream()
                            .filter(path -> !OF_AN_APPOINTMENT.matcher(path).matches())
                            .forEach(path -> faults.add(
                                    "a therapist is told %s of %s by %s".formatted(health, row.getKey(), path)));
                }
            });
        }
        assertThat(checked).isGreaterThan(5);
        assertThat(faults).isEmpty();
    }

    @Test
    void what_is_for_the_client_alone_is_of_health_and_exists() throws IOException {
        int found = 0;
        for (var line : Files.readAllLines(DOCUMENT)) {
            var exception = EXCEPTION.matcher(line);
            if (exception.matches()) {
                found++;
                assertThat(said(exception.group(1)).get(exception.group(2)).health())
                        .as(line)
                        .contains(exception.group(3));
            }
        }
        assertThat(found).isEqualTo(3);
    }

    private static Set<String> forTheClientAlone(String service, String schema) throws IOException {
        var fields = new HashSet<String>();
        for (var line : Files.readAllLines(DOCUMENT)) {
            var exception = EXCEPTION.matcher(line);
            if (exception.matches()
                    && exception.group(1).equals(service)
                    && exception.group(2).equals(schema)) {
                fields.add(exception.group(3));
            }
        }
        return fields;
    }

    // --- the API's documents

    /** What successful answers are made of, by name. */
    private static Map<String, Schema> schemas(String service) throws IOException {
        Map<?, ?> api = new Yaml().load(Files.readString(Repository.root().resolve("docs/api/" + service + ".yaml")));
        Map<?, ?> described = map(map(api.get("components")).get("schemas"));
        var schemas = new TreeMap<String, Schema>();
        map(api.get("paths"))
                .forEach((path, item) -> map(item).values().forEach(method -> {
                    if (method instanceof Map<?, ?> operation
                            && operation.get("responses") instanceof Map<?, ?> responses) {
                        var names = new TreeSet<String>();
                        responses.forEach((status, answer) -> {
                            if (status.toString().compareTo("400") < 0) {
                                names(answer, described, names);
                            }
                        });
                        for (var name : names) {
                            var fields = fields(name, described);
                            if (!fields.isEmpty()) {
                                var schema =
                                        schemas.computeIfAbsent(name, any -> new Schema(any, fields, new TreeMap<>()));
                                who(operation)
                                        .forEach(who -> schema.by()
                                                .computeIfAbsent(who, any -> new TreeSet<>())
                                                .add(path.toString()));
                            }
                        }
                    }
                }));
        assertThat(schemas).hasSizeGreaterThan(15);
        return schemas;
    }

    private static Set<String> who(Map<?, ?> operation) {
        var roles = new TreeSet<String>();
        for (var requirement : (List<?>) operation.get("security")) {
            map(requirement).values().forEach(names -> ((List<?>) names).forEach(name -> roles.add(name.toString())));
        }
        return roles.isEmpty() ? Set.of("everybody") : roles;
    }

    /** Of all schemas that this one is made of, however deep. */
    private static void names(Object node, Map<?, ?> described, Set<String> names) {
        for (var name : named(node)) {
            if (names.add(name)) {
                names(described.get(name), described, names);
            }
        }
    }

    /** Of the schemas that are named here. */
    private static Set<String> named(Object node) {
        var names = new TreeSet<String>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    names.add(value.toString().replaceFirst(".*/", ""));
                } else if (!key.toString().startsWith("example")) {
                    names.addAll(named(value));
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(value -> names.addAll(named(value)));
        }
        return names;
    }

    /** Without those that hold a schema with fields of its own. */
    private static Set<String> fields(String schema, Map<?, ?> described) {
        var fields = new TreeSet<String>();
        map(map(described.get(schema)).get("properties")).forEach((name, field) -> {
            if (named(field).stream()
                    .allMatch(
                            of -> map(map(described.get(of)).get("properties")).isEmpty())) {
                fields.add(name.toString());
            }
        });
        return fields;
    }

    private static Map<?, ?> map(Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    // --- docs/fields.md

    private static Map<String, Said> said(String service) throws IOException {
        var said = new TreeMap<String, Said>();
        section(Files.readString(DOCUMENT), service).lines().forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var unsaid = new TreeSet<String>();
                for (var field : row.group(4).split(" ")) {
                    if (field.endsWith("?")) {
                        unsaid.addAll(fields(field));
                    }
                }
                var other = fields(row.group(4));
                other.removeAll(unsaid);
                assertThat(said.put(row.group(1), new Said(fields(row.group(3)), other, unsaid)))
                        .as(line)
                        .isNull();
            }
        });
        return said;
    }

    private static Set<String> fields(String quoted) {
        var fields = new TreeSet<String>();
        FIELD.matcher(quoted).results().forEach(match -> fields.add(match.group(1)));
        return fields;
    }

    private static String mark(String service) {
        return "<!-- " + service + " -->\n\n";
    }

    private static String end(String service) {
        return "\n<!-- /" + service + " -->\n";
    }

    private static String section(String document, String service) {
        int from = document.indexOf(mark(service));
        int to = document.indexOf(end(service));
        assertThat(from).as(mark(service)).isNotNegative();
        assertThat(to).as(end(service)).isGreaterThan(from);
        return document.substring(from + mark(service).length(), to);
    }

    private static void rewrite(String service, Map<String, Said> said) throws IOException {
        var whole = Files.readString(DOCUMENT);
        Files.writeString(DOCUMENT, whole.replace(section(whole, service), table(service, said)));
    }

    private static String table(String service, Map<String, Said> said) throws IOException {
        var table = new StringBuilder(HEAD);
        for (var schema : schemas(service).values()) {
            var row = said.getOrDefault(schema.name(), new Said(Set.of(), Set.of(), Set.of()));
            table.append("| `%s` | %s |%s |%s |\n"
                    .formatted(
                            schema.name(),
                            PEOPLE.stream().filter(schema.by()::containsKey).collect(joining(", ")),
                            schema.fields().stream()
                                    .filter(row.health()::contains)
                                    .map(field -> " `" + field + "`")
                                    .collect(joining()),
                            schema.fields().stream()
                                    .filter(field -> !row.health().contains(field))
                                    .map(field ->
                                            " `" + field + "`" + (row.other().contains(field) ? "" : "?"))
                                    .collect(joining())));
        }
        return table.toString();
    }
}
