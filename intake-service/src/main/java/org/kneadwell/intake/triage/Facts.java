package org.kneadwell.intake.triage;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known about a client, as words by key; a yes/no answer is the word {@code true} or {@code false}.
 *
 * @param words the words given for a key; an absent key was not answered
 * @param dates the day something happened, by key
 */
public record Facts(Map<String, Set<String>> words, Map<String, LocalDate> dates) {

    public Facts {
        words = Map.copyOf(words);
        dates = Map.copyOf(dates);
    }

    public static Facts none() {
        return new Facts(Map.of(), Map.of());
    }

    public Set<String> of(String key) {
        return words.getOrDefault(key, Set.of());
    }

    public boolean has(String key, Set<String> anyOf) {
        return of(key).stream().anyMatch(anyOf::contains);
    }

    /** The same facts and these words more. */
    public Facts with(String key, String... values) {
        var more = new LinkedHashMap<>(words);
        var all = new LinkedHashSet<>(of(key));
        all.addAll(Set.of(values));
        more.put(key, Set.copyOf(all));
        return new Facts(more, dates);
    }

    /** The same facts and this day. */
    public Facts on(String key, LocalDate day) {
        var more = new LinkedHashMap<>(dates);
        more.put(key, day);
        return new Facts(words, more);
    }
}
