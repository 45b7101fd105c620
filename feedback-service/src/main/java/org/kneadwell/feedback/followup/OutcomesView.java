package org.kneadwell.feedback.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.MeasuredChange;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;

@Schema(
        name = "Outcomes",
        description = "A client's answers over time, and what changed between the first and the last.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomesView(
        @Schema(required = true, description = "One per answered session, oldest first.")
        List<Session> items,

        @Schema(description = "From two answered sessions on.") @Nullable
        Change change) {

    @Schema(name = "SessionOutcome")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Session(
            @Schema(required = true) UUID followUpId,
            @Schema(required = true) UUID appointmentId,
            @Schema(required = true) FollowUpView.Person therapist,
            @Schema(required = true) Instant sessionEndedAt,
            @Schema(required = true) Instant answeredAt,
            @Schema(required = true) int hoursAfter,
            @Nullable FollowUpClass outcome,

            @Schema(required = true, implementation = Integer.class, minimum = "0", maximum = "10")
            PainRating soreness,

            @Schema(required = true, implementation = Integer.class, minimum = "0", maximum = "10")
            PainRating painRating,

            @Schema(required = true, minimum = "-5", maximum = "5")
            int globalChange,

            @Schema(required = true) Set<Improvement> improved,
            @Schema(required = true) List<FollowUpView.RegionReport> regions) {}

    @Schema(name = "MeasuredChange", description = "A change in numbers, never proof of an effect.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            @Schema(required = true, implementation = Integer.class, minimum = "0", maximum = "10")
            PainRating from,

            @Schema(required = true, implementation = Integer.class, minimum = "0", maximum = "10")
            PainRating to,

            @Schema(
                    description =
                            "Percent the pain rating fell by; negative when it rose; left out when it began at 0.")
            @Nullable
            Integer percentFall,

            @Schema(required = true, description = "Whether it fell by at least 2 points and at least 30 %.")
            boolean painBetter,

            @Schema(required = true, description = "Whether the overall change is 3 or more.")
            boolean globallyBetter,

            @Schema(required = true) String sentence,
            @Schema(required = true) String caution) {

        static Change of(MeasuredChange change, Language language) {
            return new Change(
                    change.from(),
                    change.to(),
                    change.percentFall(),
                    change.painBetter(),
                    change.globallyBetter(),
                    change.sentence().in(language),
                    MeasuredChange.NOT_PROOF.in(language));
        }
    }
}
