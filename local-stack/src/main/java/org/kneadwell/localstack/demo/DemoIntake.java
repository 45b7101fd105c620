package org.kneadwell.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Fills in whatever questionnaire is current with a demo client's answers, and "no" or "none" where they have none. */
final class DemoIntake {
    private DemoIntake() {}

    static Map<String, Object> answers(JsonNode questionnaire, Map<String, Object> wanted) {
        var answers = new LinkedHashMap<String, Object>();
        for (var step : questionnaire.path("steps")) {
            for (var question : step.path("questions")) {
                var key = question.path("key").asText();
                if (wanted.containsKey(key)) {
                    answers.put(key, fitted(question, wanted.get(key)));
                } else if (question.path("safety").asBoolean() && !question.has("showIf")) {
                    answers.put(key, harmless(question));
                }
            }
        }
        return answers;
    }

    /** A list for a question that takes one, one value for a question that takes one. */
    private static Object fitted(JsonNode question, Object value) {
        var kind = question.path("kind").asText();
        if (kind.equals("multi") && !(value instanceof List)) {
            return List.of(value);
        }
        if (kind.equals("single") && value instanceof List<?> list) {
            return list.getFirst();
        }
        return value;
    }

    private static Object harmless(JsonNode question) {
        return switch (question.path("kind").asText()) {
            case "yes_no" -> question.path("key").asText().equals("adult");
            case "multi", "regions" -> hasNone(question) ? List.of("none") : List.of();
            case "scale" -> question.path("min").asInt();
            case "text" -> "";
            default ->
                hasNone(question)
                        ? "none"
                        : question.path("options").path(0).path("value").asText();
        };
    }

    private static boolean hasNone(JsonNode question) {
        return StreamSupport.stream(question.path("options").spliterator(), false)
                .anyMatch(option -> option.path("value").asText().equals("none"));
    }
}
