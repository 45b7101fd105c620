package org.kneadwell.intake.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.vocabulary.MassageStyle.DEEP_TISSUE;
import static org.kneadwell.vocabulary.MassageStyle.FASCIAL;
import static org.kneadwell.vocabulary.MassageStyle.SPORTS;
import static org.kneadwell.vocabulary.MassageStyle.TRIGGER_POINT;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.intake.ruleset.RuleSets;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/** Every row of the triage table, without a clinician's note and with one. */
class RuleTableTest {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    static final Set<MassageStyle> G = EnumSet.of(DEEP_TISSUE, TRIGGER_POINT, SPORTS, FASCIAL);
    static final Set<MassageStyle> ALL = EnumSet.allOf(MassageStyle.class);

    // rule | fact | outcome, ceiling, excluded | when cleared: outcome, ceiling, excluded
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            bladder_bowel_change       | neuro=bladder_bowel_change            | urgent_care 0 all | urgent_care 0 all
            saddle_numbness            | urgent_signs=saddle_numbness          | urgent_care 0 all | urgent_care 0 all
            both_legs_weakness         | urgent_signs=both_legs_weakness       | urgent_care 0 all | urgent_care 0 all
            stroke_like_signs          | urgent_signs=stroke_like_signs        | urgent_care 0 all | urgent_care 0 all
            chest_pain_breathlessness  | urgent_signs=chest_pain_breathlessness| urgent_care 0 all | urgent_care 0 all
            hot_swollen_leg            | urgent_signs=hot_swollen_leg          | urgent_care 0 all | urgent_care 0 all
            follow_up_urgent           | after_session=urgent                  | urgent_care 0 all | ok 7 none
            follow_up_doctor           | after_session=doctor                  | see_doctor 0 all  | ok 7 none
            weakness                   | neuro=weakness                        | see_doctor 0 all  | gentle_only 3 G
            weakness                   | neuro=weakness;neuro=leg_pain;weakness_explained=true | see_doctor 0 all  | gentle_only 3 G
            fever_infection            | recent_signs=fever_infection          | see_doctor 0 all  | ok 7 none
            new_trauma                 | recent_signs=new_trauma               | see_doctor 0 all  | gentle_only 3 G
            unexplained_weight_loss    | recent_signs=unexplained_weight_loss  | see_doctor 0 all  | gentle_only 3 G
            night_pain                 | recent_signs=night_pain               | see_doctor 0 all  | gentle_only 3 G
            inflamed_skin_widespread   | conditions=inflamed_skin;inflamed_skin_widespread=true | see_doctor 0 all  | see_doctor 0 all
            clot_history               | conditions=clot_history               | clearance 0 all   | gentle_only 3 G
            bleeding_disorder          | conditions=bleeding_disorder          | clearance 0 all   | gentle_only 3 G
            severe_osteoporosis        | conditions=severe_osteoporosis        | clearance 0 all   | gentle_only 3 G
            fragile_bone               | conditions=fragile_bone               | clearance 0 all   | gentle_only 3 G
            recent_surgery             | surgery=2026-10-17                    | clearance 0 all   | gentle_only 3 G
            acute_injury               | injury=2026-11-01                     | clearance 0 all   | gentle_only 3 G
            uncontrolled_condition     | conditions=uncontrolled_condition     | clearance 0 all   | gentle_only 3 G
            uncontrolled_blood_pressure| conditions=uncontrolled_blood_pressure| clearance 0 all   | gentle_only 3 G
            pregnancy                  | conditions=pregnancy                  | clearance 0 all   | gentle_only 3 G
            active_cancer              | conditions=active_cancer              | clearance 0 all   | gentle_only 3 G
            heart_disease              | conditions=heart_disease              | clearance 0 all   | gentle_only 3 G
            recent_stroke              | conditions=recent_stroke              | clearance 0 all   | gentle_only 3 G
            unhealed_fracture          | conditions=unhealed_fracture          | clearance 0 all   | gentle_only 3 G
            diabetes_reduced_feeling   | conditions=diabetes_reduced_feeling   | clearance 0 all   | gentle_only 3 G
            open_wound                 | conditions=open_wound;open_wound_regions=arms | clearance 0 all   | gentle_only 3 G
            under_18                   | adult=false                           | clearance 0 all   | gentle_only 3 G
            blood_thinner              | medications=blood_thinner             | gentle_only 3 G   | gentle_only 4 G
            nerve_symptoms             | neuro=leg_pain                        | gentle_only 3 G   | gentle_only 4 G
            nerve_symptoms             | neuro=numbness                        | gentle_only 3 G   | gentle_only 4 G
            nerve_symptoms             | neuro=tingling                        | gentle_only 3 G   | gentle_only 4 G
            intense_flare              | recent_signs=intense_flare            | gentle_only 3 G   | gentle_only 3 G
            controlled_blood_pressure  | conditions=controlled_blood_pressure  | ok 5 none         | ok 5 none
            bruises_easily             | bruises_easily=true                   | ok 4 none         | ok 4 none
            cause_unknown              | cause_known=false                     | ok 5 none         | ok 5 none
            inflamed_skin              | conditions=inflamed_skin;inflamed_skin_regions=arms | ok 7 none         | ok 7 none
            sensitised                 | sensitised=true                       | ok 4 deep_tissue  | ok 4 deep_tissue
            past_ugly_pain             | past_bad_experience=ugly_pain         | ok 5 none         | ok 5 none
            """)
    void a_condition_has_its_outcome_and_its_ceiling(String rule, String given, String uncleared, String cleared) {
        var facts = facts(given);

        var without = Triage.of(RuleSets.current(), facts, List.of(), TODAY, true);
        assertThat(summary(without)).isEqualTo(uncleared.strip());
        assertThat(without.reasons()).extracting(Triage.Reason::ruleId).containsExactly(rule);

        var note = new ClearanceOnFile(Set.of(rule), TODAY, TODAY);
        var with = Triage.of(RuleSets.current(), facts, List.of(note), TODAY, true);
        assertThat(summary(with)).isEqualTo(cleared.strip());
    }

    @Test
    void every_rule_of_the_set_has_a_row() {
        assertThat(RuleSets.current().rules()).hasSize(39);
    }

    @Test
    void no_condition_means_ok_7_and_nothing_left_out() {
        var triage = triage(Facts.none());
        assertThat(summary(triage)).isEqualTo("ok 7 none");
        assertThat(triage.reasons()).isEmpty();
    }

    @Test
    void conditions_combine_to_the_worst_outcome_the_lowest_ceiling_and_all_advice() {
        var triage = triage(facts("conditions=controlled_blood_pressure;medications=blood_thinner;sensitised=true"));
        assertThat(summary(triage)).isEqualTo("gentle_only 3 G");
        assertThat(triage.excluded()).isEqualTo(G);
        assertThat(triage.reasons())
                .extracting(Triage.Reason::ruleId)
                .containsExactly("blood_thinner", "sensitised", "controlled_blood_pressure");
        assertThat(triage.reasons())
                .allSatisfy(reason -> assertThat(reason.advice()).isNotBlank());
    }

    @Test
    void a_note_for_one_condition_does_not_clear_another() {
        var facts = facts("conditions=pregnancy;conditions=heart_disease");
        var note = new ClearanceOnFile(Set.of("pregnancy"), TODAY, TODAY.plusDays(30));
        assertThat(summary(Triage.of(RuleSets.current(), facts, List.of(note), TODAY, true)))
                .isEqualTo("clearance 0 all");

        var both = new ClearanceOnFile(Set.of("heart_disease"), TODAY, TODAY.plusDays(10));
        var triage = Triage.of(RuleSets.current(), facts, List.of(note, both), TODAY, true);
        assertThat(summary(triage)).isEqualTo("gentle_only 3 G");
        assertThat(triage.bookableUntil()).isEqualTo(TODAY.plusDays(10));
        assertThat(triage.needsModifiedPressure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1, clearance 0 all", "0, gentle_only 3 G", "5, gentle_only 3 G", "6, clearance 0 all"})
    void a_note_counts_only_on_the_days_it_covers(int dayAfterStart, String expected) {
        var start = TODAY.plusDays(7);
        var note = new ClearanceOnFile(Set.of("clot_history"), start, start.plusDays(5));
        var day = start.plusDays(dayAfterStart);
        assertThat(summary(Triage.of(RuleSets.current(), facts("conditions=clot_history"), List.of(note), day, true)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "surgery, 2026-08-29, ok 7 none",
        "surgery, 2026-08-30, clearance 0 all",
        "injury, 2026-10-10, ok 7 none",
        "injury, 2026-10-11, clearance 0 all"
    })
    void twelve_weeks_after_surgery_and_six_after_an_injury_end_on_the_day(String what, String on, String expected) {
        assertThat(summary(triage(facts(what + "=" + on)))).isEqualTo(expected);
    }

    @Test
    void a_cleared_clot_leaves_the_lower_legs_alone() {
        var note = new ClearanceOnFile(Set.of("clot_history"), TODAY, TODAY);
        var triage = Triage.of(RuleSets.current(), facts("conditions=clot_history"), List.of(note), TODAY, true);
        assertThat(triage.ceilingOf(BodyRegion.LOWER_LEGS)).isZero();
        assertThat(triage.ceilingOf(BodyRegion.LOW_BACK)).isEqualTo(3);
    }

    @Test
    void the_site_of_an_operation_and_of_an_injury_is_left_alone_even_when_cleared() {
        var notes = List.of(new ClearanceOnFile(Set.of("recent_surgery", "acute_injury"), TODAY, TODAY));
        var facts = facts("surgery=2026-10-17;surgery_site=hips;injury=2026-11-01;injury_site=arms");
        var triage = Triage.of(RuleSets.current(), facts, notes, TODAY, true);
        assertThat(triage.ceilingOf(BodyRegion.HIPS)).isZero();
        assertThat(triage.ceilingOf(BodyRegion.ARMS)).isZero();
        assertThat(triage.ceilingOf(BodyRegion.LOW_BACK)).isEqualTo(3);
    }

    @Test
    void inflamed_skin_and_an_open_wound_leave_their_regions_alone() {
        var skin = triage(facts("conditions=inflamed_skin;inflamed_skin_regions=arms;inflamed_skin_regions=feet"));
        assertThat(skin.ceilingOf(BodyRegion.ARMS)).isZero();
        assertThat(skin.ceilingOf(BodyRegion.FEET)).isZero();
        assertThat(skin.ceilingOf(BodyRegion.LOW_BACK)).isEqualTo(7);

        var note = new ClearanceOnFile(Set.of("open_wound"), TODAY, TODAY);
        var wound = Triage.of(
                RuleSets.current(), facts("conditions=open_wound;open_wound_regions=hips"), List.of(note), TODAY, true);
        assertThat(wound.ceilingOf(BodyRegion.HIPS)).isZero();
        assertThat(wound.ceilingOf(BodyRegion.LOW_BACK)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "JAW_EAR_HOLLOW, 0", "JAW, 4", "LOWER_LEGS, 5", "NECK_FRONT, 2", "ARMPIT, 2", "INNER_ELBOW, 2", "GROIN, 2",
        "KNEE_BACK, 2", "HEAD, 7", "NECK, 7", "SHOULDERS, 7", "UPPER_BACK, 7", "MID_BACK, 7", "LOW_BACK, 7",
        "LATS_RIBS, 7", "HIPS, 7", "HIP_FLEXORS, 7", "GLUTES_PIRIFORMIS, 7", "HAMSTRINGS, 7", "THIGHS, 7", "FEET, 7",
        "ARMS, 7", "FOREARMS_WRISTS, 7"
    })
    void regions_have_their_caps_whoever_the_client_is(BodyRegion region, int cap) {
        assertThat(triage(Facts.none()).ceilingOf(region)).isEqualTo(cap);
    }

    @Test
    void the_jaw_is_offered_instead_of_the_hollow_below_the_ear() {
        var limit = triage(Facts.none()).regionLimits().get(BodyRegion.JAW_EAR_HOLLOW);
        assertThat(limit.offerInstead()).isEqualTo(BodyRegion.JAW);
    }

    @Test
    void an_unknown_cause_leaves_out_deep_tissue_on_the_first_visit_only_and_only_alone() {
        var alone = triage(facts("cause_known=false"));
        assertThat(alone.excluded()).isEmpty();
        assertThat(alone.excludedOnFirstVisit()).containsExactly(DEEP_TISSUE);
        assertThat(alone.ceiling()).isEqualTo(5);

        var withAnother = triage(facts("cause_known=false;bruises_easily=true"));
        assertThat(withAnother.reasons()).extracting(Triage.Reason::ruleId).containsExactly("bruises_easily");
    }

    @Test
    void past_ugly_pain_lowers_the_ceiling_on_the_first_visit_only() {
        var facts = facts("past_bad_experience=ugly_pain");
        assertThat(Triage.of(RuleSets.current(), facts, List.of(), TODAY, true).ceiling())
                .isEqualTo(5);
        assertThat(Triage.of(RuleSets.current(), facts, List.of(), TODAY, false).ceiling())
                .isEqualTo(7);
    }

    @Test
    void nerve_symptoms_with_weakness_are_read_as_weakness() {
        var triage = triage(facts("neuro=weakness;neuro=numbness"));
        assertThat(triage.reasons()).extracting(Triage.Reason::ruleId).containsExactly("weakness");
    }

    @Test
    void weakness_a_clinician_has_explained_leaves_the_other_nerve_symptoms_gentle() {
        var triage = triage(facts("neuro=weakness;neuro=tingling;weakness_explained=true"));
        assertThat(summary(triage)).isEqualTo("gentle_only 3 G");
        assertThat(triage.reasons()).extracting(Triage.Reason::ruleId).containsExactly("nerve_symptoms");
    }

    static Triage triage(Facts facts) {
        return Triage.of(RuleSets.current(), facts, List.of(), TODAY, true);
    }

    /** Reads {@code key=word;key=word}; a date is a day something happened. */
    static Facts facts(String given) {
        var facts = new Facts(Map.of("adult", Set.of("true")), Map.of());
        for (var pair : given.strip().split(";")) {
            var parts = pair.strip().split("=");
            if (parts[0].equals("adult")) {
                facts = new Facts(Map.of("adult", Set.of(parts[1])), facts.dates());
            } else if (parts[1].matches("\\d{4}-.*")) {
                facts = facts.on(parts[0], LocalDate.parse(parts[1]));
            } else {
                facts = facts.with(parts[0], parts[1]);
            }
        }
        return facts;
    }

    static String summary(Triage triage) {
        var styles = triage.excluded().equals(ALL)
                ? "all"
                : triage.excluded().equals(G)
                        ? "G"
                        : triage.excluded().isEmpty()
                                ? "none"
                                : triage.excluded().stream()
                                        .map(MassageStyle::key)
                                        .sorted()
                                        .collect(Collectors.joining(","));
        return triage.outcome().key() + " " + triage.ceiling() + " " + styles;
    }
}
