package org.kneadwell.intake.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.kneadwell.intake.questionnaire.Answers;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.intake.triage.TriageOutcome;
import org.kneadwell.vocabulary.BodyRegion;

/** Honest, plain words around the result. */
final class Wording {

    private Wording() {}

    static String headline(TriageOutcome outcome) {
        return switch (outcome) {
            case OK -> "You can book a massage.";
            case GENTLE_ONLY -> "You can book a gentle massage.";
            case CLEARANCE -> "Before you book, we need a note from your clinician.";
            case SEE_DOCTOR -> "Please see a doctor before you book a massage.";
            case URGENT_CARE -> "Please get urgent medical care now.";
        };
    }

    static String reason(Triage.Reason reason) {
        var what = reason.outcome().bookable()
                ? "Pressure is " + reason.ceiling() + " of 10 at most."
                : "Nothing can be booked for now.";
        return reason.cleared() ? "Your clinician's note covers this. " + what : what;
    }

    static List<String> understood(Answers answers) {
        var said = new ArrayList<String>();
        var pain = answers.regions("pain_regions");
        if (!pain.isEmpty()) {
            said.add("It bothers you here: " + names(pain) + ".");
        }
        var focus = answers.regions("focus_areas");
        if (!focus.isEmpty()) {
            said.add("The massage should focus on: " + names(focus) + ".");
        }
        answers.word("duration")
                .ifPresent(value -> said.add("It has lasted " + lower(answers.label("duration", value)) + "."));
        answers.number("baseline_pain").ifPresent(value -> said.add("On a usual day it hurts " + value + " of 10."));
        var goals = answers.words("goals");
        if (!goals.isEmpty()) {
            said.add("You hope for: "
                    + goals.stream()
                            .map(goal -> lower(answers.label("goals", goal)))
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        if (answers.yes("start_lighter")) {
            said.add("You would like to begin lighter.");
        }
        if (answers.yes("want_movement")) {
            said.add("You would like movement and stretching.");
        }
        return said;
    }

    static List<String> notes(Answers answers) {
        var notes = new ArrayList<String>();
        notes.add("This is not a diagnosis. The rules behind it have not been reviewed by a clinician yet.");
        var pain = answers.regions("pain_regions");
        if (pain.contains(BodyRegion.LOW_BACK)) {
            notes.add(
                    "For low-back pain, massage may help some people for a while. Against no treatment the relief is short"
                            + " term; in the long run it is unclear, and the evidence is of low quality (a Cochrane review)."
                            + " The ACP guideline lists massage for acute and subacute low-back pain.");
        }
        if (answers.words("goals").contains("knots")) {
            notes.add("The evidence for work on trigger points is uncertain.");
        }
        if (answers.words("expectation").contains("cure_hoped")) {
            notes.add(
                    "Nobody can promise that it goes away for good. Massage may ease it for a while; walking, strength,"
                            + " sleep and less stress are part of feeling better.");
        }
        if (answers.yes("pain_must_hurt_to_help")) {
            notes.add("Massage does not need to hurt. Too much pressure makes muscles guard and can backfire.");
        }
        notes.add("Serious harm is rare; it is likelier with vigorous work or in vulnerable people. Asking for less is"
                + " always fine.");
        return notes;
    }

    static String names(Iterable<BodyRegion> regions) {
        var names = new ArrayList<String>();
        regions.forEach(region -> names.add(region.key().replace('_', ' ')));
        return String.join(", ", names);
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
