package org.kneadwell.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.intake.questionnaire.Questionnaires;
import org.kneadwell.intake.ruleset.RuleSets;
import org.kneadwell.intake.triage.RuleSet;
import org.kneadwell.kit.language.Language;
import org.kneadwell.testkit.HonestWords;
import org.kneadwell.testkit.SpokenTexts;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.MassageStyle;

/** Everything this service says is there in German, says the same, and promises no more. */
class LanguagesTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void every_sentence_is_there_in_german() {
        assertThat(SpokenTexts.faults(Path.of(""))).isEmpty();
        assertThat(SpokenTexts.count(Path.of(""))).isGreaterThan(100);
    }

    @Test
    void every_question_is_asked_in_german_and_is_the_same_question() throws IOException {
        var english = Questionnaires.current();
        var german = Questionnaires.version(Questionnaires.CURRENT, Language.DE).orElseThrow();
        var json = new ObjectMapper();
        JsonNode asked = json.valueToTree(german);
        assertThat(without(json.valueToTree(german), "title", "intro", "notDiagnosis", "text", "help", "label"))
                .isEqualTo(
                        without(json.valueToTree(english), "title", "intro", "notDiagnosis", "text", "help", "label"));
        assertGerman(texts(asked));
        assertThat(leaves(RESOURCES.resolve("questionnaires/2026.1.de.json")))
                .as("no text is there for nothing")
                .allMatch(texts(asked)::contains);
    }

    @Test
    void every_rule_is_worded_in_german_and_is_the_same_rule() throws IOException {
        var german = RuleSets.version(RuleSets.CURRENT, Language.DE);
        assertThat(mute(german)).isEqualTo(mute(RuleSets.current()));
        assertGerman(leaves(RESOURCES.resolve("clinical-rules/2026.1.de.json")));
        var json = new ObjectMapper();
        var translated =
                json.readTree(RESOURCES.resolve("clinical-rules/2026.1.de.json").toFile());
        assertThat(translated.get("rules").size())
                .isEqualTo(RuleSets.current().rules().size());
    }

    @Test
    void the_consent_is_asked_for_in_german() throws IOException {
        var texts = leaves(RESOURCES.resolve("consents/2026.1.de.json"));
        assertThat(texts).hasSize(4);
        assertGerman(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"questionnaires", "clinical-rules", "consents"})
    void every_version_is_there_in_german(String folder) throws IOException {
        try (var files = Files.list(RESOURCES.resolve(folder))) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).isNotEmpty();
            assertThat(names.stream().filter(name -> !name.endsWith(".de.json")))
                    .allMatch(name -> names.contains(name.replace(".json", ".de.json")));
        }
    }

    @Test
    void there_is_a_word_for_everything_a_sentence_may_name() {
        for (var locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            var texts = ResourceBundle.getBundle("texts", locale);
            for (var region : BodyRegion.values()) {
                assertThat(texts.getString("region." + region.key())).isNotBlank();
                assertThat(texts.getString("Region." + region.key())).isNotBlank();
            }
            for (var style : MassageStyle.values()) {
                assertThat(texts.getString("style." + style.key())).isNotBlank();
            }
            for (var outcome : FollowUpClass.values()) {
                assertThat(texts.getString("class." + outcome.key())).isNotBlank();
            }
            for (var options : List.of("goals", "duration")) {
                var prefix = options.equals("goals") ? "goal." : "understood.duration.";
                for (var option :
                        Questionnaires.current().question(options).orElseThrow().options()) {
                    assertThat(texts.getString(prefix + option.value())).isNotBlank();
                }
            }
        }
    }

    private static void assertGerman(List<String> texts) {
        assertThat(texts).isNotEmpty().noneMatch(String::isBlank);
        assertThat(texts).noneMatch(SpokenTexts::leftInEnglish);
        assertThat(texts).noneMatch(HonestWords::areMissingIn);
        assertThat(texts).noneMatch(text -> text.contains("!"));
    }

    /** What the rules do, without a word of what they say. */
    private static String mute(RuleSet rules) {
        var limits = rules.regionLimits().stream()
                .map(limit -> List.of(limit.regions(), limit.ceiling(), String.valueOf(limit.offerInstead())))
                .toList();
        var effects = rules.rules().stream()
                .map(rule -> rule.id()
                        + rule.version()
                        + rule.when()
                        + rule.onlyAlone()
                        + rule.firstVisitOnly()
                        + Stream.of(rule.effect(), rule.whenCleared() == null ? rule.effect() : rule.whenCleared())
                                .map(effect -> "" + effect.outcome() + effect.ceiling() + effect.excluded()
                                        + effect.regionLimits().stream()
                                                .map(limit ->
                                                        "" + limit.regions() + limit.regionsFrom() + limit.ceiling())
                                                .toList())
                                .toList()
                        + rule.excludedOnFirstVisit()
                        + rule.holdsRaises()
                        + rule.hidesSelfCare()
                        + (rule.advice() != null))
                .toList();
        return "" + limits + effects;
    }

    private static JsonNode without(JsonNode node, String... fields) {
        if (node instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
            object.remove(List.of(fields));
            object.remove(List.of("minLabel", "maxLabel", "hint"));
        }
        node.forEach(child -> without(child, fields));
        return node;
    }

    /** The texts of a questionnaire as it is answered with. */
    private static List<String> texts(JsonNode node) {
        var found = new ArrayList<String>();
        for (var field :
                List.of("title", "intro", "notDiagnosis", "text", "help", "label", "hint", "minLabel", "maxLabel")) {
            node.findValues(field).stream()
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .forEach(found::add);
        }
        return found;
    }

    private static List<String> leaves(Path file) throws IOException {
        var found = new ArrayList<String>();
        collect(new ObjectMapper().readTree(Files.readString(file)), found);
        return found;
    }

    private static void collect(JsonNode node, List<String> found) {
        if (node.isTextual()) {
            found.add(node.asText());
        }
        node.forEach(child -> collect(child, found));
    }
}
