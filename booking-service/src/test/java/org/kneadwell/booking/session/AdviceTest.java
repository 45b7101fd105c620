package org.kneadwell.booking.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kneadwell.booking.session.Advice.Kind;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.PainWord;

class AdviceTest {

    private static CheckIn reported(int number, PainWord... words) {
        return new CheckIn(BodyRegion.LOW_BACK, CheckIn.Moment.PERIODIC, Intensity.of(number), Set.of(words), false);
    }

    private static RegionAim target(int number) {
        return new RegionAim(Intensity.of(number), Intensity.of(Math.max(1, number - 2)));
    }

    @ParameterizedTest(name = "target 5, reported {0} → {1}, aim at {2} (S29)")
    @CsvSource({
        "1, OFFER_MORE, 2",
        "2, OFFER_MORE, 3",
        "3, OFFER_MORE, 4",
        "4, CONTINUE,",
        "5, CONTINUE,",
        "6, EASE, 5",
        "7, STOP, 3",
        "8, STOP, 3",
        "10, STOP, 3"
    })
    void a_report_is_compared_with_the_clients_own_number(int number, Kind kind, Integer next) {
        Advice advice = Advice.on(reported(number), target(5));

        assertThat(advice.kind()).isEqualTo(kind);
        assertThat(advice.target()).isEqualTo(Intensity.of(5));
        assertThat(advice.newTarget()).isEqualTo(next == null ? null : Intensity.of(next));
    }

    @ParameterizedTest
    @EnumSource(PainWord.class)
    void a_bad_or_ugly_word_stops_whatever_the_number(PainWord word) {
        Advice advice = Advice.on(reported(4, word), target(5));

        assertThat(advice.kind()).isEqualTo(word.isBadOrUgly() ? Kind.STOP : Kind.CONTINUE);
        assertThat(advice.newTarget()).isEqualTo(word.isBadOrUgly() ? Intensity.of(2) : null);
    }

    @Test
    void asking_whether_this_should_hurt_is_a_stop_signal() {
        var asks = new CheckIn(
                BodyRegion.LOW_BACK, CheckIn.Moment.AT_INCREASE, Intensity.of(5), Set.of(PainWord.ACHING), true);

        Advice advice = Advice.on(asks, target(5));

        assertThat(advice.kind()).isEqualTo(Kind.STOP);
        assertThat(advice.sentence().in(Language.EN))
                .isEqualTo("Stop: being asked whether this should hurt is a no. Go down to 3 and ask again.");
    }

    @Test
    void dropping_never_goes_below_one() {
        assertThat(Advice.on(reported(2, PainWord.SHARP), target(3)).newTarget())
                .isEqualTo(Intensity.of(1));
        assertThat(Advice.on(reported(3), target(1)).newTarget()).isEqualTo(Intensity.of(1));
    }

    @Test
    void where_the_client_has_said_no_number_the_start_holds_and_nothing_more_is_offered() {
        var ask = new RegionAim(null, Intensity.of(3));

        assertThat(Advice.on(reported(1), ask).kind()).isEqualTo(Kind.CONTINUE);
        assertThat(Advice.on(reported(3), ask).sentence().in(Language.EN))
                .isEqualTo("Go on, and ask for the client's own number for this area.");
        assertThat(Advice.on(reported(4), ask).kind()).isEqualTo(Kind.EASE);
        assertThat(Advice.on(reported(5), ask).kind()).isEqualTo(Kind.STOP);
    }

    @Test
    void an_area_that_is_not_to_be_worked_is_left_alone() {
        Advice advice = Advice.on(reported(1), new RegionAim(null, null));

        assertThat(advice.kind()).isEqualTo(Kind.STOP);
        assertThat(advice.newTarget()).isNull();
    }
}
