package org.kneadwell.intake.triage;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * One clinical rule.
 *
 * @param id stable; clearances and stored assessments refer to it
 * @param title what the rule is about, in a client's words
 * @param when when it applies
 * @param onlyAlone whether it applies only if no other rule does
 * @param effect what follows without a clinician's note
 * @param firstVisitOnly whether it applies only on the first visit to a therapist
 * @param whenCleared what follows with a clinician's note that covers the day; null: a note changes nothing
 * @param excludedOnFirstVisit styles left out only on the first visit to a therapist
 * @param holdsRaises whether a target is raised only from the second NORMAL follow-up in a row
 * @param hidesSelfCare whether self-massage content is not shown
 * @param advice one text for the client; null: none
 * @param source where the rule comes from
 * @param version counts up when the rule changes
 */
public record Rule(
        String id,
        String title,
        Condition when,
        boolean onlyAlone,
        Effect effect,
        boolean firstVisitOnly,
        @Nullable Effect whenCleared,
        Set<MassageStyle> excludedOnFirstVisit,
        boolean holdsRaises,
        boolean hidesSelfCare,
        @Nullable String advice,
        String source,
        int version) {

    public Rule {
        excludedOnFirstVisit = Set.copyOf(excludedOnFirstVisit);
        if (!id.matches("[a-z][a-z0-9_]{1,60}")) {
            throw new IllegalArgumentException("A rule's id is lower_snake, not '" + id + "'.");
        }
        if (title.isBlank() || source.isBlank() || version < 1) {
            throw new IllegalArgumentException("Rule " + id + " needs a title, a source and a version.");
        }
        if (advice != null && advice.isBlank()) {
            throw new IllegalArgumentException("Rule " + id + " has blank advice.");
        }
        if (whenCleared != null && !whenCleared.outcome().bookable()) {
            throw new IllegalArgumentException("Rule " + id + ": a cleared client may book.");
        }
        if (whenCleared != null && whenCleared.ceiling() < effect.ceiling()) {
            throw new IllegalArgumentException("Rule " + id + ": clearance never lowers a ceiling.");
        }
    }

    /**
     * What follows from a rule.
     *
     * @param ceiling 0–7
     * @param excluded styles left out
     * @param regionLimits limits of single regions
     */
    public record Effect(
            TriageOutcome outcome, int ceiling, Set<MassageStyle> excluded, List<RegionLimit> regionLimits) {

        public Effect {
            excluded = Set.copyOf(excluded);
            regionLimits = List.copyOf(regionLimits);
            if (ceiling < 0 || ceiling > RuleSet.HIGHEST_CEILING) {
                throw new IllegalArgumentException("A ceiling is from 0 to 7, not " + ceiling + ".");
            }
            if (outcome.bookable() == (ceiling == 0)) {
                throw new IllegalArgumentException(
                        "An outcome of " + outcome.key() + " cannot have a ceiling of " + ceiling + ".");
            }
            if (!outcome.bookable() && excluded.size() != MassageStyle.values().length) {
                throw new IllegalArgumentException("Nothing may be booked on " + outcome.key() + ": exclude all.");
            }
        }
    }
}
