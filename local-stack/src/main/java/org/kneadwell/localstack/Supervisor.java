package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts parts, keeps them running and stops them. A part that ends by itself is said so in one line and started again,
 * each time a little later; nothing but processes started here, or recorded by an earlier start here, is ever ended.
 */
final class Supervisor {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Ctrl-C reaches parts and supervisor at once; a part may be gone before the supervisor has heard of it. */
    private static final Duration BEFORE_JUDGING_AN_END = Duration.ofMillis(500);

    private static final Duration POLITE_STOP = Duration.ofSeconds(15);

    private final Home home;
    private final ProcessRegister register;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private volatile boolean stopping;

    Supervisor(Home home) {
        this.home = home;
        this.register = new ProcessRegister(home.processes());
    }

    /** Ends what an earlier start left behind after it was killed. */
    void clearLeftovers() {
        var leftovers = register.leftovers();
        if (leftovers.isEmpty()) {
            return;
        }
        Say.line("  stopping " + leftovers.size() + " processes an earlier run left behind");
        // In the order of a normal stop: PostgreSQL last, for the others still talk to it.
        var postgres = leftovers.stream()
                .filter(leftover -> leftover.part().equals(Postgres.NAME))
                .toList();
        var others = leftovers.stream()
                .filter(leftover -> !leftover.part().equals(Postgres.NAME))
                .toList();
        end(others.stream().map(ProcessRegister.Leftover::process).toList(), Part.Stop.TERM, POLITE_STOP);
        end(postgres.stream().map(ProcessRegister.Leftover::process).toList(), Part.Stop.INT, POLITE_STOP);
        leftovers.forEach(leftover -> register.remove(leftover.part()));
    }

    /** Starts a process and returns at once. */
    void start(Part part) {
        Running first;
        synchronized (running) {
            if (stopping) {
                throw new StartFailure("stopped while starting");
            }
            first = new Running(part, launch(part));
            running.put(part.name(), first);
        }
        first.watch();
    }

    /**
     * Waits until a part serves.
     *
     * @throws StartFailure when it ends or takes too long
     */
    void awaitReady(Part part) {
        var deadline = System.nanoTime() + part.patience().toNanos();
        while (!part.ready().getAsBoolean()) {
            Running now;
            synchronized (running) {
                now = running.get(part.name());
            }
            if (now == null || now.failedBeforeReady()) {
                throw new StartFailure(part.name() + " ended while starting; see " + home.log(part.name()));
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure(part.name() + " was not ready after " + Say.seconds(part.patience()) + "; see "
                        + home.log(part.name()));
            }
            pause(Duration.ofMillis(100));
        }
        synchronized (running) {
            var now = running.get(part.name());
            if (now != null) {
                now.ready = true;
            }
        }
    }

    /** Stops one part for good, as the preparation does before it copies the database. */
    void stop(String name, Duration patience) {
        Running one;
        synchronized (running) {
            one = running.remove(name);
        }
        if (one != null) {
            one.wanted = false;
            end(List.of(one.process.toHandle()), one.part.stop(), patience);
            register.remove(name);
        }
    }

    /** Stops everything, PostgreSQL last. */
    void stopAll() {
        List<Running> all;
        synchronized (running) {
            stopping = true;
            all = new ArrayList<>(running.values());
            running.clear();
        }
        for (var stop : List.of(Part.Stop.TERM, Part.Stop.INT)) {
            var parts = all.stream().filter(one -> one.part.stop() == stop).toList();
            end(parts.stream().map(one -> one.process.toHandle()).toList(), stop, POLITE_STOP);
            parts.forEach(one -> register.remove(one.part.name()));
        }
    }

    /** The ids of what runs now, for measuring. */
    List<ProcessHandle> processes() {
        synchronized (running) {
            return running.values().stream().map(one -> one.process.toHandle()).toList();
        }
    }

    private Process launch(Part part) {
        try {
            Files.createDirectories(home.logs());
            var log = home.log(part.name());
            if (Files.exists(log)) {
                Files.move(
                        log, home.logs().resolve(part.name() + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            // A session of its own, where there is setsid: Ctrl-C then reaches us alone, and we stop the parts in
            // order.
            var command = new ArrayList<String>();
            if (SETSID != null) {
                command.add(SETSID);
            }
            command.addAll(part.command());
            var builder = new ProcessBuilder(command)
                    .directory(part.workingDirectory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            // Settings of the person's own shell must not change what is started.
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.matches("(QUARKUS|KC|KNEADWELL|JDK_JAVA|JAVA_TOOL)_.*"));
            builder.environment().putAll(part.environment());
            var process = builder.start();
            register.add(part.name(), process.toHandle(), part.mark());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + part.name(), e);
        }
    }

    private static final @Nullable String SETSID = List.of("/usr/bin/setsid", "/bin/setsid").stream()
            .filter(path -> Files.isExecutable(java.nio.file.Path.of(path)))
            .findFirst()
            .orElse(null);

    private static void end(List<ProcessHandle> processes, Part.Stop stop, Duration patience) {
        for (var process : processes) {
            if (stop == Part.Stop.INT) {
                signal(process, "INT");
            } else {
                process.destroy();
            }
        }
        var deadline = System.nanoTime() + patience.toNanos();
        for (var process : processes) {
            if (!ended(process, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                process.destroyForcibly();
                ended(process, Duration.ofSeconds(5));
            }
        }
    }

    private static boolean ended(ProcessHandle process, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(Duration.ofMillis(50));
        }
        return true;
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part with its present process. */
    private final class Running {
        private final Part part;
        private volatile Process process;
        private volatile boolean wanted = true;
        private volatile boolean ready;
        private volatile boolean failed;

        Running(Part part, Process process) {
            this.part = part;
            this.process = process;
        }

        boolean failedBeforeReady() {
            return failed;
        }

        void watch() {
            Thread.ofVirtual().name("watch-" + part.name()).start(this::keepAlive);
        }

        private void keepAlive() {
            var pause = FIRST_PAUSE;
            while (true) {
                var started = System.nanoTime();
                int exit;
                try {
                    exit = process.waitFor();
                } catch (InterruptedException e) {
                    return;
                }
                Supervisor.pause(BEFORE_JUDGING_AN_END);
                if (stopping || !wanted) {
                    return;
                }
                if (!ready) {
                    failed = true;
                    return;
                }
                if (Duration.ofNanos(System.nanoTime() - started).compareTo(Duration.ofMinutes(1)) > 0) {
                    pause = FIRST_PAUSE;
                }
                Say.line("  " + part.name() + " ended (" + reason(exit) + "); starting it again in " + pause.toSeconds()
                        + " s, log: " + home.log(part.name()));
                Supervisor.pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                synchronized (running) {
                    if (stopping || !wanted) {
                        return;
                    }
                    process = launch(part);
                }
            }
        }

        private static String reason(int exit) {
            return exit > 128 ? "signal " + (exit - 128) : "exit code " + exit;
        }
    }

    /** A part could not be started; the message is for the person at the terminal. */
    static final class StartFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StartFailure(String message) {
            super(message);
        }
    }
}
