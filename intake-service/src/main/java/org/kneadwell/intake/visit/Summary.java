package org.kneadwell.intake.visit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.assessment.PressurePlanView.RegionView;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.intake.triage.TriageOutcome;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * What a therapist needs for one session, and no more.
 *
 * @param ceiling 0–7, on the day of the session
 * @param related regions that work near a low back complaint reaches, each with its own target or to be asked
 * @param exclusions styles left out
 */
public record Summary(
        UUID appointmentId,
        Client client,
        OffsetDateTime start,
        boolean firstVisit,
        TriageOutcome outcome,
        int ceiling,
        List<String> ceilingReasons,
        List<RegionView> regions,
        List<RegionView> related,
        List<MassageStyle> exclusions,
        List<String> goals,
        Map<String, Object> wishes,
        List<String> safetyNotes,
        @Nullable Today today,
        @Nullable LastFollowUp lastFollowUp,
        List<String> checkInPlan,
        String notDiagnosis) {

    /** The client's name. */
    public record Client(String name) {}

    /** What the client said before this visit. */
    public record Today(
            Tolerance tolerance,
            Map<String, Integer> intensityToday,
            List<String> newSigns,
            @Nullable String note) {}

    /** How the last session went. */
    public record LastFollowUp(
            FollowUpClass outcome, @Nullable Complaint complaint, Instant answeredAt) {}
}
