package org.kneadwell.intake.questionnaire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.pressure.PressureWord;
import org.kneadwell.intake.questionnaire.Questionnaire.Question;
import org.kneadwell.intake.triage.Facts;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** Answers to one version of the questionnaire, by question key. */
public final class Answers {

    private final Questionnaire questionnaire;
    private final ObjectNode values;

    public Answers(Questionnaire questionnaire, ObjectNode values) {
        this.questionnaire = questionnaire;
        this.values = values.deepCopy();
    }

    public ObjectNode json() {
        return values.deepCopy();
    }

    /** The same by the keys of the questions. */
    public Map<String, JsonNode> byQuestion() {
        var answers = new LinkedHashMap<String, JsonNode>();
        json().properties().forEach(answer -> answers.put(answer.getKey(), answer.getValue()));
        return answers;
    }

    /** What is wrong with these changes; empty when nothing is. A refused value is never repeated in the message. */
    public static List<Violation> violations(
            Questionnaire questionnaire, Map<String, JsonNode> changes, LocalDate today) {
        var found = new ArrayList<Violation>();
        changes.forEach((key, value) -> {
            var question = questionnaire.question(key);
            if (question.isEmpty()) {
                found.add(new Violation("answers." + printable(key), "There is no such question."));
            } else if (value != null && !value.isNull()) {
                var wrong = wrong(question.get(), value, today);
                if (wrong != null) {
                    found.add(new Violation("answers." + key, wrong));
                }
            }
        });
        return found;
    }

    /** The same answers with these changes; a null takes an answer back. */
    public Answers with(Map<String, JsonNode> changes) {
        var next = values.deepCopy();
        changes.forEach((key, value) -> {
            if (value == null || value.isNull()) {
                next.remove(key);
            } else {
                next.set(key, value);
            }
        });
        return new Answers(questionnaire, next);
    }

    /** The same answers with a word more for a key, as said later. */
    public Answers adding(String key, Set<String> words) {
        var next = values.deepCopy();
        var all = new LinkedHashSet<>(words(key));
        all.remove("none");
        all.addAll(words);
        var array = next.putArray(key);
        all.forEach(array::add);
        return new Answers(questionnaire, next);
    }

    /** The same answers without one. */
    public Answers without(String key) {
        var next = values.deepCopy();
        next.remove(key);
        return new Answers(questionnaire, next);
    }

    /** The safety questions that are shown and have no answer, in the order they are asked. */
    public List<String> unansweredSafety() {
        return questionnaire
                .questions()
                .filter(Question::safety)
                .filter(this::shown)
                .filter(question -> !answered(question.key()))
                .map(Question::key)
                .toList();
    }

    /** What triage reads. A question that is not shown counts as not asked. */
    public Facts facts() {
        var words = new LinkedHashMap<String, Set<String>>();
        var dates = new LinkedHashMap<String, LocalDate>();
        values.fieldNames().forEachRemaining(key -> {
            var question = questionnaire.question(key);
            if (question.isPresent() && !shown(question.get())) {
                return;
            }
            var value = values.get(key);
            if (value.isObject() && value.has("date")) {
                dates.put(key, LocalDate.parse(value.get("date").asText()));
                words.put(key + "_site", Set.of(value.get("site").asText()));
            } else if (value.isArray()) {
                words.put(key, words(key));
            } else if (value.isBoolean()
                    || (value.isTextual()
                            && question.isPresent()
                            && question.get().kind() != Questionnaire.Kind.TEXT)) {
                words.put(key, Set.of(value.asText()));
            }
        });
        return new Facts(words, dates);
    }

    public Set<String> words(String key) {
        var value = values.path(key);
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return value.isTextual() ? Set.of(value.asText()) : Set.of();
    }

