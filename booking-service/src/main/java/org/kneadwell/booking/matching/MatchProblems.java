package org.kneadwell.booking.matching;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Searches that came to nothing, as problems. */
final class MatchProblems {

    private MatchProblems() {}

    static HttpProblem of(MatchOutcome refused) {
        return switch (refused) {
            case MatchOutcome.IntakeNeeded needed -> Problems.of(409, "intake-needed", needed.reason());
            case MatchOutcome.NotBookable not -> Problems.of(409, "not-bookable", not.reason());
            case MatchOutcome.BadDates bad ->
                Problems.invalid(
                        422,
                        "dates-not-searchable",
                        "These dates cannot be searched.",
                        List.of(new Violation(bad.field(), bad.reason())));
            case MatchOutcome.Found _ -> throw new IllegalArgumentException("A search that found is no problem.");
        };
    }
}
