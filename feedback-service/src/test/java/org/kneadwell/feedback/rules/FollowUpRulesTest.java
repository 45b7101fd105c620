package org.kneadwell.feedback.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.kneadwell.feedback.rules.Reports.aReport;
import static org.kneadwell.vocabulary.BodyRegion.HIPS;
import static org.kneadwell.vocabulary.BodyRegion.LOW_BACK;
import static org.kneadwell.vocabulary.FollowUpClass.DOCTOR;
import static org.kneadwell.vocabulary.FollowUpClass.NORMAL;
import static org.kneadwell.vocabulary.FollowUpClass.OVERDONE;
import static org.kneadwell.vocabulary.FollowUpClass.PROLONGED;
import static org.kneadwell.vocabulary.FollowUpClass.URGENT;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kneadwell.feedback.vocabulary.Bruising;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.feedback.vocabulary.Trend;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PainWord;

class FollowUpRulesTest {

    static Stream<Arguments> rows() {
        return Stream.of(
                // The worked cases.
                arguments(
                        "S21 ended at 36 h, sleep better",
                        aReport().ended(36).improved(Improvement.SLEEP),
                        NORMAL,
                        "normal"),
                arguments(
                        "S23 not intense enough",
                        aReport().ended(30).complaining(Complaint.NOT_INTENSE_ENOUGH),
                        NORMAL,
                        "normal"),
                arguments("S25 sore at 60 h", aReport().at(60).sore(5), PROLONGED, "prolonged-still-sore"),
                arguments("S28 fever at 20 h", aReport().at(20).with(Sign.FEVER), DOCTOR, "doctor-fever"),
                arguments(
                        "S28 with a bladder sign",
                        aReport().at(20).with(Sign.FEVER, Sign.BLADDER_BOWEL_CHANGE),
                        URGENT,
                        "urgent-bladder-bowel-change"),
                // Every sign.
                arguments("saddle", aReport().with(Sign.SADDLE_NUMBNESS), URGENT, "urgent-saddle-numbness"),
                arguments("stroke", aReport().with(Sign.STROKE_LIKE_SIGNS), URGENT, "urgent-stroke-like-signs"),
                arguments(
                        "chest",
                        aReport().with(Sign.CHEST_PAIN_BREATHLESSNESS),
                        URGENT,
                        "urgent-chest-pain-breathlessness"),
                arguments("leg", aReport().with(Sign.HOT_SWOLLEN_LEG), URGENT, "urgent-hot-swollen-leg"),
                arguments("urine", aReport().with(Sign.DARK_URINE), URGENT, "urgent-dark-urine"),
                arguments("swelling", aReport().with(Sign.WORSENING_SWELLING), DOCTOR, "doctor-worsening-swelling"),
                arguments("weakness", aReport().with(Sign.UNEXPLAINED_WEAKNESS), DOCTOR, "doctor-unexplained-weakness"),
                arguments("numbness", aReport().with(Sign.PERSISTING_NUMBNESS), DOCTOR, "doctor-persisting-numbness"),
                arguments("ache", aReport().with(Sign.WHOLE_BODY_ACHE), OVERDONE, "overdone-whole-body-ache"),
                arguments("malaise", aReport().with(Sign.MALAISE), OVERDONE, "overdone-malaise"),
                // Severe soreness, and its edges.
                arguments("7, same", aReport().sore(7).trend(Trend.SAME), DOCTOR, "doctor-severe-soreness"),
                arguments("7, worse", aReport().sore(7).trend(Trend.WORSE), DOCTOR, "doctor-severe-soreness"),
                arguments("7, better", aReport().sore(7).trend(Trend.BETTER), PROLONGED, "prolonged-still-sore"),
                arguments("6, worse", aReport().sore(6).trend(Trend.WORSE), PROLONGED, "prolonged-still-sore"),
                arguments(
                        "7 in one region, worse",
                        aReport().sore(3).soreThere(HIPS, 7).trend(Trend.WORSE),
                        DOCTOR,
                        "doctor-severe-soreness"),
                arguments(
                        "7, same, at 10 h",
                        aReport().at(10).sore(7).trend(Trend.SAME),
                        DOCTOR,
                        "doctor-severe-soreness"),
                // Seven days.
                arguments(
                        "new pain, a second short",
                        aReport().at(Duration.ofDays(7).minusSeconds(1)).with(Sign.NEW_PAIN),
                        NORMAL,
                        "normal"),
                arguments("new pain, 7 days", aReport().at(168).with(Sign.NEW_PAIN), DOCTOR, "doctor-new-pain-7-days"),
                arguments(
                        "sore, a second short",
                        aReport().at(Duration.ofDays(7).minusSeconds(1)).sore(1),
                        PROLONGED,
                        "prolonged-still-sore"),
                arguments("sore, 7 days", aReport().at(168).sore(1), DOCTOR, "doctor-sore-7-days"),
                // Overdone.
                arguments("too intense", aReport().complaining(Complaint.TOO_INTENSE), OVERDONE, "overdone-complaint"),
                arguments("unfocused", aReport().complaining(Complaint.UNFOCUSED), NORMAL, "normal"),
                arguments("bad word", aReport().word(PainWord.SHARP), OVERDONE, "overdone-word"),
                arguments("ugly word", aReport().word(PainWord.ELECTRIC), OVERDONE, "overdone-word"),
                arguments("good word", aReport().word(PainWord.ACHING), NORMAL, "normal"),
                arguments("marked bruise", aReport().bruised(Bruising.MARKED), OVERDONE, "overdone-bruise"),
                arguments("mild bruise", aReport().bruised(Bruising.MILD), NORMAL, "normal"),
                arguments(
                        "too intense and sore at 60 h",
                        aReport().at(60).sore(5).complaining(Complaint.TOO_INTENSE),
                        OVERDONE,
                        "overdone-complaint"),
                // Prolonged, and its edges.
                arguments("sore at 48 h", aReport().at(48).sore(1), PROLONGED, "prolonged-still-sore"),
                arguments(
                        "sore a second before",
                        aReport().at(Duration.ofHours(48).minusSeconds(1)).sore(6),
                        NORMAL,
                        "normal"),
                arguments(
                        "one region sore at 48 h",
                        aReport().at(48).soreThere(LOW_BACK, 1),
                        PROLONGED,
                        "prolonged-still-sore"),
                arguments("ended at 37 h", aReport().ended(37), PROLONGED, "prolonged-ended-late"),
                arguments("ended at 37 h, told at 40 h", aReport().at(40).ended(37), PROLONGED, "prolonged-ended-late"),
                arguments(
                        "gone now, but sore at 50 h",
                        aReport().at(74).soreBefore(50),
                        PROLONGED,
                        "prolonged-ended-late"),
                arguments("gone now, sore at 36 h", aReport().soreBefore(36), NORMAL, "normal"),
                arguments("never sore", aReport(), NORMAL, "normal"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void the_first_rule_that_matches_decides(String name, Reports report, FollowUpClass outcome, String ruleId) {
        var rule = FollowUpRules.decide(report.build());
        assertThat(rule.outcome()).isEqualTo(outcome);
        assertThat(rule.id()).isEqualTo(ruleId);
    }

    @Test
    void every_rule_decides_some_row() {
        var deciding = new HashSet<String>();
        rows().forEach(row -> deciding.add((String) row.get()[3]));
        assertThat(FollowUpRules.ORDERED).extracting(FollowUpRule::id).doesNotHaveDuplicates();
        assertThat(deciding)
                .containsExactlyInAnyOrderElementsOf(
                        FollowUpRules.ORDERED.stream().map(FollowUpRule::id).toList());
    }

    @Test
    void rules_run_from_the_most_serious_class_to_the_least() {
        assertThat(FollowUpRules.ORDERED).extracting(FollowUpRule::outcome).isSorted();
    }

    @ParameterizedTest
    @EnumSource(Sign.class)
    void a_sign_alone_means_what_it_means_within_an_answer(Sign sign) {
        var alone = FollowUpRules.decideSigns(Set.of(sign), Duration.ofHours(20));
        var within = FollowUpRules.decide(aReport().at(20).with(sign).build());
        if (sign == Sign.NEW_PAIN) {
            assertThat(alone).isNull();
        } else {
            assertThat(alone).isEqualTo(within);
        }
    }

    @Test
    void a_sign_is_heard_long_after_the_window_and_before_the_session_is_closed() {
        assertThat(FollowUpRules.decideSigns(Set.of(Sign.NEW_PAIN), Duration.ofDays(9)))
                .extracting(FollowUpRule::outcome)
                .isEqualTo(DOCTOR);
        assertThat(FollowUpRules.decideSigns(Set.of(Sign.DARK_URINE), Duration.ofMinutes(-5)))
                .extracting(FollowUpRule::outcome)
                .isEqualTo(URGENT);
    }

    @Test
    void an_early_report_of_soreness_is_not_the_last_word() {
        assertThat(FollowUpRules.askedAgainAtInvitation(aReport().at(20).sore(2).build(), NORMAL))
                .isTrue();
        assertThat(FollowUpRules.askedAgainAtInvitation(aReport().at(20).build(), NORMAL))
                .isFalse();
        assertThat(FollowUpRules.askedAgainAtInvitation(aReport().at(48).build(), NORMAL))
                .isFalse();
        assertThat(FollowUpRules.askedAgainAtInvitation(aReport().at(20).sore(2).build(), OVERDONE))
                .isFalse();
    }

    @Test
    void prolonged_soreness_lowers_from_4_or_when_it_ended_after_48_hours() {
        assertThat(FollowUpRules.lowersTarget(aReport().at(60).sore(5).build(), LOW_BACK))
                .as("S25")
                .isTrue();
        assertThat(FollowUpRules.lowersTarget(aReport().at(60).sore(4).build(), LOW_BACK))
                .isTrue();
        assertThat(FollowUpRules.lowersTarget(aReport().at(60).sore(3).build(), LOW_BACK))
                .isFalse();
        assertThat(FollowUpRules.lowersTarget(
                        aReport().at(60).sore(5).soreThere(LOW_BACK, 1).build(), LOW_BACK))
                .isFalse();
        assertThat(FollowUpRules.lowersTarget(aReport().at(60).ended(48).build(), LOW_BACK))
                .isFalse();
        assertThat(FollowUpRules.lowersTarget(aReport().at(60).ended(49).build(), LOW_BACK))
                .isTrue();
    }

    @Test
    void numbers_that_cannot_be_so_are_refused() {
        assertThatThrownBy(() -> aReport().sore(2).ended(30).build())
                .hasMessage("Leave this out while you are still sore.");
        assertThatThrownBy(() -> aReport().at(50).ended(52).build())
                .hasMessage("Soreness cannot have ended before the session's end or after now.");
        assertThat(aReport().at(50).ended(51).build().hoursToEnd())
                .as("the running hour")
                .isEqualTo(51);
        assertThat(Report.contradictions(Duration.ofHours(50), PainRating.of(0), 20, 10, 6))
                .extracting(Report.Contradiction::field)
                .isEqualTo(List.of("hoursToEnd", "globalChange"));
    }
}
