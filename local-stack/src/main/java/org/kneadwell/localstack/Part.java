package org.kneadwell.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One process of the platform.
 *
 * @param mark a word of the command line by which a leftover is recognised
 * @param ready asked until it says yes
 */
record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workingDirectory,
        String mark,
        Stop stop,
        BooleanSupplier ready,
        Duration patience) {

    /** How a process is asked to end: PostgreSQL takes SIGTERM as "wait for every client", SIGINT as "now, cleanly". */
    enum Stop {
        TERM,
        INT
    }
}
