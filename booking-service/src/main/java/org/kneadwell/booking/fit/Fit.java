package org.kneadwell.booking.fit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.kneadwell.booking.fit.Match.DoesNotFit;
import org.kneadwell.booking.fit.Match.Fits;
import org.kneadwell.booking.fit.ScorePart.Part;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * Holds a therapist against a client's needs: first the hard filters, then a fit out of 100. What a client did not ask
 * for costs nobody points. Years in practice and client ratings are never looked at.
 */
public final class Fit {

    private Fit() {}

    /** @param first the first day a session may be on; {@code last} the last one */
    public static Match of(
            ClientNeeds client, TherapistOffer therapist, SharedHistory history, LocalDate first, LocalDate last) {
        var missed = HardFilters.missed(client, therapist, history, first, last);
        if (!missed.isEmpty()) {
            return new DoesNotFit(therapist, missed);
        }
        var eligible = Styles.eligible(client, therapist, !history.visited());
        var scores = new Scores(client);
        var weights = scores.weights();
        var qualities = therapist.qualities();
        var parts = List.of(
                style(client, eligible, scores.style(Traits.bits(eligible)), weights.style()),
                region(client, therapist, scores.region(Traits.bits(therapist.regions())), weights.region()),
                pressure(therapist, scores, weights.pressure()),
                yesNo(Part.INTAKE_PROCESS, qualities.intakeProcess(), "intake_process"),
                yesNo(Part.COMMUNICATES_CONSENT, qualities.communicatesConsent(), "communicates_consent"),
                yesNo(Part.MODIFIES_PRESSURE, qualities.modifiesPressure(), "modifies_pressure"),
                wish(Part.STARTS_LIGHTER, client.startLighter(), qualities.startsLighter(), "starts_lighter"),
                wish(Part.MOVEMENT_WORK, client.wantMovement(), qualities.movementWork(), "movement_work"),
                history(history));
        return new Fits(
                therapist,
                parts,
                eligible,
                notes(client, therapist, history),
                history.proposeAnother(),
                questions(client));
    }

    private static ScorePart style(ClientNeeds client, Set<MassageStyle> eligible, int tenths, int outOf) {
        var goals = inOrder(Goal.class, client.goals());
        if (goals.isEmpty()) {
            return part(Part.STYLE, tenths, outOf, Sentence.of("fit.style.no_goal"));
        }
        var served = goals.stream().filter(goal -> Styles.serve(goal, eligible)).toList();
        var others = goals.stream().filter(goal -> !served.contains(goal)).toList();
        Sentence reason;
        if (served.isEmpty()) {
            reason = Sentence.of("fit.style.none", goalWords(others));
        } else if (others.isEmpty()) {
            reason = Sentence.of("fit.style.all", goalWords(served));
        } else {
            reason = Sentence.of("fit.style.some", goalWords(served), goalWords(others));
        }
        return part(Part.STYLE, tenths, outOf, reason);
    }

    private static ScorePart region(ClientNeeds client, TherapistOffer therapist, int tenths, int outOf) {
        var focus = inOrder(BodyRegion.class, client.focusAreas());
        if (focus.isEmpty()) {
            return part(Part.REGION, tenths, outOf, Sentence.of("fit.region.no_focus"));
        }
        var known = focus.stream()
                .filter(area -> therapist.regions().contains(area))
                .toList();
        var others = focus.stream().filter(area -> !known.contains(area)).toList();
        Sentence reason;
        if (known.isEmpty()) {
            reason = Sentence.of("fit.region.none", regionWords(others));
        } else if (others.isEmpty()) {
            reason = Sentence.of("fit.region.all", regionWords(known));
        } else {
            reason = Sentence.of("fit.region.some", regionWords(known), regionWords(others));
        }
        return part(Part.REGION, tenths, outOf, reason);
    }

    private static ScorePart pressure(TherapistOffer therapist, Scores scores, int outOf) {
        var range = therapist.range();
        int tenths = scores.pressure(range);
        var wanted = scores.wanted();
        if (wanted == null) {
            return part(Part.PRESSURE, tenths, outOf, Sentence.of("fit.pressure.not_named"));
        }
        var covers = range.contains(wanted) ? "all" : range.overlaps(wanted) ? "some" : "none";
        return part(Part.PRESSURE, tenths, outOf, Sentence.of("fit.pressure." + covers, span(range), span(wanted)));
    }

    private static ScorePart yesNo(Part part, boolean yes, String what) {
        return part(part, Scores.yesNo(yes), 5, Sentence.of("fit." + what + (yes ? ".yes" : ".no")));
    }

    private static ScorePart wish(Part part, boolean wanted, boolean offered, String what) {
        return wanted ? yesNo(part, offered, what) : part(part, 50, 5, Sentence.of("fit.not_asked_for"));
    }

    private static ScorePart history(SharedHistory history) {
        var reason = switch (history.lastAnswer()) {
            case NO_COMPLAINT -> "no_complaint";
            case COMPLAINED -> "complained";
            case NO_ANSWER -> history.visited() ? "no_answer" : "new";
        };
        return part(Part.HISTORY, Scores.history(history), 5, Sentence.of("fit.history." + reason));
    }

    private static List<Sentence> notes(ClientNeeds client, TherapistOffer therapist, SharedHistory history) {
        var notes = new ArrayList<Sentence>();
        if (history.uglyWord()) {
            notes.add(Sentence.of("note.ugly_word"));
        } else if (history.tooIntense() >= 2) {
            notes.add(Sentence.of("note.too_intense"));
        } else if (history.anotherSuggested()) {
            notes.add(Sentence.of("note.another_suggested"));
        }
        if (!history.visited()) {
            var later = EnumSet.noneOf(MassageStyle.class);
            later.addAll(Styles.eligible(client, therapist, false));
            later.removeAll(Styles.eligible(client, therapist, true));
            if (!later.isEmpty()) {
                notes.add(Sentence.of(
                        "note.not_first",
                        later.stream()
                                .map(style -> Sentence.of("style." + style.key()))
                                .toList()));
            }
        }
        return List.copyOf(notes);
    }

    private static List<Sentence> questions(ClientNeeds client) {
        var focus = inOrder(BodyRegion.class, client.focusAreas());
        var experience = focus.isEmpty()
                ? Sentence.of("question.experience")
                : Sentence.of("question.experience_with", regionWords(focus));
        return List.of(
                experience,
                Sentence.of("question.lighter"),
                Sentence.of("question.movement"),
                Sentence.of("question.afterwards"));
    }

    private static ScorePart part(Part part, int tenths, int outOf, Sentence reason) {
        return new ScorePart(
                part, tenths, outOf, Sentence.of("fit.part", reason, BigDecimal.valueOf(tenths, 1), outOf));
    }

    private static <E extends Enum<E>> List<E> inOrder(Class<E> type, Set<E> values) {
        var set = EnumSet.noneOf(type);
        set.addAll(values);
        return List.copyOf(set);
    }

    private static List<Sentence> goalWords(List<Goal> goals) {
        return goals.stream().map(goal -> Sentence.of("goal." + goal.key())).toList();
    }

    private static List<Sentence> regionWords(List<BodyRegion> regions) {
        return regions.stream()
                .map(region -> Sentence.of("region." + region.key()))
                .toList();
    }

    private static Object span(IntensityBand band) {
        return band.low().equals(band.high())
                ? band.low().value()
                : Sentence.of("fit.span", band.low().value(), band.high().value());
    }
}
