package org.kneadwell.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.kneadwell.system.faults.Call.Outcome;

/** All that was asked and answered. What was asked is noted before it is sent, so that nothing can happen unasked. */
final class Journal {

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<UUID>> asked = new ConcurrentHashMap<>();
    private final Map<String, Set<UUID>> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();

    /** @param subject what it is about, such as the appointment that is to be cancelled */
    void asks(String operation, UUID subject) {
        asked.computeIfAbsent(operation, _ -> ConcurrentHashMap.newKeySet()).add(subject);
    }

    void acknowledged(String operation, UUID subject) {
        acknowledged
                .computeIfAbsent(operation, _ -> ConcurrentHashMap.newKeySet())
                .add(subject);
    }

    Set<UUID> allAsked(String operation) {
        return asked.getOrDefault(operation, Set.of());
    }

    Set<UUID> allAcknowledged(String operation) {
        return acknowledged.getOrDefault(operation, Set.of());
    }

    void add(Call call) {
        calls.add(call);
    }

    /** Two answers that cannot both be true. */
    void contradiction(String sentence) {
        contradictions.add(sentence);
    }

    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    int size() {
        return calls.size();
    }

    /** How often each operation came to what. */
    Map<String, Map<Outcome, Integer>> outcomes() {
        var all = new TreeMap<String, Map<Outcome, Integer>>();
        calls.forEach(call -> all.computeIfAbsent(call.operation(), _ -> new EnumMap<>(Outcome.class))
                .merge(call.outcome(), 1, Integer::sum));
        return all;
    }

    /** How many requests had to be sent more than once. */
    long repeated() {
        return calls.stream().filter(call -> call.tries() > 1).count();
    }

    void writeTo(Path file) {
        try (var lines = Files.newBufferedWriter(file)) {
            for (Call call : calls) {
                lines.write("%s\t%s\t%s\t%d\t%s\t%d\t%s%n"
                        .formatted(
                                call.began(),
                                call.ended(),
                                call.operation(),
                                call.tries(),
                                call.outcome(),
                                call.status(),
                                call.acknowledged() ? call.id() : call.code()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
