package org.kneadwell.intake.questionnaire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.questionnaire.Questionnaire.Option;
import org.kneadwell.intake.questionnaire.Questionnaire.Question;
import org.kneadwell.intake.questionnaire.Questionnaire.Step;

/**
 * The texts of a version of the questionnaire in another language, by its keys; the questions themselves stay as they are.
 *
 * @param regions labels of regions, the same in every question
 */
record QuestionnaireTexts(
        String title,
        String notDiagnosis,
        Map<String, StepTexts> steps,
        Map<String, QuestionTexts> questions,
        Map<String, String> regions) {

    record StepTexts(String title, @Nullable String intro) {}

    /** @param options labels, by value; {@code hints} likewise */
    record QuestionTexts(
            String text,
            @Nullable String help,
            @Nullable String minLabel,
            @Nullable String maxLabel,
            @Nullable Map<String, String> options,
            @Nullable Map<String, String> hints) {}

    /** @throws IllegalStateException when a text is missing, or there is one too many */
    Questionnaire of(Questionnaire english) {
        return new Questionnaire(
                english.version(),
                title,
                notDiagnosis,
                english.steps().stream().map(this::step).toList());
    }

    private Step step(Step english) {
        var texts = need(steps, english.key());
        return new Step(
                english.key(),
                texts.title(),
                like(english.intro(), texts.intro(), english.key()),
                english.questions().stream().map(this::question).toList());
    }

    private Question question(Question english) {
        var key = english.key();
        var texts = need(questions, key);
        var options = english.options();
        return new Question(
                key,
                texts.text(),
                like(english.help(), texts.help(), key),
                english.kind(),
                english.safety(),
                english.required(),
                options == null ? null : options(options, texts, key),
                english.min(),
                english.max(),
                like(english.minLabel(), texts.minLabel(), key),
                like(english.maxLabel(), texts.maxLabel(), key),
                english.showIf());
    }

    private List<Option> options(List<Option> english, QuestionTexts texts, String key) {
        var labels = texts.options() == null ? regions : texts.options();
        var hints = texts.hints() == null ? Map.<String, String>of() : texts.hints();
        return english.stream()
                .map(option -> new Option(
                        option.value(),
                        need(labels, option.value()),
                        like(option.hint(), hints.get(option.value()), key)))
                .toList();
    }

    private static <T> T need(Map<String, T> texts, String key) {
        var found = texts.get(key);
        if (found == null) {
            throw new IllegalStateException("There is no text for '" + key + "'.");
        }
        return found;
    }

    private static @Nullable String like(@Nullable String english, @Nullable String text, String key) {
        if ((english == null) != (text == null)) {
            throw new IllegalStateException("'" + key + "' does not say the same in both languages.");
        }
        return text;
    }
}
