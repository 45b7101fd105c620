package org.kneadwell.kit.language;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.StreamSupport;

/**
 * Something to say, before it is known in which language: a key of the service's texts and what it speaks of. The core makes
 * sentences, the edge words them. The texts are {@code texts_en.properties} and {@code texts_de.properties} on the class path,
 * as {@link MessageFormat}s.
 *
 * @param values whole numbers, strings (names, codes), days, sentences, and lists of sentences, which are enumerated
 */
public record Sentence(String key, List<Object> values) {

    private static final String AS_IS = "=";

    private static final DateTimeFormatter GERMAN_DAY = DateTimeFormatter.ofPattern("d.M.uuuu");

    public Sentence {
        values = List.copyOf(values);
    }

    public static Sentence of(String key, Object... values) {
        return new Sentence(key, List.of(values));
    }

    /** A text that is worded already: by rules read in a language, or when it was stored. */
    public static Sentence asIs(String text) {
        return of(AS_IS, text);
    }

    public String in(Language language) {
        if (key.equals(AS_IS)) {
            return (String) values.getFirst();
        }
        var texts = ResourceBundle.getBundle(
                "texts", language.locale(), Thread.currentThread().getContextClassLoader());
        var format = new MessageFormat(texts.getString(key), language.locale());
        return format.format(
                values.stream().map(value -> word(value, language, texts)).toArray());
    }

    /** Several, each in this language. */
    public static List<String> all(List<Sentence> sentences, Language language) {
        return sentences.stream().map(sentence -> sentence.in(language)).toList();
    }

    private static Object word(Object value, Language language, ResourceBundle texts) {
        return switch (value) {
            case Sentence sentence -> sentence.in(language);
            case LocalDate day -> language == Language.DE ? GERMAN_DAY.format(day) : day.toString();
            case List<?> several ->
                enumerate(
                        several.stream()
                                .map(one -> word(one, language, texts).toString())
                                .toList(),
                        texts.getString("and"));
            default -> value;
        };
    }

    /** "a", "a and b", "a, b and c". */
    private static String enumerate(List<String> words, String and) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + " " + and + " " + words.getLast();
    }

    /** As it is stored: the key and the values, so that it can be read in either language later. */
    @JsonValue
    Object stored() {
        if (key.equals(AS_IS)) {
            return values.getFirst();
        }
        var stored = new LinkedHashMap<String, Object>();
        stored.put("key", key);
        stored.put("values", values);
        return stored;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Sentence stored(JsonNode stored) {
        if (stored.isTextual()) {
            return asIs(stored.asText());
        }
        var values = new ArrayList<Object>();
        stored.path("values").forEach(value -> values.add(value(value)));
        return new Sentence(stored.path("key").asText(), values);
    }

    private static Object value(JsonNode stored) {
        if (stored.isInt()) {
            return stored.asInt();
        }
        if (stored.isArray()) {
            return StreamSupport.stream(stored.spliterator(), false)
                    .map(Sentence::value)
                    .toList();
        }
        return stored.isObject() ? stored(stored) : stored.asText();
    }
}
