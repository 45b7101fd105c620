package org.kneadwell.intake.triage;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kneadwell.kit.language.Sentence;

/** When a rule applies, as data. */
public sealed interface Condition {

    /** Whether this holds for these facts on that day. */
    default boolean holds(Facts facts, LocalDate day) {
        return switch (this) {
            case All(var parts) -> parts.stream().allMatch(part -> part.holds(facts, day));
            case AnyOf(var parts) -> parts.stream().anyMatch(part -> part.holds(facts, day));
            case Not(var part) -> !part.holds(facts, day);
            case Has(var key, var words) -> facts.has(key, words);
            case Within(var key, var weeks) -> {
                var then = facts.dates().get(key);
                yield then != null && day.isBefore(then.plusWeeks(weeks));
            }
        };
    }

    /** The condition in words, for people who review the rules. */
    default Sentence inWords() {
        return switch (this) {
            case All(var parts) -> joined("condition.and", parts.stream().map(Condition::nested));
            case AnyOf(var parts) -> joined("condition.or", parts.stream().map(Condition::nested));
            case Not(var part) -> Sentence.of("condition.not", part.nested());
            case Has(var key, var words) ->
                Sentence.of(
                        "condition.has",
                        key,
                        joined("condition.or", words.stream().sorted().map(Sentence::asIs)));
            case Within(var key, var weeks) -> Sentence.of("condition.within", key, weeks);
        };
    }

    /** The keys this reads. */
    default Set<String> keys() {
        return switch (this) {
            case All(var parts) -> keysOf(parts);
            case AnyOf(var parts) -> keysOf(parts);
            case Not(var part) -> part.keys();
            case Has(var key, var words) -> Set.of(key);
            case Within(var key, var weeks) -> Set.of(key);
        };
    }

    private Sentence nested() {
        return this instanceof All || this instanceof AnyOf ? Sentence.of("condition.nested", inWords()) : inWords();
    }

    private static Sentence joined(String by, Stream<Sentence> parts) {
        return parts.reduce((before, next) -> Sentence.of(by, before, next)).orElseThrow();
    }

    private static Set<String> keysOf(List<Condition> parts) {
        return parts.stream().flatMap(part -> part.keys().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Every part holds. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = atLeastOne(parts);
        }
    }

    /** At least one part holds. */
    record AnyOf(List<Condition> parts) implements Condition {
        public AnyOf {
            parts = atLeastOne(parts);
        }
    }

    /** The part does not hold. */
    record Not(Condition part) implements Condition {}

    /** At least one of the words was given for the key. */
    record Has(String key, Set<String> words) implements Condition {
        public Has {
            words = Set.copyOf(words);
            if (key.isBlank() || words.isEmpty()) {
                throw new IllegalArgumentException("A condition names a key and at least one word.");
            }
        }
    }

    /** It happened fewer than so many weeks before the day. */
    record Within(String key, int weeks) implements Condition {
        public Within {
            if (key.isBlank() || weeks < 1) {
                throw new IllegalArgumentException("A condition on time names a key and at least one week.");
            }
        }
    }

    private static List<Condition> atLeastOne(List<Condition> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A combined condition has at least one part.");
        }
        return List.copyOf(parts);
    }
}
