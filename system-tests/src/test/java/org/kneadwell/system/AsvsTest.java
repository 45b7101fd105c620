package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.testkit.Repository;

/** {@code docs/asvs.md} answers each requirement once, and what it and {@code docs/security.md} name as a proof exists. */
class AsvsTest {

    private static final Pattern ROW = Pattern.compile(
            "\\| V(\\d+)\\.(\\d+)\\.(\\d+) \\| ([12]) \\| ([^|]+) \\| \\*\\*([a-z/ ]+)\\*\\*(?:: ([^|]+))? \\| ([^|]*)\\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST_CLASS = Pattern.compile("[A-Z][A-Za-z0-9]*Test");
    private static final Set<String> WORDS = Set.of("yes", "installation", "deviation", "part", "open", "n/a");

    private record Row(
            String id, int place, int chapter, int level, String answer, String reason, List<String> proofs) {}

    private static List<String> lines(String document) throws IOException {
        return Files.readAllLines(Repository.root().resolve(document));
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        int chapter = 0;
        for (var line : lines("docs/asvs.md")) {
            if (line.startsWith("## V")) {
                chapter = Integer.parseInt(line.substring(4, line.indexOf(' ', 4)));
            }
            if (line.startsWith("| V")) {
                var row = ROW.matcher(line);
                assertThat(row.matches())
                        .as("not a row with an answer: " + line)
                        .isTrue();
                int[] id = {
                    Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3))
                };
                assertThat(id[0]).as(line).isEqualTo(chapter);
                rows.add(new Row(
                        "V%d.%d.%d".formatted(id[0], id[1], id[2]),
                        id[0] * 10_000 + id[1] * 100 + id[2],
                        chapter,
                        Integer.parseInt(row.group(4)),
                        row.group(6),
                        row.group(7) == null ? "" : row.group(7),
                        quoted(row.group(8))));
            }
        }
        return rows;
    }

    /** The standard has 70 requirements on level 1 and 183 more on level 2, in 17 chapters. */
    @Test
    void every_requirement_of_both_levels_is_answered_once_and_in_order() throws IOException {
        var rows = rows();
        assertThat(rows.stream().filter(row -> row.level() == 1)).hasSize(70);
        assertThat(rows.stream().filter(row -> row.level() == 2)).hasSize(183);
        assertThat(rows.stream().map(Row::chapter).distinct()).hasSize(17);
        assertThat(rows.stream().map(Row::place).toList())
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_yes_has_a_proof_and_everything_else_a_reason() throws IOException {
        for (var row : rows()) {
            assertThat(row.answer()).as(row.id()).isIn(WORDS);
            switch (row.answer()) {
                case "yes" -> assertThat(row.proofs()).as(row.id()).isNotEmpty();
                case "installation" -> {
                    assertThat(row.reason()).as(row.id()).contains("(operations.md");
                    assertThat(row.proofs())
                            .as("what the product does: " + row.id())
                            .isNotEmpty();
                }
                case "deviation" -> {
                    assertThat(row.reason()).as(row.id()).isNotBlank();
                    assertThat(row.proofs())
                            .as("what is done instead: " + row.id())
                            .isNotEmpty();
                }
                default -> assertThat(row.reason()).as(row.id()).isNotBlank();
            }
        }
    }

    @Test
    void each_proof_is_a_test_or_a_file_that_exists() throws IOException {
        var tests = testClasses();
        for (var row : rows()) {
            for (var proof : row.proofs()) {
                assertThat(tests.contains(proof)
                                || Files.isRegularFile(Repository.root().resolve(proof)))
                        .as(row.id() + ": there is no " + proof)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/asvs.md", "docs/security.md"})
    void every_test_that_is_named_exists(String document) throws IOException {
        var named = lines(document).stream()
                .flatMap(line -> quoted(line).stream())
                .filter(TEST_CLASS.asMatchPredicate())
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(testClasses()).containsAll(named);
    }

    private static Set<String> testClasses() throws IOException {
        var modules = Arrays.stream(Repository.root().toFile().listFiles())
                .map(file -> file.toPath().resolve("src/test/java"))
                .filter(Files::isDirectory)
                .toList();
        var found = new ArrayList<String>();
        for (Path module : modules) {
            try (var files = Files.walk(module)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Test.java"))
                        .forEach(name -> found.add(name.replace(".java", "")));
            }
        }
        return Set.copyOf(found);
    }
}
