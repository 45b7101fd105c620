package org.kneadwell.intake.ruleset;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kneadwell.intake.triage.RegionLimit;
import org.kneadwell.intake.triage.Rule;
import org.kneadwell.intake.triage.RuleSet;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.MassageStyle;

/** Writes a rule set as a page a clinician can review without reading code. */
final class RulesInWords {

    private RulesInWords() {}

    static String of(RuleSet rules) {
        var page = new StringBuilder();
        page.append("""
                # Clinical rules, version %s

                <!-- Generated from intake-service/src/main/resources/clinical-rules/%s.json; do not edit by hand. -->

                **%s** They are cautious choices made by the people who build Kneadwell,
                put here in plain words so that a clinician can read, question and correct every one.
                What they produce is not a diagnosis.

                In use since %s. Every assessment stores the version it used and can be explained by it.

                ## How the rules work together

                - Every rule whose condition holds applies. The worst outcome and the lowest ceiling win; excluded styles add up; every piece of advice and every reason is shown.
                - Outcomes from most to least serious: urgent_care, see_doctor, clearance, gentle_only, ok. With the first three nothing can be booked and the ceiling is 0.
                - A ceiling is the firmest pressure allowed on a scale from 1 (painless) to 10 (intolerable). No wish and no complaint raises it. It is never above 7.
                - "Cleared" means that a clinician's note is on file that names the condition and covers the day of the session.
                - If no rule applies: %s, ceiling %d.
                - A safety question that is not answered means that nothing can be booked.

                """.formatted(
                        rules.version(),
                        rules.version(),
                        rules.reviewedByClinician()
                                ? "A clinician has reviewed these rules."
                                : "No clinician has reviewed these rules yet.",
                        rules.effectiveFrom(),
                        rules.otherwise().outcome().key(),
                        rules.otherwise().ceiling()));
        page.append(
                "## Regions, whoever the client is\n\n| region | ceiling | reason | offered instead |\n|---|---|---|---|\n");
        for (var limit : rules.regionLimits()) {
            var instead = limit.offerInstead();
            page.append("| %s | %d | %s | %s |\n"
                    .formatted(
                            limit.regions().stream()
                                    .map(region -> words(region.key()))
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                            limit.ceiling(),
                            limit.reason(),
                            instead == null ? "–" : words(instead.key())));
        }
        page.append("\n## Rules\n");
        Map<String, StringBuilder> sections = new TreeMap<>();
        for (var rule : rules.rules()) {
            var order = 9 - rule.effect().outcome().ordinal();
            sections.computeIfAbsent(order + rule.effect().outcome().key(), key -> new StringBuilder())
                    .append(entry(rule));
        }
        sections.forEach((key, text) -> page.append("\n### Outcome ")
                .append(key.substring(1))
                .append("\n")
                .append(text));
        return page.toString();
    }

    private static String entry(Rule rule) {
        var text = new StringBuilder("\n#### %s\n\n".formatted(rule.title()));
        text.append("- Rule: `%s`, version %d\n".formatted(rule.id(), rule.version()));
        text.append("- Applies when: %s%s%s\n"
                .formatted(
                        rule.when().inWords().in(Language.EN),
                        rule.onlyAlone() ? ", and no other rule applies" : "",
                        rule.firstVisitOnly() ? ", on the first visit to a therapist" : ""));
        text.append("- Then: %s\n".formatted(effect(rule.effect())));
        var cleared = rule.whenCleared();
        text.append("- When cleared: %s\n".formatted(cleared == null ? "a note changes nothing" : effect(cleared)));
        if (!rule.excludedOnFirstVisit().isEmpty()) {
            text.append("- Left out on the first visit: %s\n".formatted(styles(rule.excludedOnFirstVisit())));
        }
        if (rule.holdsRaises()) {
            text.append("- Pressure is raised only after two NORMAL follow-ups in a row\n");
        }
        if (rule.hidesSelfCare()) {
            text.append("- Self-massage content is not shown\n");
        }
        var advice = rule.advice();
        if (advice != null) {
            text.append("- The client reads: \"%s\"\n".formatted(advice));
        }
        return text.append("- Source: %s\n".formatted(rule.source())).toString();
    }

    private static String effect(Rule.Effect effect) {
        return "%s, ceiling %d; styles left out: %s%s"
                .formatted(
                        effect.outcome().key(),
                        effect.ceiling(),
                        styles(effect.excluded()),
                        limits(effect.regionLimits()));
    }

    private static String limits(Collection<RegionLimit> limits) {
        return limits.stream()
                .map(limit -> "; %s: %d"
                        .formatted(
                                limit.regionsFrom() == null
                                        ? limit.regions().stream()
                                                .map(region -> words(region.key()))
                                                .sorted()
                                                .collect(Collectors.joining(", "))
                                        : "the regions named in `" + limit.regionsFrom() + "`",
                                limit.ceiling()))
                .collect(Collectors.joining());
    }

    private static String styles(Set<MassageStyle> styles) {
        if (styles.isEmpty()) {
            return "none";
        }
        if (styles.equals(EnumSet.allOf(MassageStyle.class))) {
            return "all";
        }
        return Arrays.stream(MassageStyle.values())
                .filter(styles::contains)
                .map(style -> words(style.key()))
                .collect(Collectors.joining(", "));
    }

    private static String words(String key) {
        return key.replace('_', ' ');
    }
}
