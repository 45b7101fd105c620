package org.kneadwell.intake.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.kneadwell.intake.questionnaire.Answers;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.intake.triage.TriageOutcome;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.BodyRegion;

/** Honest, plain words around the result. */
final class Wording {

    private Wording() {}

    static Sentence headline(TriageOutcome outcome) {
        return Sentence.of("headline." + outcome.key());
    }

    static Sentence reason(Triage.Reason reason) {
        var what = reason.outcome().bookable()
                ? Sentence.of("reason.ceiling", reason.ceiling())
                : Sentence.of("reason.nothing_now");
        return reason.cleared() ? Sentence.of("reason.cleared", what) : what;
    }

    static List<Sentence> understood(Answers answers) {
        var said = new ArrayList<Sentence>();
        var pain = answers.regions("pain_regions");
        if (!pain.isEmpty()) {
            said.add(Sentence.of("understood.pain", names(pain)));
        }
        var focus = answers.regions("focus_areas");
        if (!focus.isEmpty()) {
            said.add(Sentence.of("understood.focus", names(focus)));
        }
        answers.word("duration").ifPresent(value -> said.add(Sentence.of("understood.duration." + value)));
        answers.number("baseline_pain").ifPresent(value -> said.add(Sentence.of("understood.usual_pain", value)));
        var goals = answers.words("goals");
        if (!goals.isEmpty()) {
            said.add(Sentence.of(
                    "understood.goals", several("list.goals", goals.stream().map(goal -> "goal." + goal))));
        }
        if (answers.yes("start_lighter")) {
            said.add(Sentence.of("understood.lighter"));
        }
        if (answers.yes("want_movement")) {
            said.add(Sentence.of("understood.movement"));
        }
        return said;
    }

    static List<Sentence> notes(Answers answers) {
        var notes = new ArrayList<Sentence>();
        notes.add(Sentence.of("not_diagnosis"));
        if (answers.regions("pain_regions").contains(BodyRegion.LOW_BACK)) {
            notes.add(Sentence.of("note.low_back"));
        }
        if (answers.words("goals").contains("knots")) {
            notes.add(Sentence.of("note.trigger_points"));
        }
        if (answers.words("expectation").contains("cure_hoped")) {
            notes.add(Sentence.of("note.expectation"));
        }
        if (answers.yes("pain_must_hurt_to_help")) {
            notes.add(Sentence.of("note.need_not_hurt"));
        }
        notes.add(Sentence.of("note.harm_is_rare"));
        return notes;
    }

    private static Sentence names(Set<BodyRegion> regions) {
        return several("list", regions.stream().map(region -> "region." + region.key()));
    }

    /** One after the other, with what stands between two of them. */
    private static Sentence several(String between, Stream<String> keys) {
        return keys.map(key -> Sentence.of(key))
                .reduce((before, next) -> Sentence.of(between, before, next))
                .orElseThrow();
    }
}
