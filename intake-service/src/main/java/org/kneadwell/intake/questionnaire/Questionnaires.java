package org.kneadwell.intake.questionnaire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kneadwell.kit.language.Language;

/**
 * The versions of the questionnaire, kept as {@code questionnaires/<version>.json} on the class path; what they say in another
 * language beside it, as {@code <version>.<language>.json}.
 */
public final class Questionnaires {

    /** The version new drafts use. */
    public static final String CURRENT = "2026.1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Map<String, Questionnaire> LOADED = new ConcurrentHashMap<>();

    private Questionnaires() {}

    public static Questionnaire current() {
        return version(CURRENT).orElseThrow();
    }

    public static Optional<Questionnaire> version(String version) {
        return version(version, Language.EN);
    }

    /** The same questions, asked in a language. */
    public static Optional<Questionnaire> version(String version, Language language) {
        if (!version.matches("[0-9A-Za-z-]+(\\.[0-9]+)*") || version.length() > 40) {
            return Optional.empty();
        }
        var name = language == Language.EN ? version : version + "." + language.tag();
        var known = LOADED.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var english = read(version, Questionnaire.class);
        // A version nobody has translated is better read in English than not at all.
        var texts =
                language == Language.EN ? Optional.<QuestionnaireTexts>empty() : read(name, QuestionnaireTexts.class);
        var read =
                english.map(questions -> texts.map(them -> them.of(questions)).orElse(questions));
        read.ifPresent(questionnaire -> LOADED.put(name, questionnaire));
        return read;
    }

    private static <T> Optional<T> read(String name, Class<T> type) {
        try (var in = Questionnaires.class.getClassLoader().getResourceAsStream("questionnaires/" + name + ".json")) {
            return in == null ? Optional.empty() : Optional.of(JSON.readValue(in, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
