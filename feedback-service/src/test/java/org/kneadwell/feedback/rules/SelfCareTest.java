package org.kneadwell.feedback.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.vocabulary.BodyRegion.JAW;
import static org.kneadwell.vocabulary.BodyRegion.LOWER_LEGS;
import static org.kneadwell.vocabulary.BodyRegion.LOW_BACK;
import static org.kneadwell.vocabulary.BodyRegion.NECK_FRONT;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.FollowUpClass;

class SelfCareTest {

    private static final SelfCare.Intake OK = new SelfCare.Intake(true, 7, true, Set.of());

    @Test
    void it_is_shown_when_triage_is_ok_and_it_was_asked_for() {
        assertThat(Sentence.all(SelfCare.text(OK, FollowUpClass.NORMAL, List.of(LOW_BACK, NECK_FRONT)), Language.EN))
                .hasSize(5)
                .first()
                .isEqualTo("You asked about self-massage. It may feel good on: low back.");
        assertThat(SelfCare.text(OK, null, List.of(LOW_BACK))).hasSize(5);
    }

    @Test
    void it_is_hidden_without_an_intake_after_a_flag_and_when_not_wanted() {
        assertThat(SelfCare.text(null, null, List.of(LOW_BACK))).isEmpty();
        assertThat(SelfCare.text(new SelfCare.Intake(false, 7, true, Set.of()), null, List.of(LOW_BACK)))
                .isEmpty();
        assertThat(SelfCare.text(new SelfCare.Intake(true, 7, false, Set.of()), null, List.of(LOW_BACK)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = FollowUpClass.class, names = "NORMAL", mode = EnumSource.Mode.EXCLUDE)
    void it_is_hidden_after_any_class_but_normal(FollowUpClass last) {
        assertThat(SelfCare.text(OK, last, List.of(LOW_BACK))).isEmpty();
    }

    @Test
    void it_is_hidden_where_pressure_may_not_reach_4() {
        assertThat(SelfCare.text(OK, null, List.of(NECK_FRONT))).isEmpty();
        assertThat(SelfCare.text(OK, null, List.of(JAW))).isNotEmpty();
        assertThat(SelfCare.text(new SelfCare.Intake(true, 4, true, Set.of()), null, List.of(LOWER_LEGS)))
                .isNotEmpty();
        assertThat(SelfCare.text(new SelfCare.Intake(true, 3, true, Set.of()), null, List.of(LOW_BACK)))
                .isEmpty();
        assertThat(SelfCare.text(new SelfCare.Intake(true, 7, true, Set.of(LOW_BACK)), null, List.of(LOW_BACK)))
                .isEmpty();
    }
}
