package org.kneadwell.intake.consent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kneadwell.kit.language.Language;

/** What a client agrees to, kept as {@code consents/<version>.json}; in another language as {@code <version>.<language>.json}. */
public record ConsentText(String version, List<Purpose> purposes, String text) {

    static final ConsentText CURRENT = read("2026.1", ConsentText.class);

    private static final ConsentText GERMAN = load("2026.1", Language.DE);

    /** One use the answers are put to. */
    public record Purpose(String key, String text) {}

    List<String> keys() {
        return purposes.stream().map(Purpose::key).toList();
    }

    /** The same, in a language. */
    ConsentText in(Language language) {
        return language == Language.DE ? GERMAN : this;
    }

    private record Texts(String text, Map<String, String> purposes) {}

    private static ConsentText load(String version, Language language) {
        var texts = read(version + "." + language.tag(), Texts.class);
        return new ConsentText(
                version,
                CURRENT.purposes().stream()
                        .map(purpose -> new Purpose(
                                purpose.key(),
                                Objects.requireNonNull(texts.purposes().get(purpose.key()))))
                        .toList(),
                texts.text());
    }

    private static <T> T read(String name, Class<T> type) {
        try (var in = Objects.requireNonNull(
                ConsentText.class.getClassLoader().getResourceAsStream("consents/" + name + ".json"))) {
            return new ObjectMapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
