package org.kneadwell.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text this service shows promises what massage cannot keep. Every string literal, every mail and the API document are read. */
class HonestWordsTest {

    private static final Pattern NEVER = Pattern.compile(
            "\\bcures?\\b|\\bcured\\b|permanent(ly)? fix|detox|flush(es|ing)? (out )?toxins|toxins?\\b|(melt|break)s?(ing)? (up )?(the )?knots"
                    + "|drains? lymph|realign|(releas\\w+ (the )?fascia|fascia(l)? releas\\w+)|no pain,? no gain|must hurt|complete release"
                    + "|guarantee",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

    @Test
    void every_text_is_honest() throws IOException {
        var texts = texts();
        assertThat(texts).as("texts were found").hasSizeGreaterThan(100);
        assertThat(texts).anyMatch(text -> text.contains("Please get urgent medical care now."));
        assertThat(texts).anyMatch(text -> text.contains("Would you tell us how it felt afterwards?"));
        assertThat(texts).noneMatch(text -> NEVER.matcher(text).find());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This cures you.",
                "a permanent fix",
                "Flush toxins",
                "it MUST HURT",
                "melts knots",
                "No pain no gain",
                "We guarantee it"
            })
    void the_scan_finds_what_it_looks_for(String dishonest) {
        assertThat(NEVER.matcher(dishonest).find()).isTrue();
    }

    private static List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file);
                if (file.toString().endsWith(".java")) {
                    // Sentences are often split over lines: put them together before looking.
                    var joined = content.replaceAll("\"\\s*\\+\\s*\"", "");
                    LITERAL.matcher(joined).results().forEach(found -> texts.add(found.group()));
                } else if (file.toString().contains("templates")) {
                    texts.add(content);
                }
            }
        }
        texts.add(Files.readString(Path.of("../docs/api/feedback.yaml")));
        return texts;
    }
}
