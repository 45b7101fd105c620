package org.kneadwell.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111 12/27",
                "card 378282246310005",
                "paid 30 by 4222222222222",
                "５５５５５５５５５５５５４４４４",
                "receipt 12 6304000000000000000"
            })
    void a_card_number_is_found_however_it_is_written(String text) {
        assertThat(CardNumbers.anyIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "R-2026-000417",
                "4111111111111112",
                "411111111111",
                "41111111111111111111111111",
                "till 3, receipt 20260302-0017",
                "4111 1111 and then 1111 1111"
            })
    void other_references_are_kept(String text) {
        assertThat(CardNumbers.anyIn(text)).isFalse();
    }
}
