package org.kneadwell.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.HonestWords;

/** No text this service shows promises what massage cannot keep: every string literal, every mail and the API document are read. */
class HonestWordsTest {

    @Test
    void every_text_is_honest() throws IOException {
        var texts = HonestWords.textsOf(Path.of(""));
        texts.add(Files.readString(Path.of("../docs/api/booking.yaml")));
        assertThat(texts)
                .anyMatch(text -> text.contains("Your appointment is booked."))
                .anyMatch(text -> text.contains("Ihr Termin ist gebucht."))
                .noneMatch(HonestWords::areMissingIn);
    }
}
