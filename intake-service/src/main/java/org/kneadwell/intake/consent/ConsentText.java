package org.kneadwell.intake.consent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What a client agrees to, kept as {@code consents/<version>.json}. */
public record ConsentText(String version, List<Purpose> purposes, String text) {

    static final ConsentText CURRENT = load("2026.1");

    /** One use the answers are put to. */
    public record Purpose(String key, String text) {}

    List<String> keys() {
        return purposes.stream().map(Purpose::key).toList();
    }

    private static ConsentText load(String version) {
        try (var in = Objects.requireNonNull(
                ConsentText.class.getClassLoader().getResourceAsStream("consents/" + version + ".json"))) {
            return new ObjectMapper().readValue(in, ConsentText.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
