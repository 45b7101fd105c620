package org.kneadwell.feedback.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.Plan;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PlanStage;

@Schema(name = "FollowUpResult", description = "What an answer means, and what to do. Not a diagnosis.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnswerResult(
        @Schema(required = true) UUID answerId,

        @Schema(description = "Left out when signs were kept that ask for nothing yet.") @Nullable
        FollowUpClass outcome,

        @Schema(required = true) String headline,
        @Schema(required = true) List<String> advice,

        @Schema(description = "How to massage oneself; only for a client who asked for it and has no flag.") @Nullable
        List<String> selfCare,

        @Nullable NextStep next,

        @Schema(description = "When the same will be asked again.") @Nullable
        Instant askAgainAt,

        @Schema(
                required = true,
                description = "Whether medical care is needed now. Show the headline before anything else.")
        boolean urgent) {

    @Schema(name = "NextStep")
    record NextStep(
            @Schema(required = true) PlanStage stage,

            @Schema(required = true, description = "How many sessions; 0 when none, or not counted.")
            int sessions,

            @Schema(required = true, description = "Days between them; 0 when none.")
            int everyDays,

            @Schema(required = true) String sentence,

            @Schema(required = true, description = "Whether another therapist is proposed.")
            boolean anotherTherapist) {

        static NextStep of(Plan plan, Language language) {
            return new NextStep(
                    plan.stage(),
                    plan.sessions(),
                    plan.everyDays(),
                    plan.sentence().in(language),
                    plan.anotherTherapist());
        }
    }

    static AnswerResult of(AnswerOutcome.Recorded recorded, Language language) {
        return new AnswerResult(
                recorded.answerId(),
                recorded.outcome(),
                recorded.advice().headline().in(language),
                Sentence.all(recorded.advice().text(), language),
                recorded.selfCare().isEmpty() ? null : Sentence.all(recorded.selfCare(), language),
                recorded.next() == null ? null : NextStep.of(recorded.next(), language),
                recorded.askAgainAt(),
                recorded.outcome() == FollowUpClass.URGENT);
    }
}
