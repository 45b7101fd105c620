package org.kneadwell.intake.questionnaire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version of the questionnaire. A version that was ever answered stays available, unchanged.
 *
 * @param notDiagnosis one sentence shown with every step
 */
public record Questionnaire(String version, String title, String notDiagnosis, List<Step> steps) {

    public Questionnaire {
        steps = List.copyOf(steps);
    }

    public Stream<Question> questions() {
        return steps.stream().flatMap(step -> step.questions().stream());
    }

    public Optional<Question> question(String key) {
        return questions().filter(question -> question.key().equals(key)).findFirst();
    }

    /** One topic. */
    public record Step(String key, String title, @Nullable String intro, List<Question> questions) {
        public Step {
            questions = List.copyOf(questions);
        }
    }

    /**
     * One question.
     *
     * @param safety whether nothing may be booked while it is unanswered
     * @param required whether it must be answered to submit
     * @param options what may be chosen; also the regions that may be named
     * @param min lowest number of a scale
     * @param max highest number of a scale, or the longest text in characters
     * @param showIf the answer that makes this question appear; null: always
     */
    public record Question(
            String key,
            String text,
            @Nullable String help,
            Kind kind,
            boolean safety,
            boolean required,
            @Nullable List<Option> options,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable String minLabel,
            @Nullable String maxLabel,
            @Nullable ShowIf showIf) {

        boolean offers(String value) {
            return options != null
                    && options.stream().anyMatch(option -> option.value().equals(value));
        }
    }

    public record Option(
            String value, String label, @Nullable String hint) {}

    public record ShowIf(String key, List<Object> anyOf) {}

    /** How a question is answered. */
    public enum Kind {
        @JsonProperty("regions")
        REGIONS,
        @JsonProperty("single")
        SINGLE,
        @JsonProperty("multi")
        MULTI,
        @JsonProperty("scale")
        SCALE,
        @JsonProperty("yes_no")
        YES_NO,
        @JsonProperty("text")
        TEXT,
        @JsonProperty("pressure_by_region")
        PRESSURE_BY_REGION,
        @JsonProperty("words_by_region")
        WORDS_BY_REGION,
        @JsonProperty("site_date")
        SITE_DATE
    }
}
