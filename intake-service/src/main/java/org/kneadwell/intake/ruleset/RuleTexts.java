package org.kneadwell.intake.ruleset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.triage.RegionLimit;
import org.kneadwell.intake.triage.Rule;
import org.kneadwell.intake.triage.RuleSet;

/**
 * What a version of the rules says in another language, by its ids; what the rules do stays as it is.
 *
 * @param source where a rule comes from, unless it names another source
 * @param regionLimits the reasons of the limits that hold for everybody, by region
 * @param rules by id
 */
record RuleTexts(String source, Map<String, String> regionLimits, Map<String, OfRule> rules) {

    /** @param limit why the regions the rule names are spared */
    record OfRule(
            String title,
            @Nullable String advice,
            @Nullable String limit,
            @Nullable String source) {}

    /** @throws IllegalStateException when a text is missing */
    RuleSet of(RuleSet english) {
        return new RuleSet(
                english.version(),
                english.effectiveFrom(),
                english.reviewedByClinician(),
                english.otherwise(),
                english.regionLimits().stream().map(this::limit).toList(),
                english.rules().stream().map(this::rule).toList());
    }

    private RegionLimit limit(RegionLimit english) {
        var reasons = english.regions().stream()
                .map(region -> need(regionLimits.get(region.key()), region.key()))
                .distinct()
                .toList();
        if (reasons.size() != 1) {
            throw new IllegalStateException("One limit has one reason.");
        }
        return because(english, reasons.getFirst());
    }

    private Rule rule(Rule english) {
        var id = english.id();
        var texts = need(rules.get(id), id);
        if ((english.advice() == null) != (texts.advice() == null)) {
            throw new IllegalStateException("'" + id + "' does not advise the same in both languages.");
        }
        var cleared = english.whenCleared();
        return new Rule(
                id,
                texts.title(),
                english.when(),
                english.onlyAlone(),
                effect(english.effect(), texts, id),
                english.firstVisitOnly(),
                cleared == null ? null : effect(cleared, texts, id),
                english.excludedOnFirstVisit(),
                english.holdsRaises(),
                english.hidesSelfCare(),
                texts.advice(),
                texts.source() == null ? source : texts.source(),
                english.version());
    }

    private static Rule.Effect effect(Rule.Effect english, OfRule texts, String id) {
        List<RegionLimit> limits = english.regionLimits().stream()
                .map(limit -> because(limit, need(texts.limit(), id)))
                .toList();
        return new Rule.Effect(english.outcome(), english.ceiling(), english.excluded(), limits);
    }

    private static RegionLimit because(RegionLimit english, String reason) {
        return new RegionLimit(
                english.regions(), english.regionsFrom(), english.ceiling(), reason, english.offerInstead());
    }

    private static String need(@Nullable String text, String id) {
        if (text == null) {
            throw new IllegalStateException("There is no text for '" + id + "'.");
        }
        return text;
    }

    private static OfRule need(@Nullable OfRule texts, String id) {
        if (texts == null) {
            throw new IllegalStateException("There is no text for '" + id + "'.");
        }
        return texts;
    }
}
