package org.kneadwell.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much memory processes and their children hold. */
final class Memory {
    private Memory() {}

    /**
     * Resident memory in bytes. On Linux pages shared by several processes are counted once in all (PSS); PostgreSQL's
     * backends would otherwise count one and the same buffer cache each. Empty where the system does not tell.
     */
    static OptionalLong resident(List<ProcessHandle> roots) {
        var all = new HashMap<Long, ProcessHandle>();
        roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .forEach(process -> all.put(process.pid(), process));
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return toldByPs(all.keySet());
        }
        return OptionalLong.of(
                all.keySet().stream().mapToLong(Memory::residentOf).sum());
    }

    /** Elsewhere {@code ps} tells; it counts shared pages once for each process. */
    private static OptionalLong toldByPs(Set<Long> pids) {
        var list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        try {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", list)
                    .redirectErrorStream(true)
                    .start();
            try (var lines = ps.inputReader()) {
                return OptionalLong.of(lines.lines()
                        .map(String::strip)
                        .filter(line -> line.matches("[0-9]+"))
                        .mapToLong(line -> Long.parseLong(line) * 1024)
                        .sum());
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static long residentOf(long pid) {
        return valueOf(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:")
                .orElseGet(() ->
                        valueOf(Path.of("/proc/" + pid + "/status"), "VmRSS:").orElse(0));
    }

    private static OptionalLong valueOf(Path file, String key) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
