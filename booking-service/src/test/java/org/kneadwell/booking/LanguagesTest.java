package org.kneadwell.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kneadwell.kit.language.Language;
import org.kneadwell.testkit.SpokenTexts;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.MassageStyle;

/** Everything this service says is there in German, says the same, and promises no more. */
class LanguagesTest {

    @Test
    void every_sentence_is_there_in_german() {
        assertThat(SpokenTexts.faults(Path.of(""))).isEmpty();
        assertThat(SpokenTexts.count(Path.of(""))).isGreaterThan(90);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void there_is_a_word_for_everything_a_sentence_may_name(Language language) {
        var texts = ResourceBundle.getBundle("texts", language.locale());
        for (var region : BodyRegion.values()) {
            assertThat(texts.getString("region." + region.key())).isNotBlank();
        }
        for (var style : MassageStyle.values()) {
            assertThat(texts.getString("style." + style.key())).isNotBlank();
        }
        for (var goal : Goal.values()) {
            assertThat(texts.getString("goal." + goal.key())).isNotBlank();
        }
    }
}
