package org.kneadwell.feedback.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.FollowUpClass;

/** A follow-up that came in, in a therapist's list: what it needs to be found, and how urgent it is. */
@Schema(name = "ReceivedFollowUp", description = "A follow-up with an answer, in the list of the therapist.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceivedView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID appointmentId,
        @Schema(required = true) FollowUpView.Person client,
        @Schema(required = true) Instant sessionEndedAt,
        @Schema(required = true) FollowUpState state,

        @Schema(required = true, description = "When the last answer came.")
        Instant answeredAt,

        @Schema(
                description = "The class of the last answer that has one, or the most serious where any asked for a"
                        + " doctor or urgent help. Absent: signs that ask for nothing yet.")
        @Nullable
        FollowUpClass outcome) {

    /** @param answers oldest first; at least one */
    static ReceivedView of(FollowUp followUp, Appointment appointment, List<Answer> answers) {
        return new ReceivedView(
                followUp.id(),
                followUp.appointmentId(),
                new FollowUpView.Person(appointment.clientId(), appointment.clientName()),
                followUp.sessionEndedAt(),
                followUp.state(),
                answers.getLast().answeredAt(),
                outcome(answers.stream()
                        .map(Answer::outcome)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    /** A sign that needed help stays in sight, whatever was answered later. */
    static @Nullable FollowUpClass outcome(List<FollowUpClass> told) {
        return told.stream()
                .filter(FollowUpClass::blocksBooking)
                .min(FollowUpClass::compareTo)
                .orElse(told.isEmpty() ? null : told.getLast());
    }
}