    public Optional<String> word(String key) {
        var value = values.path(key);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    public boolean yes(String key) {
        return values.path(key).asBoolean(false);
    }

    public Optional<Integer> number(String key) {
        var value = values.path(key);
        return value.isInt() ? Optional.of(value.asInt()) : Optional.empty();
    }

    public Set<BodyRegion> regions(String key) {
        return words(key).stream().map(Answers::region).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public Map<BodyRegion, PressureWord> pressureWords() {
        var found = new LinkedHashMap<BodyRegion, PressureWord>();
        values.path("pressure_word")
                .fields()
                .forEachRemaining(entry -> found.put(
                        region(entry.getKey()),
                        PressureWord.ofKey(entry.getValue().asText())));
        return found;
    }

    public Map<BodyRegion, Intensity> intensities() {
        var found = new LinkedHashMap<BodyRegion, Intensity>();
        values.path("intensity_target")
                .fields()
                .forEachRemaining(entry -> found.put(
                        region(entry.getKey()), Intensity.of(entry.getValue().asInt())));
        return found;
    }

    /** The label a chosen value has in this version. */
    public String label(String key, String value) {
        return questionnaire
                .question(key)
                .flatMap(question -> Optional.ofNullable(question.options()))
                .flatMap(options -> options.stream()
                        .filter(option -> option.value().equals(value))
                        .findFirst())
                .map(Questionnaire.Option::label)
                .orElse(value);
    }

    private boolean shown(Question question) {
        var condition = question.showIf();
        if (condition == null) {
            return true;
        }
        var parent = questionnaire.question(condition.key());
        if (parent.isPresent() && !shown(parent.get())) {
            return false;
        }
        var given = values.path(condition.key());
        return condition.anyOf().stream()
                .anyMatch(wanted -> wanted instanceof Boolean yes
                        ? given.isBoolean() && given.asBoolean() == yes
                        : words(condition.key()).contains(String.valueOf(wanted)));
    }

    private boolean answered(String key) {
        var value = values.get(key);
        return value != null && !value.isNull() && !(value.isArray() && value.isEmpty());
    }

    private static @Nullable String wrong(Question question, JsonNode value, LocalDate today) {
        return switch (question.kind()) {
            case YES_NO -> value.isBoolean() ? null : "Answer true or false.";
            case SINGLE ->
                value.isTextual() && question.offers(value.asText()) ? null : "Choose one of the offered values.";
            case MULTI, REGIONS -> wrongChoice(question, value);
            case SCALE -> wrongNumber(question, value);
            case TEXT -> wrongText(question, value);
            case PRESSURE_BY_REGION -> wrongByRegion(value, number -> wrongNumber(question, number));
            case WORDS_BY_REGION ->
                wrongByRegion(
                        value,
                        word -> word.isTextual() && question.offers(word.asText())
                                ? null
                                : "Choose one of the offered words.");
            case SITE_DATE -> wrongSiteDate(question, value, today);
        };
    }

    private static @Nullable String wrongChoice(Question question, JsonNode value) {
        if (!value.isArray()) {
            return "Give a list.";
        }
        var seen = new HashSet<String>();
        for (var one : value) {
            if (!one.isTextual() || !question.offers(one.asText())) {
                return question.kind() == Questionnaire.Kind.REGIONS
                        ? "There is no such region."
                        : "Choose from the offered values.";
            }
            if (!seen.add(one.asText())) {
                return "Name each value once.";
            }
        }
        return seen.contains("none") && seen.size() > 1 ? "Choose 'none' or something else, not both." : null;
    }

    private static @Nullable String wrongNumber(Question question, JsonNode value) {
        int min = question.min() == null ? 0 : question.min();
        int max = question.max() == null ? 10 : question.max();
        return value.isInt() && value.asInt() >= min && value.asInt() <= max
                ? null
                : "Give a whole number from " + min + " to " + max + ".";
    }

    private static @Nullable String wrongText(Question question, JsonNode value) {
        int max = question.max() == null ? 500 : question.max();
        return value.isTextual() && !value.asText().isBlank() && value.asText().length() <= max
                ? null
                : "Give a text of at most " + max + " characters.";
    }

    private static @Nullable String wrongByRegion(
            JsonNode value, java.util.function.Function<JsonNode, @Nullable String> each) {
        if (!value.isObject()) {
            return "Give an object with regions as its members.";
        }
        for (var entries = value.fields(); entries.hasNext(); ) {
            var entry = entries.next();
            if (!isRegion(entry.getKey())) {
                return "There is no such region.";
            }
            var wrong = each.apply(entry.getValue());
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable String wrongSiteDate(Question question, JsonNode value, LocalDate today) {
        if (!value.isObject()
                || value.size() != 2
                || !value.path("date").isTextual()
                || !value.path("site").isTextual()) {
            return "Give a date and a site.";
        }
        if (!question.offers(value.get("site").asText())) {
            return "There is no such region.";
        }
        try {
            var date = LocalDate.parse(value.get("date").asText());
            if (date.isAfter(today)) {
                return "The date cannot be in the future.";
            }
            return date.isBefore(today.minusYears(120)) ? "The date is too long ago." : null;
        } catch (DateTimeException e) {
            return "Give the date as year-month-day.";
        }
    }

    private static boolean isRegion(String key) {
        for (var region : BodyRegion.values()) {
            if (region.key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private static BodyRegion region(String key) {
        return BodyRegion.valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** A key somebody made up must not carry text of theirs into an answer or a log. */
    private static String printable(String key) {
        return key.matches("[A-Za-z0-9_]{1,40}") ? key : "?";
    }

    /** No answers yet. */
    public static Answers none(Questionnaire questionnaire) {
        return new Answers(questionnaire, JsonNodeFactory.instance.objectNode());
    }
}
