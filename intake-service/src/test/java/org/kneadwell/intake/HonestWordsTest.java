package org.kneadwell.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.HonestWords;

/** No text this service shows promises what massage cannot keep. */
class HonestWordsTest {

    static final List<String> NEVER = List.of(
            " cure ",
            "cures",
            "permanent fix",
            "detox",
            "toxin",
            "melt",
            "break up knots",
            "break knots",
            "break down knots",
            "drain lymph",
            "lymph",
            "realign",
            "no pain no gain",
            "no pain, no gain",
            "must hurt",
            "complete release",
            "guarantee",
            "release the fascia",
            "releases fascia");

    @Test
    void no_text_promises_too_much() throws IOException {
        int scanned = 0;
        try (var files =
                Stream.concat(Files.walk(Path.of("src/main")), Stream.of(Path.of("..", "docs", "clinical-rules.md")))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
                for (var never : NEVER) {
                    assertThat(text).as(file.toString()).doesNotContain(never);
                }
                assertThat(HonestWords.areMissingIn(text)).as(file.toString()).isFalse();
                scanned++;
            }
        }
        assertThat(scanned).isGreaterThan(40);
    }
}
