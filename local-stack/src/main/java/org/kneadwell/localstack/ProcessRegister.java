package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The processes we started, on disk, so that a start after {@code kill -9} finds what was left behind. A process is
 * ours only if id, start time and a mark in its command line agree: ids are given out again.
 */
final class ProcessRegister {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    private final Path directory;

    ProcessRegister(Path directory) {
        this.directory = directory;
    }

    void add(String part, ProcessHandle process, String mark) {
        try {
            Files.createDirectories(directory);
            var started = process.info().startInstant().orElse(Instant.EPOCH);
            Files.writeString(
                    directory.resolve(part), process.pid() + "\n" + started.toEpochMilli() + "\n" + mark + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String part) {
        try {
            Files.deleteIfExists(directory.resolve(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded processes that are still alive and still ours. */
    List<Leftover> leftovers() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.sorted().flatMap(file -> leftover(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Leftover> leftover(Path file) {
        try {
            var lines = Files.readAllLines(file);
            if (lines.size() < 3) {
                return Optional.empty();
            }
            var recorded = Instant.ofEpochMilli(Long.parseLong(lines.get(1)));
            var mark = lines.get(2);
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(process -> startedAt(process, recorded))
                    .filter(process -> carries(process, mark))
                    .map(process -> new Leftover(file.getFileName().toString(), process));
        } catch (IOException | NumberFormatException e) {
            // Half-written when its writer was killed; the process was never told to do anything yet.
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant recorded) {
        return process.info()
                .startInstant()
                .map(started -> Duration.between(started, recorded).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }

    private static boolean carries(ProcessHandle process, String mark) {
        var info = process.info();
        var line = info.commandLine().orElse("") + " "
                + String.join(" ", info.arguments().orElse(new String[0]));
        return line.contains(mark);
    }

    record Leftover(String part, ProcessHandle process) {}
}
