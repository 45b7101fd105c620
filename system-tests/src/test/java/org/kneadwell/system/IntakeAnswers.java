package org.kneadwell.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in a questionnaire from its own definition, as the generic form of the web front does. */
public final class IntakeAnswers {

    private IntakeAnswers() {}

    /** The harmless answer ("none", "no") to every safety question of one step that the given answers do not cover. */
    public static Map<String, Object> ofStep(JsonNode step, Map<String, Object> given) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (JsonNode question : step.path("questions")) {
            String key = question.path("key").asText();
            if (given.containsKey(key)) {
                answers.put(key, given.get(key));
            } else if (question.path("safety").asBoolean() && !question.has("showIf")) {
                answers.put(key, harmless(question));
            }
        }
        return answers;
    }

    private static Object harmless(JsonNode question) {
        return switch (question.path("kind").asText()) {
            // Of all yes/no questions only this one is harmless when the answer is yes.
            case "yes_no" -> question.path("key").asText().equals("adult");
            case "multi" -> List.of(noneOption(question));
            case "single" -> noneOption(question);
            case "scale" -> question.path("min").asInt();
            default -> throw new AssertionError("No harmless answer known for " + question);
        };
    }

    private static String noneOption(JsonNode question) {
        for (JsonNode option : question.path("options")) {
            if (option.path("value").asText().equals("none")) {
                return "none";
            }
        }
        return question.path("options").path(0).path("value").asText();
    }
}
