package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a helper program to its end. */
final class Tool {
    private Tool() {}

    static void run(String name, List<String> command, Map<String, String> environment, Path directory, Path log) {
        try {
            var parent = log.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var exit = builder.start().waitFor();
            if (exit != 0) {
                throw new Supervisor.StartFailure(name + " failed with exit code " + exit + "; see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Supervisor.StartFailure(name + " was interrupted");
        }
    }
}
