package org.kneadwell.booking.client;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.EventTypes;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.PlanSuggested;
import org.kneadwell.events.PressurePlanChanged;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.kit.transaction.Transactions;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.DeliveryGuard;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;
import org.kneadwell.vocabulary.PlanStage;

/** Hands the service the events of the others, as the outbox would: each in a transaction of its own. */
@ApplicationScoped
public class Told {

    private final OnIntakeAssessed assessed;
    private final OnPressurePlanChanged changed;
    private final OnFollowUpAnswered answered;
    private final OnAdverseSignReported sign;
    private final OnPlanSuggested suggested;
    private final DeliveryGuard guard;
    private final Transactions transactions;

    Told(
            OnIntakeAssessed assessed,
            OnPressurePlanChanged changed,
            OnFollowUpAnswered answered,
            OnAdverseSignReported sign,
            OnPlanSuggested suggested,
            DeliveryGuard guard,
            Transactions transactions) {
        this.assessed = assessed;
        this.changed = changed;
        this.answered = answered;
        this.sign = sign;
        this.suggested = suggested;
        this.guard = guard;
        this.transactions = transactions;
    }

    /** For what is no bean of the service under test. */
    public static Told shared() {
        return Arc.container().select(Told.class).get();
    }

    /** Everything else is allowed, and nothing else wished for. */
    public static IntakeAssessed wishes(
            UUID client,
            int ceiling,
            Set<MassageStyle> excluded,
            Set<Goal> goals,
            Set<BodyRegion> focusAreas,
            LeftReason left) {
        return new IntakeAssessed(
                client,
                UUID.randomUUID(),
                Instant.parse("2026-03-01T00:00:00Z"),
                ceiling > 0,
                null,
                ceiling,
                false,
                excluded,
                Set.of(),
                goals,
                focusAreas,
                List.of(),
                left,
                false,
                false,
                false,
                false);
    }

    /** Client M of the worked cases. */
    public static IntakeAssessed clientM(UUID client, Instant at, LeftReason left) {
        return intake(client, at, true, null, 7, false, Set.of(), left);
    }

    public static IntakeAssessed intake(
            UUID client,
            Instant at,
            boolean bookable,
            @Nullable LocalDate until,
            int ceiling,
            boolean gentle,
            Set<MassageStyle> excluded,
            LeftReason left) {
        return new IntakeAssessed(
                client,
                UUID.randomUUID(),
                at,
                bookable,
                until,
                ceiling,
                gentle,
                excluded,
                Set.of(),
                Set.of(Goal.TIGHTNESS_LOW_BACK_HIPS, Goal.RELAX_STRESS),
                Set.of(BodyRegion.LOW_BACK, BodyRegion.HIPS),
                List.of(target(BodyRegion.LOW_BACK, 5, 3), target(BodyRegion.HIPS, 5, 3)),
                left,
                true,
                true,
                false,
                false);
    }

    public static RegionTarget target(BodyRegion region, int target, int start) {
        return new RegionTarget(
                region, Intensity.of(target), IntensityBand.of(Math.max(1, target - 1), target), Intensity.of(start));
    }

    public void assessed(IntakeAssessed event, long version) {
        deliver(assessed, event, delivery(event.clientId(), version));
    }

    public void planChanged(UUID client, Instant at, long version, boolean suspended, RegionTarget... regions) {
        var event = new PressurePlanChanged(client, at, new ArrayList<>(Arrays.asList(regions)), suspended);
        deliver(changed, event, delivery(client, version));
    }

    public void answered(
            UUID followUp, long version, UUID client, UUID therapist, Instant at, Complaint complaint, boolean ugly) {
        answered(followUp, version, client, therapist, at, complaint, ugly, FollowUpClass.NORMAL);
    }

    public void answered(
            UUID followUp,
            long version,
            UUID client,
            UUID therapist,
            Instant at,
            Complaint complaint,
            boolean ugly,
            FollowUpClass outcome) {
        var event = new FollowUpAnswered(
                followUp, UUID.randomUUID(), client, therapist, at, 50, outcome, complaint, ugly, 0, List.of());
        deliver(answered, event, delivery(followUp, version));
    }

    public void signReported(UUID client, UUID therapist, Instant at) {
        var event = new AdverseSignReported(
                UUID.randomUUID(), UUID.randomUUID(), client, therapist, at, FollowUpClass.DOCTOR);
        deliver(sign, event, delivery(event.followUpId(), 1));
    }

    public void planSuggested(UUID client, UUID therapist, Instant at, long version, boolean another) {
        planSuggested(client, therapist, at, version, PlanStage.TRIAL, 1, 7, another);
    }

    public void planSuggested(
            UUID client,
            UUID therapist,
            Instant at,
            long version,
            PlanStage stage,
            int sessions,
            int everyDays,
            boolean another) {
        var event = new PlanSuggested(client, therapist, UUID.randomUUID(), at, stage, sessions, everyDays, another);
        deliver(suggested, event, delivery(client, version));
    }

    private <T> void deliver(EventHandler<T> handler, T event, Delivery delivery) {
        transactions.anew(() -> {
            if (guard.admits(event, delivery)) {
                handler.on(event, delivery);
            }
            return event;
        });
    }

    private static Delivery delivery(UUID aggregate, long version) {
        return new Delivery(
                UUID.randomUUID(),
                "any",
                aggregate.toString(),
                version,
                EventTypes.of(IntakeAssessed.class),
                Instant.parse("2026-03-02T08:00:00Z"));
    }
}
