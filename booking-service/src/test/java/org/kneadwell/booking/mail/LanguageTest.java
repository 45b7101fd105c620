package org.kneadwell.booking.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    /** As the database stores them, with two digits. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN | 1500.00 | JPY | JP¥1,500
            DE | 1500.00 | JPY | 1.500 ¥
            EN | 40.00   | USD | US$40.00
            DE | 1240.50 | EUR | 1.240,50 €
            EN | 0.05    | GBP | £0.05
            """)
    void money_has_the_digits_of_its_coins(Language language, BigDecimal amount, String currency, String written) {
        assertThat(language.money(amount, currency).replace('\u00a0', ' ')).isEqualTo(written);
    }
}
