package org.kneadwell.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How our Java processes run on a developer's machine: quick to start and small, not fast at full load. */
final class Jvm {
    private Jvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<String> command(int heapMegabytes, Path data) {
        return new ArrayList<>(List.of(
                java(),
                "-Xms32m",
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                mark(data)));
    }

    /** Marks a command line as belonging to one platform. */
    static String mark(Path data) {
        return "-Dkneadwell.data=" + data;
    }
}
