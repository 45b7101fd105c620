package org.kneadwell.intake.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.kneadwell.intake.ruleset.RuleSets;
import org.kneadwell.intake.triage.Facts;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Intensity;

/** Whatever a client wishes or complains about, no ceiling rises and no target passes it. */
class CeilingPropertyTest {

    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    static final List<String[]> FLAGS = List.of(
            new String[] {"medications", "blood_thinner"},
            new String[] {"conditions", "controlled_blood_pressure"},
            new String[] {"conditions", "pregnancy"},
            new String[] {"neuro", "leg_pain"},
            new String[] {"sensitised", "true"},
            new String[] {"bruises_easily", "true"},
            new String[] {"past_bad_experience", "ugly_pain"},
            new String[] {"recent_signs", "intense_flare"},
            new String[] {"cause_known", "false"},
            new String[] {"urgent_signs", "saddle_numbness"});

    @Property
    void a_target_is_never_above_its_ceiling(
            @ForAll @IntRange(min = 1, max = 10) int wished,
            @ForAll BodyRegion region,
            @ForAll Tolerance tolerance,
            @ForAll boolean first,
            @ForAll boolean lighter,
            @ForAll boolean lastNormal,
            @ForAll @Size(max = 4) Set<@IntRange(max = 9) Integer> flags) {
        var c = triage(flags).ceilingOf(region);
        var state = RegionState.unset(region).stating(new Preference(null, Intensity.of(wished), NOW));
        var pressure = RegionPressure.of(state, c, new Visit(NOW, first, lighter, lastNormal, tolerance));
        if (c == 0) {
            assertThat(pressure.target()).isNull();
            assertThat(pressure.start()).isNull();
        } else {
            assertThat(pressure.target().value()).isBetween(1, Math.min(c, wished));
            assertThat(pressure.band().high()).isEqualTo(pressure.target());
            assertThat(pressure.start()).isLessThanOrEqualTo(pressure.band().low());
        }
    }

    @Property
    void no_answer_to_a_follow_up_passes_the_ceiling(
            @ForAll @IntRange(min = 1, max = 10) int number,
            @ForAll @IntRange(min = 1, max = 7) int ceiling,
            @ForAll FollowUpClass outcome,
            @ForAll Complaint complaint,
            @ForAll boolean ugly,
            @ForAll boolean lowers) {
        var answer = new AfterFollowUp(outcome, complaint, ugly, 60, 3, true, lowers, false);
        if (answer.step() instanceof AfterFollowUp.Move(var delta, var because)) {
            assertThat(AfterFollowUp.move(Intensity.of(number), delta, ceiling).value())
                    .isBetween(1, ceiling);
            assertThat(because.in(Language.EN)).isNotBlank();
            assertThat(delta).isEqualTo(ugly ? -2 : delta).isBetween(-2, 1);
        }
    }

    @Property
    void wishes_and_complaints_never_raise_a_ceiling(
            @ForAll @Size(max = 4) Set<@IntRange(max = 9) Integer> flags,
            @ForAll @IntRange(min = 0, max = 9) int more,
            @ForAll BodyRegion region) {
        var before = triage(flags);
        var wishes = facts(flags)
                .with("left_reason", "not_intense_enough")
                .with("pressure_word", "firm")
                .with("pain_must_hurt_to_help", "true")
                .with("tolerance_today", "higher_today");
        var after = Triage.of(RuleSets.current(), wishes, List.of(), TODAY, true);
        assertThat(after).isEqualTo(before);

        // Nor does one condition more, whichever it is: "cause unknown" gives way only to what is at least as strict or
        // known.
        var added = new LinkedHashSet<>(flags);
        added.add(more);
        if (!flags.contains(8)) {
            assertThat(triage(added).ceilingOf(region)).isLessThanOrEqualTo(before.ceilingOf(region));
        }
    }

    private static Triage triage(Set<Integer> flags) {
        return Triage.of(RuleSets.current(), facts(flags), List.of(), TODAY, true);
    }

    private static Facts facts(Set<Integer> flags) {
        var facts = Facts.none();
        for (var flag : flags) {
            facts = facts.with(FLAGS.get(flag)[0], FLAGS.get(flag)[1]);
        }
        return facts;
    }
}
