package org.kneadwell.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kneadwell.feedback.rules.Advice;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.testkit.SpokenTexts;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.FollowUpClass;

/** Everything this service says is there in German, says the same, and promises no more. */
class LanguagesTest {

    @Test
    void every_sentence_is_there_in_german() {
        assertThat(SpokenTexts.faults(Path.of(""))).isEmpty();
        assertThat(SpokenTexts.count(Path.of(""))).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource(FollowUpClass.class)
    void every_class_has_its_advice_in_both_languages(FollowUpClass outcome) {
        var advice = Advice.of(outcome, Set.of(Sign.NEW_PAIN));
        for (var language : Language.values()) {
            assertThat(advice.headline().in(language)).isNotBlank();
            assertThat(Sentence.all(advice.text(), language))
                    .hasSizeGreaterThan(2)
                    .noneMatch(String::isBlank);
        }
        assertThat(Sentence.all(advice.text(), Language.DE)).noneMatch(SpokenTexts::leftInEnglish);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_region_has_a_name(Language language) {
        var texts = ResourceBundle.getBundle("texts", language.locale());
        for (var region : BodyRegion.values()) {
            assertThat(texts.getString("region." + region.key())).isNotBlank();
        }
    }
}
