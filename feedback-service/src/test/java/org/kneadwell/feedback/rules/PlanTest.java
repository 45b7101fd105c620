package org.kneadwell.feedback.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.vocabulary.FollowUpClass.DOCTOR;
import static org.kneadwell.vocabulary.FollowUpClass.NORMAL;
import static org.kneadwell.vocabulary.FollowUpClass.OVERDONE;
import static org.kneadwell.vocabulary.FollowUpClass.PROLONGED;
import static org.kneadwell.vocabulary.PlanStage.MAINTENANCE;
import static org.kneadwell.vocabulary.PlanStage.SERIES;
import static org.kneadwell.vocabulary.PlanStage.TRIAL;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.feedback.rules.Plan.Answered;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PlanStage;

class PlanTest {

    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);

    private final Answered helped = answered(ADA, NORMAL, Complaint.NONE, false, Set.of(Improvement.SLEEP));
    private final Answered noBenefit = answered(ADA, NORMAL, Complaint.NONE, false, Set.of());
    private final Answered prolonged = stillSore(3);
    private final Answered tooIntense =
            answered(ADA, OVERDONE, Complaint.TOO_INTENSE, false, Set.of(Improvement.SLEEP));

    @Test
    void a_trial_that_helped_leads_to_a_short_series_S21() {
        var plan = Plan.after(List.of(helped));
        assertThat(plan).isEqualTo(new Plan(SERIES, 3, 7, Sentence.of("plan.series.weekly"), false));
        assertThat(plan.sentence().in(Language.EN))
                .isEqualTo(
                        "It seems to have helped. If you like, a short series of three or four sessions, a week apart, and then"
                                + " we look again.");
    }

    @Test
    void a_series_counts_down_to_maintenance() {
        assertStep(Plan.after(List.of(helped, helped)), SERIES, 2, 7);
        assertStep(Plan.after(List.of(helped, helped, helped)), SERIES, 1, 7);
        assertStep(Plan.after(List.of(helped, helped, helped, helped)), MAINTENANCE, 0, 30);
        assertStep(Plan.after(List.of(helped, helped, helped, helped, helped)), MAINTENANCE, 0, 30);
    }

    @Test
    void prolonged_soreness_waits_and_the_series_after_it_is_slower() {
        assertStep(Plan.after(List.of(prolonged)), TRIAL, 0, 0);
        assertThat(Plan.after(List.of(prolonged)).sentence().in(Language.EN))
                .isEqualTo("Wait with the next session until the soreness is gone.");
        assertStep(Plan.after(List.of(prolonged, helped)), SERIES, 3, 14);
        assertStep(Plan.after(List.of(stillSore(0))), SERIES, 3, 14);
    }

    @Test
    void two_sessions_without_benefit_change_the_approach_and_sell_nothing() {
        assertStep(Plan.after(List.of(noBenefit)), TRIAL, 1, 14);
        var plan = Plan.after(List.of(noBenefit, noBenefit));
        assertStep(plan, TRIAL, 0, 0);
        assertThat(plan.sentence().in(Language.EN)).contains("change the approach, or ask a doctor or physiotherapist");
        assertStep(Plan.after(List.of(helped, noBenefit)), SERIES, 1, 14);
        assertStep(Plan.after(List.of(helped, noBenefit, noBenefit)), TRIAL, 0, 0);
        assertStep(Plan.after(List.of(helped, noBenefit, noBenefit, helped)), SERIES, 3, 7);
    }

    @Test
    void two_too_intense_sessions_with_one_therapist_propose_another() {
        assertThat(Plan.after(List.of(tooIntense)).anotherTherapist()).isFalse();
        assertThat(Plan.after(List.of(tooIntense, tooIntense)).anotherTherapist())
                .isTrue();
        var withBen = answered(BEN, OVERDONE, Complaint.TOO_INTENSE, false, Set.of());
        assertThat(Plan.after(List.of(tooIntense, withBen)).anotherTherapist()).isFalse();
    }

    @Test
    void one_ugly_word_proposes_another_therapist() {
        var ugly = answered(ADA, OVERDONE, Complaint.NONE, true, Set.of());
        var plan = Plan.after(List.of(ugly));
        assertThat(plan.anotherTherapist()).isTrue();
        assertThat(plan.sentence().in(Language.EN))
                .isEqualTo(
                        "Let it settle first. The next session, if you want one, starts lighter. We suggest another therapist"
                                + " next time; the choice is yours.");
        assertThat(Plan.after(List.of(ugly, answered(BEN, NORMAL, Complaint.NONE, false, Set.of(Improvement.PAIN))))
                        .anotherTherapist())
                .isFalse();
    }

    @Test
    void a_serious_class_plans_nothing() {
        var doctor = answered(ADA, DOCTOR, Complaint.NONE, false, Set.of(Improvement.SLEEP));
        assertStep(Plan.after(List.of(helped, doctor)), SERIES, 0, 0);
    }

    @Test
    void normal_answers_are_counted_in_a_row() {
        assertThat(Plan.consecutiveNormal(List.of())).isZero();
        assertThat(Plan.consecutiveNormal(List.of(NORMAL, NORMAL))).isEqualTo(2);
        assertThat(Plan.consecutiveNormal(List.of(NORMAL, PROLONGED, NORMAL))).isEqualTo(1);
        assertThat(Plan.consecutiveNormal(List.of(NORMAL, OVERDONE))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // from, to, global, better, worse
        "6, 4, 0, true, false",
        "7, 5, 0, false, false",
        "3, 2, 0, false, false",
        "10, 7, 0, true, false",
        "10, 8, 0, false, false",
        "2, 0, 0, true, false",
        "0, 0, 5, false, false",
        "4, 5, 0, false, false",
        "4, 6, 0, false, true"
    })
    void a_change_is_called_better_from_2_points_and_30_percent(
            int from, int to, int global, boolean better, boolean worse) {
        var change = new MeasuredChange(PainRating.of(from), PainRating.of(to), global);
        assertThat(change.painBetter()).isEqualTo(better);
        assertThat(change.painWorse()).isEqualTo(worse);
        assertThat(change.sentence().in(Language.EN)).endsWith("they do not show that massage was the cause.");
    }

    @Test
    void a_global_change_counts_from_3() {
        assertThat(new MeasuredChange(PainRating.of(5), PainRating.of(5), 2).globallyBetter())
                .isFalse();
        assertThat(new MeasuredChange(PainRating.of(5), PainRating.of(5), 3).globallyBetter())
                .isTrue();
        assertThat(new MeasuredChange(PainRating.of(0), PainRating.of(2), 0).percentFall())
                .isNull();
        assertThat(new MeasuredChange(PainRating.of(6), PainRating.of(4), 0).percentFall())
                .isEqualTo(33);
    }

    private static void assertStep(Plan plan, PlanStage stage, int sessions, int everyDays) {
        assertThat(List.of(plan.stage(), plan.sessions(), plan.everyDays()))
                .isEqualTo(List.of(stage, sessions, everyDays));
    }

    private static Answered stillSore(int soreness) {
        return new Answered(
                ADA,
                PROLONGED,
                PainRating.of(soreness),
                Complaint.NONE,
                false,
                Set.of(Improvement.SLEEP),
                PainRating.of(5),
                0);
    }

    private static Answered answered(
            UUID therapist, FollowUpClass outcome, Complaint complaint, boolean ugly, Set<Improvement> improved) {
        return new Answered(therapist, outcome, PainRating.of(0), complaint, ugly, improved, PainRating.of(5), 0);
    }
}
