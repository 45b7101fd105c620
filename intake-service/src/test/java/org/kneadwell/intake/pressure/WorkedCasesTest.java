package org.kneadwell.intake.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.intake.ruleset.RuleSets;
import org.kneadwell.intake.triage.ClearanceOnFile;
import org.kneadwell.intake.triage.Facts;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.MassageStyle;

/** The worked cases of the domain description that concern triage and pressure, S-number by S-number. */
class WorkedCasesTest {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    // case | facts | note on file for | stated, as region=word or number | triage | pressure: target / band / start
    @ParameterizedTest(name = "{0}: {1} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            S1  | duration=4_12w                        |              | low_back=medium   | ok 7          | low_back 5 / 4-5 / 3
            S2  | medications=blood_thinner             |              | low_back=firm     | gentle_only 3 | low_back 3 / 2-3 / 1
            S4  | neuro=bladder_bowel_change            |              | low_back=medium   | urgent_care 0 | low_back none
            S5  | neuro=leg_pain                        |              | low_back=medium   | gentle_only 3 | low_back 3 / 2-3 / 1
            S7  | conditions=clot_history               |              | low_back=medium   | clearance 0   | low_back none
            S7c | conditions=clot_history               | clot_history | low_back=medium   | gentle_only 3 | low_back 3 / 2-3 / 1
            S7l | conditions=clot_history               | clot_history | lower_legs=medium | gentle_only 3 | lower_legs none
            S8  | recent_signs=fever_infection          |              | low_back=medium   | see_doctor 0  | low_back none
            S9  | conditions=controlled_blood_pressure  |              | low_back=firm     | ok 5          | low_back 5 / 4-5 / 3
            S12 | surgery=2026-10-17                    |              | low_back=medium   | clearance 0   | low_back none
            S13a| adult=true                            |              | low_back=firm     | ok 7          | low_back 7 / 6-7 / 5
            S13b| adult=true                            |              | lower_legs=firm   | ok 7          | lower_legs 5 / 4-5 / 3
            S15 | adult=true                            |              | low_back=9        | ok 7          | low_back 7 / 6-7 / 5
            S16 | adult=true                            |              | jaw_ear_hollow=5  | ok 7          | jaw_ear_hollow none
            """)
    void a_worked_case_has_its_exact_values(
            String name, String facts, String note, String stated, String triageExpected, String pressureExpected) {
        var triage = triage(facts, note);
        assertThat(triage.outcome().key() + " " + triage.ceiling()).isEqualTo(triageExpected.strip());

        var region = BodyRegion.valueOf(stated.strip().split("=")[0].toUpperCase());
        var state = RegionState.unset(region).stating(preference(stated.strip().split("=")[1]));
        assertThat(shown(RegionPressure.of(
                        state, triage.ceilingOf(region), new Visit(NOW, true, false, true, Tolerance.SAME))))
                .isEqualTo(pressureExpected.strip());
    }

    @Test
    void s2_leaves_out_the_four_firm_styles() {
        assertThat(triage("medications=blood_thinner", null).excluded())
                .containsExactlyInAnyOrder(
                        MassageStyle.DEEP_TISSUE,
                        MassageStyle.TRIGGER_POINT,
                        MassageStyle.SPORTS,
                        MassageStyle.FASCIAL);
    }

    @Test
    void s5_advises_to_have_nerve_symptoms_checked() {
        assertThat(triage("neuro=leg_pain", null).reasons().getFirst().advice())
                .contains("Have nerve symptoms checked");
    }

    @Test
    void s9_keeps_deep_tissue() {
        assertThat(triage("conditions=controlled_blood_pressure", null).excluded())
                .doesNotContain(MassageStyle.DEEP_TISSUE);
    }

    @Test
    void s13_a_word_counts_only_for_the_regions_it_was_ticked_for() {
        var hips = RegionPressure.of(RegionState.unset(BodyRegion.HIPS), 7, firstVisit());
        assertThat(hips.ask()).isTrue();
        assertThat(hips.target()).isNull();
        assertThat(hips.band()).isNull();
        assertThat(hips.start()).isEqualTo(Intensity.of(3));
        assertThat(RegionPressure.of(RegionState.unset(BodyRegion.GROIN), 2, firstVisit())
                        .start())
                .isEqualTo(Intensity.of(2));
    }

    @Test
    void s15_stores_the_9_as_it_was_said() {
        var state = RegionState.unset(BodyRegion.LOW_BACK).stating(preference("9"));
        assertThat(state.preference().intensity()).isEqualTo(Intensity.of(9));
        assertThat(RegionPressure.of(state, 7, firstVisit()).preference().number())
                .isEqualTo(Intensity.of(9));
    }

    @Test
    void s16_offers_the_jaw_at_4_at_most() {
        var triage = triage("adult=true", null);
        assertThat(triage.ceilingOf(BodyRegion.JAW_EAR_HOLLOW)).isZero();
        assertThat(triage.regionLimits().get(BodyRegion.JAW_EAR_HOLLOW).offerInstead())
                .isEqualTo(BodyRegion.JAW);
        assertThat(triage.ceilingOf(BodyRegion.JAW)).isEqualTo(4);
    }

    // case | target, ceiling | class, complaint, ugly word, h, NORMAL in a row, still sore, lowers, sensitised | next
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            S21              | 5 | 7 | normal    | none               | false | 48 | 1 | false | false | false | low_back 5 / 4-5 / 4 |
            S23              | 5 | 7 | normal    | not_intense_enough | false | 48 | 1 | false | false | false | low_back 6 / 5-6 / 5 | Low back 5 → 6: you asked for a little more and felt fine.
            S23 at 7         | 7 | 7 | normal    | not_intense_enough | false | 48 | 1 | false | false | false | low_back 7 / 6-7 / 6 | Low back stays at 7: you asked for a little more and felt fine.
            S25              | 5 | 7 | prolonged | none               | false | 60 | 0 | true  | true  | false | low_back 4 / 3-4 / 2 | Low back 5 → 4: still sore at 60 h.
            sore, little     | 5 | 7 | prolonged | none               | false | 60 | 0 | true  | false | false | low_back 5 / 4-5 / 3 |
            ended after 48 h | 5 | 7 | prolonged | none               | false | 60 | 0 | false | true  | false | low_back 4 / 3-4 / 2 | Low back 5 → 4: sore for longer than 48 h.
            overdone         | 5 | 7 | overdone  | too_intense        | false | 50 | 0 | true  | true  | false | low_back 4 / 3-4 / 2 | Low back 5 → 4: it was too much last time.
            ugly word        | 5 | 7 | overdone  | none               | true  | 50 | 0 | true  | true  | false | low_back 3 / 2-3 / 1 | Low back 5 → 3: it felt wrong, so much less next time.
            ugly word at 2   | 2 | 7 | overdone  | none               | true  | 50 | 0 | true  | true  | false | low_back 1 / 1-1 / 1 | Low back 2 → 1: it felt wrong, so much less next time.
            sensitised once  | 4 | 4 | normal    | not_intense_enough | false | 48 | 1 | false | false | true  | low_back 4 / 3-4 / 3 |
            sensitised twice | 3 | 4 | normal    | not_intense_enough | false | 48 | 2 | false | false | true  | low_back 4 / 3-4 / 3 | Low back 3 → 4: you asked for a little more and felt fine.
            prolonged + more | 5 | 7 | prolonged | not_intense_enough | false | 60 | 0 | true  | false | false | low_back 5 / 4-5 / 3 |
            """)
    void a_follow_up_moves_the_target(
            String name,
            int target,
            int ceiling,
            String outcome,
            String complaint,
            boolean ugly,
            int hours,
            int normals,
            boolean stillSore,
            boolean lowers,
            boolean sensitised,
            String expected,
            String sentence) {
        var answer = new AfterFollowUp(
                FollowUpClass.valueOf(outcome.toUpperCase()),
                Complaint.valueOf(complaint.toUpperCase()),
                ugly,
                hours,
                normals,
                stillSore,
                lowers,
                sensitised);
        var state = RegionState.unset(BodyRegion.LOW_BACK).stating(preference("" + target));
        String said = null;
        if (answer.step() instanceof AfterFollowUp.Move(var delta, var because)) {
            var from = Intensity.of(target);
            var to = AfterFollowUp.move(from, delta, ceiling);
            said = AfterFollowUp.sentence(BodyRegion.LOW_BACK, from, to, because)
                    .in(Language.EN);
            state = state.withNumber(to, NOW);
        }
        var visit = new Visit(NOW, false, false, outcome.equals("normal"), Tolerance.SAME);
        assertThat(shown(RegionPressure.of(state, ceiling, visit))).isEqualTo(expected);
        assertThat(said).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"URGENT", "DOCTOR"})
    void a_serious_sign_suspends_the_plan(FollowUpClass outcome) {
        var answer = new AfterFollowUp(outcome, Complaint.NOT_INTENSE_ENOUGH, true, 50, 0, true, true, false);
        assertThat(answer.step()).isEqualTo(new AfterFollowUp.Suspend());
        assertThat(AfterFollowUp.move(Intensity.of(5), AfterFollowUp.RESUME, 7)).isEqualTo(Intensity.of(3));
    }

    @Test
    void a_number_older_than_thirty_days_starts_one_lower() {
        var state = RegionState.unset(BodyRegion.LOW_BACK).stating(preference("5"));
        var visit = new Visit(NOW.plus(Duration.ofDays(30)), false, false, true, Tolerance.SAME);
        var later = new Visit(NOW.plus(Duration.ofDays(31)), false, false, true, Tolerance.SAME);
        assertThat(shown(RegionPressure.of(state, 7, visit))).isEqualTo("low_back 5 / 4-5 / 4");
        assertThat(shown(RegionPressure.of(state, 7, later))).isEqualTo("low_back 5 / 4-5 / 3");
    }

    @Test
    void todays_number_replaces_the_stored_one_and_never_passes_the_ceiling() {
        var state =
                RegionState.unset(BodyRegion.LOW_BACK).stating(preference("5")).withNumber(Intensity.of(9), NOW);
        assertThat(RegionPressure.of(state, 4, firstVisit()).target()).isEqualTo(Intensity.of(4));
        assertThat(state.preference().number()).isEqualTo(Intensity.of(5));
    }

    @ParameterizedTest
    @CsvSource({"SAME, low_back 5 / 4-5 / 4", "LOWER_TODAY, low_back 4 / 3-4 / 3", "HIGHER_TODAY, low_back 5 / 4-5 / 4"
    })
    void less_today_takes_one_off_and_more_today_adds_nothing_without_a_number(Tolerance tolerance, String expected) {
        var state = RegionState.unset(BodyRegion.LOW_BACK).stating(preference("5"));
        assertThat(shown(RegionPressure.of(state, 7, new Visit(NOW, false, false, true, tolerance))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true, 3", "false, true, true, 3", "false, false, false, 3", "false, false, true, 4"})
    void a_session_begins_lower_on_a_first_visit_on_request_or_after_trouble(
            boolean first, boolean lighter, boolean lastNormal, int start) {
        var state = RegionState.unset(BodyRegion.LOW_BACK).stating(preference("medium"));
        assertThat(RegionPressure.of(state, 7, new Visit(NOW, first, lighter, lastNormal, Tolerance.SAME))
                        .start())
                .isEqualTo(Intensity.of(start));
    }

    @Test
    void saying_the_same_again_keeps_what_follow_ups_taught_and_a_new_number_replaces_it() {
        var learned =
                RegionState.unset(BodyRegion.LOW_BACK).stating(preference("5")).withNumber(Intensity.of(4), NOW);
        assertThat(learned.stating(preference("5")).number()).isEqualTo(Intensity.of(4));
        assertThat(learned.stating(preference("6")).number()).isEqualTo(Intensity.of(6));
    }

    @Test
    void observed_is_the_highest_confirmed_number() {
        var state = RegionState.unset(BodyRegion.LOW_BACK).confirming(Intensity.of(5));
        assertThat(state.confirming(Intensity.of(4)).observed()).isEqualTo(Intensity.of(5));
        assertThat(state.confirming(Intensity.of(6)).observed()).isEqualTo(Intensity.of(6));
    }

    private static Visit firstVisit() {
        return Visit.first(NOW, false, true);
    }

    private static Triage triage(String given, String note) {
        var facts = new Facts(Map.of(), Map.of());
        var pair = given.strip().split("=");
        facts = pair[1].matches("\\d{4}-.*")
                ? facts.on(pair[0], LocalDate.parse(pair[1]))
                : facts.with(pair[0], pair[1]);
        List<ClearanceOnFile> notes =
                note == null ? List.of() : List.of(new ClearanceOnFile(Set.of(note.strip()), TODAY, TODAY));
        return Triage.of(RuleSets.current(), facts, notes, TODAY, true);
    }

    private static Preference preference(String said) {
        return said.matches("\\d+")
                ? new Preference(null, Intensity.of(Integer.parseInt(said)), NOW)
                : new Preference(PressureWord.ofKey(said), null, NOW);
    }

    private static String shown(RegionPressure pressure) {
        var target = pressure.target();
        return target == null
                ? pressure.region().key() + " none"
                : "%s %d / %d-%d / %d"
                        .formatted(
                                pressure.region().key(),
                                target.value(),
                                pressure.band().low().value(),
                                pressure.band().high().value(),
                                pressure.start().value());
    }
}
