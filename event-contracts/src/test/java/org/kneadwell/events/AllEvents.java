package org.kneadwell.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.events.FollowUpAnswered.RegionFinding;
import org.kneadwell.events.SessionCompleted.WorkedRegion;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;
import org.kneadwell.vocabulary.PlanStage;

/** One sample of every event, each optional member filled in at least once. */
final class AllEvents {

    static final UUID CLIENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final UUID THERAPIST = UUID.fromString("01900000-0000-7000-8000-000000000002");
    static final UUID APPOINTMENT = UUID.fromString("01900000-0000-7000-8000-000000000003");
    static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-000000000004");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final LocalDate DAY = LocalDate.parse("2026-03-31");
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static final RegionTarget LOW_BACK =
            new RegionTarget(BodyRegion.LOW_BACK, Intensity.of(5), IntensityBand.of(4, 6), Intensity.of(3));
    static final RegionTarget ASK_ABOUT_THE_NECK = new RegionTarget(BodyRegion.NECK, null, null, Intensity.of(2));

    private AllEvents() {}

    static List<Event> samples() {
        return List.of(
                new AdverseSignReported(OTHER, APPOINTMENT, CLIENT, THERAPIST, NOON, FollowUpClass.DOCTOR),
                new AppointmentBooked(
                        APPOINTMENT,
                        CLIENT,
                        "Cleo",
                        "cleo@kneadwell.example",
                        THERAPIST,
                        OTHER,
                        "Ada",
                        "ada@kneadwell.example",
                        "Deep tissue, 60 minutes",
                        NOON,
                        NOON.plusSeconds(3600),
                        ZONE,
                        true,
                        "de"),
                new AppointmentCancelled(APPOINTMENT, CLIENT, THERAPIST, NOON, "client"),
                new AppointmentHeld(
                        APPOINTMENT, CLIENT, THERAPIST, NOON, NOON.plusSeconds(3600), NOON.minusSeconds(600)),
                new AppointmentNoShow(APPOINTMENT, CLIENT, THERAPIST, NOON),
                new AppointmentRescheduled(
                        APPOINTMENT,
                        CLIENT,
                        THERAPIST,
                        NOON,
                        NOON.plusSeconds(7200),
                        NOON.plusSeconds(10800),
                        ZoneId.of("Europe/Lisbon")),
                new BookingClientErased(OTHER, NOON),
                new ConsentWithdrawn(CLIENT, NOON),
                new ErasureRequested(CLIENT, OTHER, NOON),
                new FeedbackClientErased(OTHER, NOON),
                new ClearanceExpired(CLIENT, OTHER, DAY),
                new ClearanceRecorded(CLIENT, OTHER, DAY.minusDays(30), DAY),
                new CredentialExpired(THERAPIST, OTHER, "R1", DAY),
                new CredentialVerified(THERAPIST, OTHER, "R1", DAY),
                new FollowUpAnswered(
                        OTHER,
                        APPOINTMENT,
                        CLIENT,
                        THERAPIST,
                        NOON,
                        60,
                        FollowUpClass.PROLONGED,
                        Complaint.TOO_INTENSE,
                        false,
                        0,
                        List.of(new RegionFinding(BodyRegion.LOW_BACK, true, true))),
                new FollowUpInvited(OTHER, APPOINTMENT, CLIENT, THERAPIST, NOON),
                new FollowUpMissed(OTHER, APPOINTMENT, CLIENT, THERAPIST, NOON),
                new IntakeAssessed(
                        CLIENT,
                        OTHER,
                        NOON,
                        true,
                        DAY,
                        7,
                        false,
                        Set.of(MassageStyle.DEEP_TISSUE),
                        Set.of(MassageStyle.SPORTS),
                        Set.of(Goal.values()[0]),
                        Set.of(BodyRegion.LOW_BACK),
                        List.of(LOW_BACK, ASK_ABOUT_THE_NECK),
                        LeftReason.TOO_INTENSE,
                        true,
                        false,
                        true,
                        false),
                new PlanSuggested(CLIENT, THERAPIST, OTHER, NOON, PlanStage.values()[0], 6, 7, false),
                new PressurePlanChanged(CLIENT, NOON, List.of(LOW_BACK), false),
                new SessionCompleted(
                        APPOINTMENT,
                        CLIENT,
                        THERAPIST,
                        NOON,
                        List.of(
                                new WorkedRegion(BodyRegion.LOW_BACK, Intensity.of(5), Intensity.of(6)),
                                new WorkedRegion(BodyRegion.NECK, null, null))),
                new TherapistPublished(THERAPIST, OTHER, "Ada", "ada@kneadwell.example", ZONE));
    }
}
