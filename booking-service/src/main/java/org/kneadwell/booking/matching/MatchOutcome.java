package org.kneadwell.booking.matching;

import java.util.List;
import org.kneadwell.booking.fit.FitOrder;

/** What came of a search. */
sealed interface MatchOutcome {

    /** @param orders where each of the page's items stands */
    record Found(MatchPage page, List<FitOrder> orders) implements MatchOutcome {}

    record IntakeNeeded(String reason) implements MatchOutcome {}

    record NotBookable(String reason) implements MatchOutcome {}

    /** The dates cannot be searched. */
    record BadDates(String field, String reason) implements MatchOutcome {}
}
