package org.kneadwell.feedback.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.vocabulary.Bruising;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.feedback.vocabulary.Trend;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PainWord;

@Schema(name = "FollowUp", description = "A follow-up as its client sees it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FollowUpView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID appointmentId,
        @Schema(required = true) Person therapist,
        @Schema(required = true) Instant sessionEndedAt,
        @Schema(required = true) FollowUpState state,

        @Schema(required = true, description = "From when the question stands, in the present round.")
        Instant inviteAt,

        @Schema(required = true, description = "From when it can no longer be answered.")
        Instant closesAt,

        @Schema(required = true) List<Region> regions,

        @Schema(required = true, description = "Oldest first.")
        List<Told> answers) {

    @Schema(name = "Person")
    record Person(
            @Schema(required = true) UUID id,
            @Schema(required = true) String name) {}

    @Schema(name = "WorkedRegion")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Region(
            @Schema(required = true) BodyRegion region,

            @Schema(minimum = "1", maximum = "10", description = "The client's own intensity at the time.") @Nullable
            Integer target) {}

    @Schema(name = "ReportedSoreness")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RegionReport(
            @Schema(required = true) BodyRegion region,

            @Schema(minimum = "1", maximum = "10", description = "The client's own intensity at the time.") @Nullable
            Integer target,

            @Schema(implementation = Integer.class, minimum = "0", maximum = "10") @Nullable
            PainRating soreness) {}

    @Schema(
            name = "GivenAnswer",
            description = "An answer as it was given. Of signs reported alone, only they are there.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(
            @Schema(required = true) UUID answerId,
            @Schema(required = true) Instant answeredAt,

            @Schema(required = true, description = "Whole hours since the session's end.")
            int hoursAfter,

            @Nullable FollowUpClass outcome,

            @Schema(implementation = Integer.class, minimum = "0", maximum = "10") @Nullable
            PainRating soreness,

            @Schema(required = true) List<RegionReport> regions,
            @Nullable Trend trend,
            @Nullable Integer hoursToStart,
            @Nullable Integer hoursToEnd,
            @Schema(required = true) Set<PainWord> words,
            @Nullable Bruising bruising,
            @Schema(required = true) boolean headache,
            @Schema(required = true) boolean fatigue,
            @Schema(required = true) Set<Improvement> improved,
            @Nullable Complaint complaint,

            @Schema(description = "Never shown to the therapist.") @Nullable
            Set<Sign> signs,

            @Schema(implementation = Integer.class, minimum = "0", maximum = "10") @Nullable
            PainRating painRating,

            @Nullable Integer globalChange,
            @Nullable String note,
            @Nullable Boolean notePrivate) {

        /** Everything, for the client. */
        static Told forClient(Answer answer, Regions worked) {
            return of(
                    answer,
                    worked,
                    answer.told().signs(),
                    answer.note(),
                    answer.note() == null ? null : answer.notePrivate());
        }

        /** Without the signs, and without what the client marked private. */
        static Told forTherapist(Answer answer, Regions worked) {
            return of(answer, worked, null, answer.notePrivate() ? null : answer.note(), null);
        }

        private static Told of(
                Answer answer,
                Regions worked,
                @Nullable Set<Sign> signs,
                @Nullable String note,
                @Nullable Boolean notePrivate) {
            var told = answer.told();
            return new Told(
                    answer.id(),
                    answer.answeredAt(),
                    answer.hoursAfter(),
                    answer.outcome(),
                    told.soreness(),
                    told.regions().stream()
                            .map(r -> new RegionReport(r.region(), target(worked, r.region()), r.soreness()))
                            .toList(),
                    told.trend(),
                    told.hoursToStart(),
                    told.hoursToEnd(),
                    told.words(),
                    told.bruising(),
                    told.headache(),
                    told.fatigue(),
                    told.improved(),
                    told.complaint(),
                    signs,
                    told.painRating(),
                    told.globalChange(),
                    note,
                    notePrivate);
        }

        private static @Nullable Integer target(Regions worked, BodyRegion region) {
            return worked.worked().stream()
                    .filter(w -> w.region() == region)
                    .findFirst()
                    .map(Regions.Worked::target)
                    .orElse(null);
        }
    }

    static FollowUpView of(FollowUp followUp, Regions worked, Appointment appointment, List<Answer> answers) {
        return new FollowUpView(
                followUp.id(),
                followUp.appointmentId(),
                new Person(appointment.therapistId(), appointment.therapistName()),
                followUp.sessionEndedAt(),
                followUp.state(),
                followUp.askAt(),
                followUp.closeAt(),
                workedRegions(worked),
                answers.stream().map(answer -> Told.forClient(answer, worked)).toList());
    }

    private static List<Region> workedRegions(Regions regions) {
        return regions.worked().stream()
                .map(worked -> new Region(worked.region(), worked.target()))
                .toList();
    }

    @Schema(name = "TherapistFollowUp", description = "A follow-up as the therapist of its appointment sees it.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ForTherapist(
            @Schema(required = true) UUID id,
            @Schema(required = true) UUID appointmentId,
            @Schema(required = true) Person client,
            @Schema(required = true) Instant sessionEndedAt,
            @Schema(required = true) FollowUpState state,
            @Schema(required = true) List<Region> regions,

            @Schema(required = true, description = "Oldest first: soreness over time.")
            List<Told> answers) {

        static ForTherapist of(FollowUp followUp, Regions worked, Appointment appointment, List<Answer> answers) {
            return new ForTherapist(
                    followUp.id(),
                    followUp.appointmentId(),
                    new Person(appointment.clientId(), appointment.clientName()),
                    followUp.sessionEndedAt(),
                    followUp.state(),
                    workedRegions(worked),
                    answers.stream()
                            .map(answer -> Told.forTherapist(answer, worked))
                            .toList());
        }
    }
}
