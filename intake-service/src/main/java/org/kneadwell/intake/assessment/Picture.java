package org.kneadwell.intake.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.intake.plan.Change;
import org.kneadwell.intake.plan.PlanBook.Standing;
import org.kneadwell.intake.pressure.RegionPressure;
import org.kneadwell.intake.pressure.RegionState;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.intake.pressure.Visit;
import org.kneadwell.intake.questionnaire.Answers;
import org.kneadwell.intake.triage.Triage;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;

/** All that is known about a client for one day: answers, triage, standing and stored numbers, worded in a language. */
public record Picture(
        UUID assessmentId,
        Answers answers,
        Triage triage,
        Standing standing,
        Map<BodyRegion, RegionState> states,
        Map<BodyRegion, Change> lastChanges,
        Language language) {

    /** The regions the plan speaks of: stated, painful, in focus, and what is offered in place of a region left alone. */
    public Set<BodyRegion> regions() {
        var regions = EnumSet.noneOf(BodyRegion.class);
        regions.addAll(states.keySet());
        regions.addAll(answers.regions("pain_regions"));
        regions.addAll(answers.regions("focus_areas"));
        for (var region : List.copyOf(regions)) {
            var limit = triage.regionLimits().get(region);
            if (limit != null) {
                Optional.ofNullable(limit.offerInstead()).ifPresent(regions::add);
            }
        }
        return regions;
    }

    public Visit visit(Instant at, boolean firstVisit, Tolerance tolerance) {
        return new Visit(at, firstVisit, answers.yes("start_lighter"), standing.lastNormal(), tolerance);
    }

    public RegionPressure pressure(BodyRegion region, Visit visit) {
        return RegionPressure.of(
                states.getOrDefault(region, RegionState.unset(region)), triage.ceilingOf(region), visit);
    }

    public PressurePlanView plan(Visit visit) {
        return new PressurePlanView(triage.ceiling(), standing.suspendedAs() != null, views(regions(), visit));
    }

    public List<PressurePlanView.RegionView> views(Set<BodyRegion> regions, Visit visit) {
        var views = new ArrayList<PressurePlanView.RegionView>();
        for (var region : regions) {
            views.add(PressurePlanView.RegionView.of(pressure(region, visit), reason(region), lastChanges.get(region)));
        }
        return views;
    }

    private @Nullable String reason(BodyRegion region) {
        return triage.reasonOf(region).map(reason -> reason.in(language)).orElse(null);
    }

    /** As other services need it. */
    public List<RegionTarget> targets(Set<BodyRegion> regions, Visit visit) {
        return regions.stream()
                .map(region -> pressure(region, visit))
                .map(pressure ->
                        new RegionTarget(pressure.region(), pressure.target(), pressure.band(), pressure.start()))
                .toList();
    }
}
