package org.kneadwell.feedback.followup;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kneadwell.feedback.rules.Plan;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.PlanStage;

@Schema(name = "Plan", description = "The next step as last suggested.")
record PlanView(
        @Schema(required = true) PlanStage stage,

        @Schema(required = true, description = "How many sessions; 0 when none, or not counted.")
        int sessions,

        @Schema(required = true, description = "Days between them; 0 when none.")
        int everyDays,

        @Schema(required = true) String sentence,

        @Schema(required = true, description = "Whether another therapist is proposed.")
        boolean anotherTherapist,

        @Schema(required = true) UUID therapistId,
        @Schema(required = true) UUID followUpId,
        @Schema(required = true) Instant suggestedAt) {

    static PlanView of(PlanSuggestion suggestion, Plan plan, Language language) {
        return new PlanView(
                plan.stage(),
                plan.sessions(),
                plan.everyDays(),
                plan.sentence().in(language),
                plan.anotherTherapist(),
                suggestion.therapistId(),
                suggestion.followUpId(),
                suggestion.suggestedAt());
    }
}
