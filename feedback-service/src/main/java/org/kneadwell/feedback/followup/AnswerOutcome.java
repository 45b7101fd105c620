package org.kneadwell.feedback.followup;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.Advice;
import org.kneadwell.feedback.rules.Plan;
import org.kneadwell.feedback.rules.Report;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.FollowUpClass;

/** What became of an answer, or of signs that were reported. */
sealed interface AnswerOutcome {

    /**
     * @param outcome null when signs were kept that ask for nothing yet
     * @param next null when nothing was planned anew
     */
    record Recorded(
            UUID answerId,
            @Nullable FollowUpClass outcome,
            Advice advice,
            List<Sentence> selfCare,
            @Nullable Plan next,
            @Nullable Instant askAgainAt)
            implements AnswerOutcome {}

    /** Unknown, or somebody else's: the same to the caller. */
    record NotFound() implements AnswerOutcome {}

    record AlreadyAnswered() implements AnswerOutcome {}

    /** The time to answer is over. Signs can still be reported. */
    record Closed() implements AnswerOutcome {}

    /** Numbers that cannot be so together. */
    record Contradictory(List<Report.Contradiction> contradictions) implements AnswerOutcome {}
}
