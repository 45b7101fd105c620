package org.kneadwell.booking.matching;

/** What came of a search. */
sealed interface MatchOutcome {

    record Found(MatchPage page) implements MatchOutcome {}

    record IntakeNeeded(String reason) implements MatchOutcome {}

    record NotBookable(String reason) implements MatchOutcome {}

    /** The dates cannot be searched. */
    record BadDates(String field, String reason) implements MatchOutcome {}
}
