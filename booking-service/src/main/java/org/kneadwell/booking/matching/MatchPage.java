package org.kneadwell.booking.matching;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.fit.HardFilter;
import org.kneadwell.booking.therapist.TherapistView;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * A page of matches, best first.
 *
 * @param notMatched on the first page only: therapists who do not fit, by name, at most a hundred
 * @param next the cursor of the next page; null on the last one
 */
record MatchPage(
        List<MatchView> items,
        List<NotMatched> notMatched,
        @Nullable String next) {

    /**
     * A therapist who fits.
     *
     * @param fit 0.0–100.0: how well the offer suits the wishes, never how good the therapist is
     * @param parts they add up to the fit
     * @param notes what to know before booking
     * @param earliestSlot absent when nothing is free in the range
     * @param questions what to ask the therapist
     */
    record MatchView(
            TherapistView therapist,
            BigDecimal fit,
            List<PartView> parts,
            Set<MassageStyle> eligibleStyles,
            List<String> notes,
            @Nullable EarliestSlot earliestSlot,
            List<String> questions) {}

    /** One part of the fit, and why it gives that many points. */
    record PartView(PartName part, BigDecimal points, int outOf, String reason) {}

    /** What a part of the fit is about. */
    enum PartName {
        @JsonProperty("style")
        STYLE,
        @JsonProperty("region")
        REGION,
        @JsonProperty("pressure")
        PRESSURE,
        @JsonProperty("intake_process")
        INTAKE_PROCESS,
        @JsonProperty("communicates_consent")
        COMMUNICATES_CONSENT,
        @JsonProperty("modifies_pressure")
        MODIFIES_PRESSURE,
        @JsonProperty("starts_lighter")
        STARTS_LIGHTER,
        @JsonProperty("movement_work")
        MOVEMENT_WORK,
        @JsonProperty("history")
        HISTORY
    }

    /** A free time, and for which kind of session: of the shortest one unless another length was asked for. */
    record EarliestSlot(OffsetDateTime start, OffsetDateTime end, UUID serviceId) {}

    /** A therapist who does not fit, with every reason. */
    record NotMatched(UUID therapistId, String name, List<Reason> reasons) {}

    record Reason(HardFilter filter, String reason) {}
}
