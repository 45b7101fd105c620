package org.kneadwell.intake.plan;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.pressure.AfterFollowUp;
import org.kneadwell.intake.pressure.Preference;
import org.kneadwell.intake.pressure.RegionState;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Intensity;

/** Keeps each client's plan, one change at a time, each with its sentence. Works in the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class PlanBook {

    private final ClientPlanRepository plans;
    private final RegionPlanRepository regions;
    private final PlanChangeRepository changes;
    private final Vault vault;
    private final CallersLanguage language;

    PlanBook(
            ClientPlanRepository plans,
            RegionPlanRepository regions,
            PlanChangeRepository changes,
            Vault vault,
            CallersLanguage language) {
        this.plans = plans;
        this.regions = regions;
        this.changes = changes;
        this.vault = vault;
        this.language = language;
    }

    /**
     * Where the client stands after follow-ups.
     *
     * @param suspendedAs URGENT or DOCTOR while the plan is suspended; null: it is not
     */
    public record Standing(
            @Nullable FollowUpClass suspendedAs,
            @Nullable FollowUpClass lastOutcome,
            @Nullable Complaint lastComplaint,
            @Nullable Instant lastAnswerAt) {

        static final Standing NEW = new Standing(null, null, null, null);

        /** A client without follow-ups stands as after a NORMAL one. */
        public boolean lastNormal() {
            return lastOutcome == null || lastOutcome == FollowUpClass.NORMAL;
        }
    }

    /** Makes every other change of this client's plan wait until the transaction ends. */
    public Standing lock(UUID clientId) {
        return plans.lock(clientId).standing(vault);
    }

    public Standing standing(UUID clientId) {
        return plans.findByIdOptional(clientId)
                .map(plan -> plan.standing(vault))
                .orElse(Standing.NEW);
    }

    public Map<BodyRegion, RegionState> states(UUID clientId) {
        var states = new EnumMap<BodyRegion, RegionState>(BodyRegion.class);
        regions.of(clientId).forEach(row -> {
            var state = row.state(vault);
            states.put(state.region(), state);
        });
        return states;
    }

    public Map<BodyRegion, Change> lastChanges(UUID clientId) {
        return changes.lastOfEachRegion(clientId, language.get());
    }

    public List<Change> history(
            UUID clientId, @Nullable BodyRegion region, @Nullable UUID causeId, @Nullable UUID before, int limit) {
        return changes.newestFirst(clientId, region, causeId, before, limit, language.get());
    }

    /** What the client stated in an intake, region by region. */
    public void state(UUID clientId, Map<BodyRegion, Preference> stated, Triage triage, UUID assessmentId, Instant at) {
        stated.forEach((region, preference) -> {
            var row = regions.of(clientId, region);
            var before = row.state(vault);
            row.become(before.stating(preference), vault);
            var c = triage.ceilingOf(region);
            var from = capped(before.number(), c);
            var to = capped(row.state(vault).number(), c);
            if (to == null || !to.equals(from)) {
                record(
                        clientId,
                        region,
                        at,
                        from,
                        to,
                        ChangeKind.INTAKE,
                        assessmentId,
                        asStated(region, preference, to));
            }
        });
    }

    /** Today's numbers replace the stored ones, never above the ceiling; a region that is left alone keeps its own. */
    public void sayToday(
            UUID clientId, Map<BodyRegion, Intensity> numbers, Triage triage, UUID appointmentId, Instant at) {
        numbers.forEach((region, said) -> {
            var to = capped(said, triage.ceilingOf(region));
            if (to != null) {
                var row = regions.of(clientId, region);
                var from = capped(row.state(vault).number(), triage.ceilingOf(region));
                row.become(row.state(vault).withNumber(to, at), vault);
                if (!to.equals(from)) {
                    var because = Sentence.of(to.equals(said) ? "because.today" : "because.most_here");
                    record(
                            clientId,
                            region,
                            at,
                            from,
                            to,
                            ChangeKind.TODAY,
                            appointmentId,
                            moved(region, from, to, because));
                }
            }
        });
    }

    /**
     * One region after a follow-up. A second answer to the same follow-up lowers only by what the first did not, and never raises.
     *
     * @return whether the number changed
     */
    public boolean followUp(
            UUID clientId, BodyRegion region, AfterFollowUp.Move move, Triage triage, UUID followUpId, Instant at) {
        var row = regions.of(clientId, region);
        var number = row.state(vault).number();
        if (number == null) {
            return false;
        }
        var earlier = changes.newestFirst(clientId, region, followUpId, null, 100, language.get()).stream()
                .filter(change -> change.kind() == ChangeKind.FOLLOW_UP)
                .toList();
        int done = earlier.stream()
                .filter(change -> change.from() != null && change.to() != null)
                .mapToInt(change -> Optional.ofNullable(change.to()).orElse(0)
                        - Optional.ofNullable(change.from()).orElse(0))
                .sum();
        int delta = earlier.isEmpty() ? move.delta() : Math.min(0, move.delta() - done);
        if (delta == 0) {
            return false;
        }
        var c = triage.ceilingOf(region);
        var from = c == 0 ? number : Intensity.of(Math.min(number.value(), c));
        var to = AfterFollowUp.move(number, delta, c);
        row.become(row.state(vault).withNumber(to, at), vault);
        record(
                clientId,
                region,
                at,
                from,
                to,
                ChangeKind.FOLLOW_UP,
                followUpId,
                AfterFollowUp.sentence(region, from, to, move.because()));
        return !from.equals(to);
    }

    public void answered(UUID clientId, FollowUpClass outcome, Complaint complaint, Instant at) {
        plans.lock(clientId).answered(outcome, complaint, at, vault);
    }

    /** A number that was comfortable in the session and stayed fine. */
    public void confirm(UUID clientId, BodyRegion region, Intensity comfortable) {
        var row = regions.of(clientId, region);
        row.become(row.state(vault).confirming(comfortable), vault);
    }

    /** @return whether this is new */
    public boolean suspend(UUID clientId, FollowUpClass outcome, UUID followUpId, Instant at) {
        var plan = plans.lock(clientId);
        var before = plan.standing(vault).suspendedAs();
        plan.suspend(outcome, at, vault);
        if (before == null) {
            for (var state : states(clientId).values()) {
                record(
                        clientId,
                        state.region(),
                        at,
                        state.number(),
                        null,
                        ChangeKind.SUSPENDED,
                        followUpId,
                        Sentence.of("plan.left_alone", AfterFollowUp.name(state.region())));
            }
        }
        return plan.standing(vault).suspendedAs() != before;
    }

    public Optional<Instant> suspendedAt(UUID clientId) {
        return plans.findByIdOptional(clientId).map(plan -> plan.suspendedAt(vault));
    }

    /** A clinician cleared the client: the plan begins again two lower. */
    public void resume(UUID clientId, Triage triage, UUID clearanceId, Instant at) {
        plans.lock(clientId).resume(vault);
        for (var row : regions.of(clientId)) {
            var state = row.state(vault);
            var number = state.number();
            if (number == null) {
                continue;
            }
            var to = AfterFollowUp.move(number, AfterFollowUp.RESUME, triage.ceilingOf(state.region()));
            row.become(state.withNumber(to, at), vault);
            record(
                    clientId,
                    state.region(),
                    at,
                    number,
                    to,
                    ChangeKind.RESUMED,
                    clearanceId,
                    AfterFollowUp.sentence(state.region(), number, to, Sentence.of("because.cleared")));
        }
    }

    private void record(
            UUID clientId,
            BodyRegion region,
            Instant at,
            @Nullable Intensity from,
            @Nullable Intensity to,
            ChangeKind kind,
            UUID causeId,
            Sentence sentence) {
        changes.persist(new PlanChange(clientId, region, at, from, to, kind, causeId, sentence, vault));
    }

    private static @Nullable Intensity capped(@Nullable Intensity number, int c) {
        return number == null || c == 0 ? null : Intensity.of(Math.min(number.value(), c));
    }

    private static Sentence asStated(BodyRegion region, Preference preference, @Nullable Intensity to) {
        var name = AfterFollowUp.name(region);
        if (to == null) {
            return Sentence.of("plan.left_alone_for_now", name);
        }
        var because = to.equals(preference.number()) ? "because.as_said" : "because.most_here_kept";
        return Sentence.of("plan.at", name, to.value(), Sentence.of(because));
    }

    private static Sentence moved(BodyRegion region, @Nullable Intensity from, Intensity to, Sentence because) {
        return from == null
                ? Sentence.of("plan.at", AfterFollowUp.name(region), to.value(), because)
                : AfterFollowUp.sentence(region, from, to, because);
    }
}
