package org.kneadwell.booking.fit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.kneadwell.booking.fit.Match.DoesNotFit;
import org.kneadwell.booking.fit.Match.Fits;
import org.kneadwell.booking.fit.ScorePart.Part;
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
                yesNo(
                        Part.INTAKE_PROCESS,
                        qualities.intakeProcess(),
                        "Asks about you before the first session",
                        "Does not say that an intake comes first"),
                yesNo(
                        Part.COMMUNICATES_CONSENT,
                        qualities.communicatesConsent(),
                        "Asks for your consent along the way",
                        "Does not say how consent is asked for"),
                yesNo(
                        Part.MODIFIES_PRESSURE,
                        qualities.modifiesPressure(),
                        "Adapts the pressure when asked",
                        "Does not say that pressure is adapted"),
                wish(
                        Part.STARTS_LIGHTER,
                        client.startLighter(),
                        qualities.startsLighter(),
                        "Starts lighter, as you wish",
                        "Does not say that a session can start lighter"),
                wish(
                        Part.MOVEMENT_WORK,
                        client.wantMovement(),
                        qualities.movementWork(),
                        "Includes movement work, as you wish",
                        "Does not include movement work"),
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
            return part(Part.STYLE, tenths, outOf, "You named no goal, so every style serves");
        }
        var served = goals.stream().filter(goal -> Styles.serve(goal, eligible)).toList();
        var others = goals.stream().filter(goal -> !served.contains(goal)).toList();
        String reason;
        if (served.isEmpty()) {
            reason = "Has no style open to you for " + goalWords(others);
        } else if (others.isEmpty()) {
            reason = "Has styles for " + goalWords(served);
        } else {
            reason = "Has styles for " + goalWords(served) + ", not for " + goalWords(others);
        }
        return part(Part.STYLE, tenths, outOf, reason);
    }

    private static ScorePart region(ClientNeeds client, TherapistOffer therapist, int tenths, int outOf) {
        var focus = inOrder(BodyRegion.class, client.focusAreas());
        if (focus.isEmpty()) {
            return part(Part.REGION, tenths, outOf, "You named no area to focus on");
        }
        var known = focus.stream()
                .filter(area -> therapist.regions().contains(area))
                .toList();
        var others = focus.stream().filter(area -> !known.contains(area)).toList();
        String reason;
        if (known.isEmpty()) {
            reason = "Names no experience with " + regionWords(others);
        } else if (others.isEmpty()) {
            reason = "Works with " + regionWords(known);
        } else {
            reason = "Works with " + regionWords(known) + ", not " + regionWords(others);
        }
        return part(Part.REGION, tenths, outOf, reason);
    }

    private static ScorePart pressure(TherapistOffer therapist, Scores scores, int outOf) {
        var range = therapist.range();
        int tenths = scores.pressure(range);
        var wanted = scores.wanted();
        if (wanted == null) {
            return part(Part.PRESSURE, tenths, outOf, "You named no pressure; agree on it at the session");
        }
        var works = "Works at " + span(range);
        if (range.contains(wanted)) {
            return part(Part.PRESSURE, tenths, outOf, works + ", which covers your " + span(wanted));
        }
        if (range.overlaps(wanted)) {
            return part(Part.PRESSURE, tenths, outOf, works + ", which covers part of your " + span(wanted));
        }
        return part(Part.PRESSURE, tenths, outOf, works + ", outside your " + span(wanted));
    }

    private static ScorePart yesNo(Part part, boolean yes, String ifYes, String ifNo) {
        return part(part, Scores.yesNo(yes), 5, yes ? ifYes : ifNo);
    }

    private static ScorePart wish(Part part, boolean wanted, boolean offered, String ifOffered, String ifNot) {
        return wanted ? yesNo(part, offered, ifOffered, ifNot) : part(part, 50, 5, "You did not ask for this");
    }

    private static ScorePart history(SharedHistory history) {
        var reason = switch (history.lastAnswer()) {
            case NO_COMPLAINT -> "You had no complaint after your last visit";
            case COMPLAINED -> "You had a complaint after your last visit";
            case NO_ANSWER -> history.visited() ? "You have not said how your last visit was" : "New to you";
        };
        return part(Part.HISTORY, Scores.history(history), 5, reason);
    }

    private static List<String> notes(ClientNeeds client, TherapistOffer therapist, SharedHistory history) {
        var notes = new ArrayList<String>();
        if (history.uglyWord()) {
            notes.add("After a session here you described a feeling that should not happen: another therapist is"
                    + " proposed first.");
        } else if (history.tooIntense() >= 2) {
            notes.add("Two sessions here were too intense for you: another therapist is proposed first.");
        } else if (history.anotherSuggested()) {
            notes.add("Your plan suggests trying another therapist first.");
        }
        if (!history.visited()) {
            var later = EnumSet.noneOf(MassageStyle.class);
            later.addAll(Styles.eligible(client, therapist, false));
            later.removeAll(Styles.eligible(client, therapist, true));
            if (!later.isEmpty()) {
                notes.add("Not on a first visit: "
                        + Words.list(later.stream().map(Words::of).toList()) + ".");
            }
        }
        return List.copyOf(notes);
    }

    private static List<String> questions(ClientNeeds client) {
        var focus = inOrder(BodyRegion.class, client.focusAreas());
        var experience = focus.isEmpty()
                ? "What is your experience with the areas that bother me?"
                : "What is your experience with " + regionWords(focus) + "?";
        return List.of(
                experience,
                "Can we start lighter and go on from there?",
                "Do you include movement in the session?",
                "What do you suggest I do afterwards?");
    }

    private static ScorePart part(Part part, int tenths, int outOf, String reason) {
        return new ScorePart(part, tenths, outOf, reason + ": " + Words.points(tenths) + " of " + outOf);
    }

    private static <E extends Enum<E>> List<E> inOrder(Class<E> type, Set<E> values) {
        var set = EnumSet.noneOf(type);
        set.addAll(values);
        return List.copyOf(set);
    }

    private static String goalWords(List<Goal> goals) {
        return Words.list(goals.stream().map(Words::of).toList());
    }

    private static String regionWords(List<BodyRegion> regions) {
        return Words.list(regions.stream().map(Words::of).toList());
    }

    private static String span(IntensityBand band) {
        return band.low().equals(band.high())
                ? Integer.toString(band.low().value())
                : band.low().value() + " to " + band.high().value();
    }
}
