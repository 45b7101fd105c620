package org.kneadwell.intake.triage;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A version of the clinical rules.
 *
 * @param version such as {@code 2026.1}; never reused
 * @param effectiveFrom the day it came into use
 * @param reviewedByClinician whether a clinician has reviewed this version
 * @param otherwise what holds when no rule applies
 * @param regionLimits limits that hold for everybody
 */
public record RuleSet(
        String version,
        LocalDate effectiveFrom,
        boolean reviewedByClinician,
        Rule.Effect otherwise,
        List<RegionLimit> regionLimits,
        List<Rule> rules) {

    /** No rule and no wish allows more than this. */
    public static final int HIGHEST_CEILING = 7;

    public RuleSet {
        regionLimits = List.copyOf(regionLimits);
        rules = List.copyOf(rules);
        if (version.isBlank() || rules.isEmpty()) {
            throw new IllegalArgumentException("A rule set has a version and rules.");
        }
        var seen = new HashSet<String>();
        for (var rule : rules) {
            if (!seen.add(rule.id())) {
                throw new IllegalArgumentException("Two rules are called " + rule.id() + ".");
            }
        }
    }

    public Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
