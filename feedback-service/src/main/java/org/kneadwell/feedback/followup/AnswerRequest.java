package org.kneadwell.feedback.followup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.Report;
import org.kneadwell.feedback.vocabulary.Bruising;
import org.kneadwell.feedback.vocabulary.Improvement;
import org.kneadwell.feedback.vocabulary.Sign;
import org.kneadwell.feedback.vocabulary.Trend;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.PainRating;
import org.kneadwell.vocabulary.PainWord;

@Schema(name = "FollowUpAnswer", description = "How a session felt afterwards.")
record AnswerRequest(
        @NotNull @Min(0) @Max(10) @Schema(description = "Overall soreness now, 0 none to 10.", examples = "5")
        Integer soreness,

        @Size(max = 23) @Schema(description = "Soreness now, per region.") @Nullable
        List<@NotNull @Valid RegionSoreness> regions,

        @NotNull @Schema(description = "Which way the soreness is going.")
        Trend trend,

        @Min(0)
        @Max(10_000)
        @Schema(description = "Hours from the session's end until soreness began.", examples = "6")
        @Nullable
        Integer hoursToStart,

        @Min(0)
        @Max(10_000)
        @Schema(
                description = "Hours from the session's end until soreness was gone; absent while sore.",
                examples = "30")
        @Nullable
        Integer hoursToEnd,

        @Size(max = 19) @Schema(description = "Words for how it felt.") @Nullable
        Set<@NotNull PainWord> words,

        @NotNull Bruising bruising,
        boolean headache,
        boolean fatigue,
        @Size(max = 3) @Nullable Set<@NotNull Improvement> improved,
        @NotNull Complaint complaint,

        @Size(max = 13) @Schema(description = "Warning signs noticed since the session.") @Nullable
        Set<@NotNull Sign> signs,

        @NotNull @Min(0) @Max(10) @Schema(description = "The pain the client came with, now, 0 to 10.", examples = "3")
        Integer painRating,

        @NotNull
        @Min(-Report.GLOBAL_CHANGE_LIMIT)
        @Max(Report.GLOBAL_CHANGE_LIMIT)
        @Schema(description = "Overall change, -5 much worse to 5 much better.", examples = "1")
        Integer globalChange,

        @Size(max = 2000) @Schema(description = "In the client's own words.") @Nullable
        String note,

        @Schema(description = "Whether the note is kept from the therapist. Left out: no.") @Nullable
        Boolean notePrivate) {

    @Schema(name = "RegionSoreness")
    record RegionSoreness(
            @NotNull BodyRegion region,
            @NotNull @Min(0) @Max(10) Integer soreness) {}

    Told told() {
        return new Told(
                PainRating.of(soreness),
                orEmpty(regions).stream()
                        .map(r -> new Told.RegionSoreness(r.region(), PainRating.of(r.soreness())))
                        .toList(),
                trend,
                hoursToStart,
                hoursToEnd,
                orEmpty(words),
                bruising,
                headache,
                fatigue,
                orEmpty(improved),
                complaint,
                orEmpty(signs),
                PainRating.of(painRating),
                globalChange);
    }

    boolean keepsNotePrivate() {
        return Boolean.TRUE.equals(notePrivate);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    private static <T> Set<T> orEmpty(@Nullable Set<T> set) {
        return Objects.requireNonNullElse(set, Set.of());
    }
}
