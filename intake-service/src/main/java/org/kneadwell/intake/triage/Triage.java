package org.kneadwell.intake.triage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * The result of triage: worst outcome, lowest ceiling, union of excluded styles, every reason and every advice.
 *
 * @param ruleSetVersion the rules that were used
 * @param day the day it holds for
 * @param outcome the worst of all
 * @param ceiling 0–7, the lowest of all
 * @param bookableUntil the last day covered by the notes that were used; null: no such limit
 * @param needsModifiedPressure gentle only, or cleared by a note
 * @param regionLimits how firm a region may be worked at most, where that differs from the ceiling
 * @param holdsRaises whether targets are raised only from the second NORMAL follow-up in a row
 */
public record Triage(
        String ruleSetVersion,
        LocalDate day,
        TriageOutcome outcome,
        int ceiling,
        @Nullable LocalDate bookableUntil,
        boolean needsModifiedPressure,
        Set<MassageStyle> excluded,
        Set<MassageStyle> excludedOnFirstVisit,
        Map<BodyRegion, Limit> regionLimits,
        boolean holdsRaises,
        boolean hidesSelfCare,
        List<Reason> reasons) {

    public Triage {
        excluded = Set.copyOf(excluded);
        excludedOnFirstVisit = Set.copyOf(excludedOnFirstVisit);
        regionLimits = Map.copyOf(regionLimits);
        reasons = List.copyOf(reasons);
    }

    /** The limit of one region and why. */
    public record Limit(
            int ceiling, String reason, @Nullable BodyRegion offerInstead) {}

    /**
     * A rule that applied.
     *
     * @param cleared whether a clinician's note covers it on the day
     * @param clearable whether a note could
     */
    public record Reason(
            String ruleId,
            String title,
            TriageOutcome outcome,
            int ceiling,
            boolean cleared,
            boolean clearable,
            @Nullable String advice,
            String source,
            int ruleVersion) {}

    public boolean bookable() {
        return outcome.bookable();
    }

    /** c of the pressure model: the lowest of the triage ceiling, the region's limit and 7. */
    public int ceilingOf(BodyRegion region) {
        var limit = regionLimits.get(region);
        var lowest = Math.min(ceiling, RuleSet.HIGHEST_CEILING);
        return limit == null ? lowest : Math.min(lowest, limit.ceiling());
    }

    /** Why the region's ceiling is what it is, when something keeps it below the highest there is. */
    public Optional<Sentence> reasonOf(BodyRegion region) {
        var limit = regionLimits.get(region);
        if (limit != null && limit.ceiling() <= ceiling) {
            return Optional.of(Sentence.asIs(limit.reason()));
        }
        return reasons.stream()
                .filter(reason -> reason.ceiling() == ceiling && ceiling < RuleSet.HIGHEST_CEILING)
                .map(reason -> Sentence.of("reason.at_most", reason.title(), ceiling))
                .findFirst();
    }

    /**
     * Evaluates the rules.
     *
     * @param day the day of the session, or today when there is none yet
     * @param firstVisit whether the client has not yet completed a session with this therapist
     */
    public static Triage of(
            RuleSet rules, Facts facts, List<ClearanceOnFile> clearances, LocalDate day, boolean firstVisit) {
        var applying = rules.rules().stream()
                .filter(rule -> rule.when().holds(facts, day))
                .filter(rule -> firstVisit || !rule.firstVisitOnly())
                .toList();
        if (applying.size() > 1) {
            applying = applying.stream().filter(rule -> !rule.onlyAlone()).toList();
        }
        var outcome = rules.otherwise().outcome();
        var ceiling = rules.otherwise().ceiling();
        var excluded = EnumSet.noneOf(MassageStyle.class);
        excluded.addAll(rules.otherwise().excluded());
        var excludedOnFirstVisit = EnumSet.noneOf(MassageStyle.class);
        var limits = new EnumMap<BodyRegion, Limit>(BodyRegion.class);
        rules.regionLimits().forEach(limit -> tighten(limits, limit, facts));
        var reasons = new ArrayList<Reason>();
        var cleared = new HashSet<String>();
        LocalDate until = null;
        for (var rule : applying) {
            var noteUntil = noteUntil(rule, clearances, day);
            var effect = rule.effect();
            if (noteUntil != null && rule.whenCleared() != null) {
                effect = rule.whenCleared();
                cleared.add(rule.id());
                until = until == null || noteUntil.isBefore(until) ? noteUntil : until;
            }
            outcome = outcome.worse(effect.outcome());
            ceiling = Math.min(ceiling, effect.ceiling());
            excluded.addAll(effect.excluded());
            excludedOnFirstVisit.addAll(rule.excludedOnFirstVisit());
            effect.regionLimits().forEach(limit -> tighten(limits, limit, facts));
            reasons.add(new Reason(
                    rule.id(),
                    rule.title(),
                    effect.outcome(),
                    effect.ceiling(),
                    cleared.contains(rule.id()),
                    rule.whenCleared() != null,
                    rule.advice(),
                    rule.source(),
                    rule.version()));
        }
        // The most serious reason is read first.
        reasons.sort(Comparator.comparing(Reason::outcome).reversed().thenComparing(Reason::ceiling));
        return new Triage(
                rules.version(),
                day,
                outcome,
                ceiling,
                outcome.bookable() ? until : null,
                outcome == TriageOutcome.GENTLE_ONLY || !cleared.isEmpty(),
                excluded,
                excludedOnFirstVisit,
                limits,
                applying.stream().anyMatch(Rule::holdsRaises),
                applying.stream().anyMatch(Rule::hidesSelfCare),
                reasons);
    }

    private static @Nullable LocalDate noteUntil(Rule rule, List<ClearanceOnFile> clearances, LocalDate day) {
        return clearances.stream()
                .filter(note -> note.covers(rule.id(), day))
                .map(ClearanceOnFile::validUntil)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static void tighten(Map<BodyRegion, Limit> limits, RegionLimit limit, Facts facts) {
        var regions = limit.regionsFrom() == null
                ? limit.regions()
                : facts.of(limit.regionsFrom()).stream()
                        .map(word -> BodyRegion.valueOf(word.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet());
        for (var region : regions) {
            var known = limits.get(region);
            if (known == null || limit.ceiling() < known.ceiling()) {
                limits.put(region, new Limit(limit.ceiling(), limit.reason(), limit.offerInstead()));
            }
        }
    }
}
