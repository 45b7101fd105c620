package org.kneadwell.intake.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.kneadwell.intake.triage.Condition;
import org.kneadwell.intake.triage.RegionLimit;
import org.kneadwell.intake.triage.Rule;
import org.kneadwell.intake.triage.RuleSet;
import org.kneadwell.intake.triage.TriageOutcome;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

/**
 * The versions of the clinical rules, kept as {@code clinical-rules/<version>.json} on the class path, their words in another
 * language beside it as {@code <version>.<language>.json}. A version that was ever
 * used stays there, unchanged, so that an old assessment can be explained by the rules of its day.
 */
public final class RuleSets {

    /** The version new assessments use. */
    public static final String CURRENT = "2026.1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, RuleSet> LOADED = new ConcurrentHashMap<>();
    /** In German, the only other language so far. */
    private static final Map<String, RuleSet> TRANSLATED = new ConcurrentHashMap<>();

    private RuleSets() {}

    public static RuleSet current() {
        return version(CURRENT);
    }

    /** @throws IllegalArgumentException when there is no such version, or it says something nonsensical */
    public static RuleSet version(String version) {
        return LOADED.computeIfAbsent(version, RuleSets::load);
    }

    /** The same rules with their words in a language. */
    public static RuleSet version(String version, Language language) {
        return language == Language.EN
                ? version(version)
                : TRANSLATED.computeIfAbsent(version, known -> translate(version(known), language));
    }

    private static RuleSet translate(RuleSet rules, Language language) {
        var name = "clinical-rules/" + rules.version() + "." + language.tag() + ".json";
        try (var in = RuleSets.class.getClassLoader().getResourceAsStream(name)) {
            // A version nobody has translated is better read in English than not at all.
            return in == null ? rules : JSON.readValue(in, RuleTexts.class).of(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleSet load(String version) {
        if (!version.matches("[0-9A-Za-z.-]{1,40}")) {
            throw new IllegalArgumentException("There is no rule set of that version.");
        }
        try (var in = RuleSets.class.getClassLoader().getResourceAsStream("clinical-rules/" + version + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no rule set of that version.");
            }
            var rules = read(in);
            if (!rules.version().equals(version)) {
                throw new IllegalArgumentException(
                        "clinical-rules/" + version + ".json calls itself " + rules.version());
            }
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a rule set and refuses what it does not know. */
    static RuleSet read(InputStream in) throws IOException {
        var root = JSON.readTree(in);
        only(root, "version", "effectiveFrom", "reviewedByClinician", "otherwise", "regionLimits", "rules");
        return new RuleSet(
                text(root, "version"),
                LocalDate.parse(text(root, "effectiveFrom")),
                need(root, "reviewedByClinician").asBoolean(),
                effect(need(root, "otherwise")),
                list(need(root, "regionLimits"), RuleSets::limit),
                list(need(root, "rules"), RuleSets::rule));
    }

    private static Rule rule(JsonNode node) {
        only(
                node,
                "id",
                "version",
                "title",
                "when",
                "onlyAlone",
                "effect",
                "firstVisitOnly",
                "whenCleared",
                "excludedOnFirstVisit",
                "holdsRaises",
                "hidesSelfCare",
                "advice",
                "source");
        var cleared = node.get("whenCleared");
        return new Rule(
                text(node, "id"),
                text(node, "title"),
                condition(need(node, "when")),
                node.path("onlyAlone").asBoolean(false),
                effect(need(node, "effect")),
                node.path("firstVisitOnly").asBoolean(false),
                cleared == null ? null : effect(cleared),
                styles(node.path("excludedOnFirstVisit")),
                node.path("holdsRaises").asBoolean(false),
                node.path("hidesSelfCare").asBoolean(false),
                textOrNull(node, "advice"),
                text(node, "source"),
                need(node, "version").asInt());
    }

    private static Condition condition(JsonNode node) {
        if (node.has("all")) {
            only(node, "all");
            return new Condition.All(list(need(node, "all"), RuleSets::condition));
        }
        if (node.has("any")) {
            only(node, "any");
            return new Condition.AnyOf(list(need(node, "any"), RuleSets::condition));
        }
        if (node.has("not")) {
            only(node, "not");
            return new Condition.Not(condition(need(node, "not")));
        }
        only(node, "fact", "anyOf", "withinWeeks");
        if (node.has("withinWeeks")) {
            return new Condition.Within(
                    text(node, "fact"), need(node, "withinWeeks").asInt());
        }
        return new Condition.Has(text(node, "fact"), Set.copyOf(list(need(node, "anyOf"), JsonNode::asText)));
    }

    private static Rule.Effect effect(JsonNode node) {
        only(node, "outcome", "ceiling", "excluded", "regionLimits");
        return new Rule.Effect(
                TriageOutcome.valueOf(text(node, "outcome").toUpperCase(Locale.ROOT)),
                need(node, "ceiling").asInt(-1),
                styles(need(node, "excluded")),
                list(node.path("regionLimits"), RuleSets::limit));
    }

    private static RegionLimit limit(JsonNode node) {
        only(node, "regions", "regionsFrom", "ceiling", "reason", "offerInstead");
        var instead = textOrNull(node, "offerInstead");
        return new RegionLimit(
                Set.copyOf(list(node.path("regions"), region -> region(region.asText()))),
                textOrNull(node, "regionsFrom"),
                need(node, "ceiling").asInt(-1),
                text(node, "reason"),
                instead == null ? null : region(instead));
    }

    private static BodyRegion region(String key) {
        return BodyRegion.valueOf(key.toUpperCase(Locale.ROOT));
    }

    private static Set<MassageStyle> styles(JsonNode node) {
        return list(node, style -> MassageStyle.valueOf(style.asText().toUpperCase(Locale.ROOT))).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> each) {
        return StreamSupport.stream(node.spliterator(), false).map(each).toList();
    }

    private static void only(JsonNode node, String... known) {
        var unknown = new ArrayList<String>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(List.of(known));
        if (!node.isObject() || !unknown.isEmpty()) {
            throw new IllegalArgumentException("A rule set does not know " + unknown + ".");
        }
    }

    private static JsonNode need(JsonNode node, String field) {
        var value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("A rule set is missing '" + field + "'.");
        }
        return value;
    }

    private static String text(JsonNode node, String field) {
        return need(node, field).asText();
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        var value = node.get(field);
        return value == null ? null : value.asText();
    }
}
