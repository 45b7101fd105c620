package org.kneadwell.kit.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.kit.language.Language.DE;
import static org.kneadwell.kit.language.Language.EN;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | DE",
                "DE | DE",
                "de-CH;q=0.9, en;q=0.5 | DE",
                "en;q=0.5, de-AT-1996;q=0.9 | DE",
                "fr, de;q=0.3 | DE",
                "en-GB, de | EN",
                "de;q=0, en | EN",
                "de;q=0 | EN",
                "fr | EN",
                "* | EN"
            })
    void the_language_wanted_most_is_taken(String header, Language wanted) {
        assertThat(Language.wanted(header)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", ",", ";;", "de;q=much", "q=1", "-", "de_DE", "Bitte Deutsch", "\u0000"})
    void what_cannot_be_understood_is_english_and_no_error(String header) {
        assertThat(Language.wanted(header)).isEqualTo(EN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    void a_tag_is_kept_and_read_again(String tag) {
        assertThat(Language.of(tag).tag()).isEqualTo(tag);
        assertThat(Language.of("de")).isEqualTo(DE);
    }
}
