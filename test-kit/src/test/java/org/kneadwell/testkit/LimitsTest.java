package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/limits.md} says what the code says. */
class LimitsTest {

    private static final Pattern ROW =
            Pattern.compile("\\| ([^|`]+) \\| ([^|`]+) \\| `([^`]+)` `([^`]+)` \\| `([^`]+)` \\|");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @Test
    void each_limit_is_the_one_in_force() throws IOException {
        int rows = 0;
        for (var line : Files.readAllLines(Repository.root().resolve("docs/limits.md"))) {
            if (!line.startsWith("|") || line.startsWith("|---") || line.startsWith("| what ")) {
                continue;
            }
            var row = ROW.matcher(line);
            assertThat(row.matches()).as("not a row: " + line).isTrue();
            // Not followed by another digit: 60 is not 600.
            assertThat(source(row.group(3), row.group(4)))
                    .as(line)
                    .containsPattern(Pattern.quote(row.group(5)) + "(?!\\d)");
            assertThat(numbers(row.group(2))).as(line).isNotEmpty().isEqualTo(numbers(row.group(5)));
            rows++;
        }
        assertThat(rows).isGreaterThan(40);
    }

    /** With single spaces: how a line is broken does not matter. */
    private static String source(String module, String file) throws IOException {
        Path root = Repository.root().resolve(module);
        List<Path> found;
        try (var files = Files.walk(root.resolve(module.equals("deploy") ? "." : "src/main"))) {
            found = files.filter(path -> path.getFileName().toString().equals(file))
                    .toList();
        }
        assertThat(found).as(module + " " + file).hasSize(1);
        return Files.readString(found.getFirst()).replaceAll("\\s+", " ");
    }

    /** Kibibytes are written as a number times 1024. */
    private static TreeSet<Long> numbers(String text) {
        var numbers = new TreeSet<Long>();
        NUMBER.matcher(text).results().forEach(match -> numbers.add(Long.valueOf(match.group())));
        if (numbers.size() > 1) {
            numbers.remove(1024L);
        }
        return numbers;
    }
}
