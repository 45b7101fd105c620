package org.kneadwell.intake.questionnaire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The versions of the questionnaire, kept as {@code questionnaires/<version>.json} on the class path. */
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
        if (!version.matches("[0-9A-Za-z.-]{1,40}")) {
            return Optional.empty();
        }
        var known = LOADED.get(version);
        if (known != null) {
            return Optional.of(known);
        }
        try (var in =
                Questionnaires.class.getClassLoader().getResourceAsStream("questionnaires/" + version + ".json")) {
            if (in == null) {
                return Optional.empty();
            }
            var read = JSON.readValue(in, Questionnaire.class);
            LOADED.put(version, read);
            return Optional.of(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
