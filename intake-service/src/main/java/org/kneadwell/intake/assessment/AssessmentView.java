package org.kneadwell.intake.assessment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.triage.TriageOutcome;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What the answers mean, in words the client can use. Not a diagnosis.
 *
 * @param bookableUntil the last day a session may take place under the notes on file
 * @param excludedOnFirstVisit styles left out only on the first visit to a therapist
 */
@Schema(name = "Assessment")
public record AssessmentView(
        UUID id,
        Instant submittedAt,
        String questionnaireVersion,
        String ruleSetVersion,
        TriageOutcome outcome,
        String headline,
        int ceiling,
        boolean bookable,
        @Nullable LocalDate bookableUntil,
        Set<MassageStyle> excludedStyles,
        Set<MassageStyle> excludedOnFirstVisit,
        List<String> understood,
        List<ReasonView> reasons,
        List<AdviceView> advice,
        List<String> notes,
        PressurePlanView plan) {

    /**
     * A rule that applied.
     *
     * @param cleared whether a note on file covers it
     * @param clearable whether a note could
     */
    @Schema(name = "Reason")
    public record ReasonView(
            String ruleId,
            String title,
            TriageOutcome outcome,
            int ceiling,
            String text,
            String source,
            boolean cleared,
            boolean clearable) {}

    @Schema(name = "Advice")
    public record AdviceView(String ruleId, String text) {}

    /** The rules of the day, as they were. */
    @Schema(name = "Explanation")
    public record ExplanationView(
            UUID assessmentId,
            String ruleSetVersion,
            boolean reviewedByClinician,
            LocalDate day,
            TriageOutcome outcome,
            int ceiling,
            List<RuleView> rules) {}

    /** One rule that applied, with its condition in words. */
    @Schema(name = "ExplainedRule")
    public record RuleView(
            String ruleId,
            int version,
            String title,
            String appliesWhen,
            boolean cleared,
            TriageOutcome outcome,
            int ceiling,
            String source) {}
}
