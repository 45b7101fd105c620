package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in the README is code of the package "example", which is compiled and runs in {@link InQuarkusTest}. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("^\\| `([a-z-]+)`(?:, `([a-z-]+)`)? \\|", Pattern.MULTILINE);

    @Test
    void every_example_stands_in_a_class_that_compiles() throws IOException {
        var examples = new ArrayList<String>();
        try (var files = Files.list(Path.of("src/test/java/org/kneadwell/outbox/example"))) {
            for (var file : files.toList()) {
                examples.add(Files.readString(file));
            }
        }
        var blocks = BLOCK.matcher(readme())
                .results()
                .map(block -> block.group(1).strip())
                .toList();
        assertThat(blocks).hasSize(2);
        assertThat(blocks).allMatch(block -> examples.stream().anyMatch(example -> example.contains(block)));
    }

    @Test
    void every_setting_that_is_read_is_listed_and_no_other() throws IOException {
        var source = Files.readString(Path.of("src/main/java/org/kneadwell/outbox/OutboxSettings.java"));
        var read = Pattern.compile("(?:PREFIX \\+ |config, )\"([a-z-]+)\"[,)]")
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        var listed = new ArrayList<String>();
        SETTING.matcher(readme()).results().forEach(row -> {
            listed.add(row.group(1));
            if (row.group(2) != null) {
                listed.add(row.group(2));
            }
        });
        assertThat(read).hasSizeGreaterThan(10);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(read);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
