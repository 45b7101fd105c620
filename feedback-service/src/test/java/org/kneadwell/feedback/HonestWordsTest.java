package org.kneadwell.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.HonestWords;

/** No text this service shows promises what massage cannot keep. Every string literal, every mail and the API document are read. */
class HonestWordsTest {

    @Test
    void every_text_is_honest() throws IOException {
        var texts = HonestWords.textsOf(Path.of(""));
        texts.add(Files.readString(Path.of("../docs/api/feedback.yaml")));
        assertThat(texts).as("texts were found").hasSizeGreaterThan(100);
        assertThat(texts).anyMatch(text -> text.contains("Please get urgent medical care now."));
        assertThat(texts).anyMatch(text -> text.contains("Would you tell us how it felt afterwards?"));
        assertThat(texts).noneMatch(HonestWords::areMissingIn);
    }
}
