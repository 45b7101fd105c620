package org.kneadwell.localstack;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.kneadwell.localstack.demo.DemoUsersFile;

/** {@code ./run}, after everything is built. */
public final class Main {
    private static final int ALREADY_RUNNING = 3;

    private Main() {}

    public static void main(String[] arguments) {
        var begun = Instant.now();
        int exit;
        try {
            exit = run(Options.parse(arguments), begun);
        } catch (Supervisor.StartFailure | IllegalArgumentException e) {
            Say.line("Kneadwell: " + e.getMessage());
            exit = 1;
        } catch (RuntimeException e) {
            // A defect of ours: the mail catcher's threads would keep the program alive otherwise.
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }

    private static int run(Options options, Instant begun) {
        var home = new Home(options.checkout(), options.data());
        return switch (options.command()) {
            case PREPARE -> {
                requireBuilt(home);
                var preparation = new Preparation(home);
                preparation.keycloak();
                preparation.template();
                yield 0;
            }
            case STATUS -> status(home);
            case STOP -> stop(home);
            case START, RESET -> start(options, home, begun);
        };
    }

    private static int start(Options options, Home home, Instant begun) {
        var taken = SingleInstance.take(home.lock(), options.ports().baseUrl());
        if (taken.isEmpty()) {
            var holder = SingleInstance.holder(home.lock());
            Say.line("Kneadwell: one is already running here"
                    + holder.map(it -> " (process " + it.pid() + ", " + it.address() + ")")
                            .orElse("")
                    + "; ./run --stop stops it");
            return ALREADY_RUNNING;
        }
        requireBuilt(home);
        var preparation = new Preparation(home);
        var fresh = options.command() == Options.Command.RESET
                || !Files.exists(home.database().resolve("PG_VERSION"));
        preparation.keycloak();
        if (fresh) {
            preparation.template();
        }
        begun = Instant.now();
        var platform = new Platform(home, options.ports());
        platform.clearLeftovers();
        platform.checkPorts();

        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Say.line("");
            Say.line("Stopping Kneadwell");
            platform.stop();
            Say.line("Stopped");
            stopped.countDown();
        }));
        if (options.command() == Options.Command.RESET
                || !Files.exists(home.database().resolve("PG_VERSION"))) {
            Say.line("Beginning with the demo data");
            preparation.provide(home);
        } else if (preparation.isFromAnotherTemplate(home)) {
            Say.line(
                    "  the realm or the demo has changed since this data was made; ./run --reset would take the new one");
        }
        Say.line("Starting Kneadwell");
        platform.start(platform.keycloak().part());
        platform.pointKeycloakHere();
        announce(platform, home, Duration.between(begun, Instant.now()));
        awaitForEver(stopped);
        return 0;
    }

    private static void announce(Platform platform, Home home, Duration took) {
        var processes = new ArrayList<>(platform.processes());
        processes.add(ProcessHandle.current());
        var memory = Memory.resident(processes);
        var ports = platform.ports();
        Say.line("");
        Say.line("Kneadwell is ready after " + Say.seconds(took)
                + (memory.isPresent()
                        ? String.format(
                                Locale.ROOT, ", with %.2f GB of memory in all", memory.getAsLong() / 1_000_000_000.0)
                        : ""));
        Say.line("");
        Say.line("  Open       " + ports.baseUrl());
        Say.line("  Mail       " + ports.mailUrl());
        Say.line("  Accounts   clients cleo, marta · therapists ada, ben, cem, dora · coordinator cora");
        Say.line("             password for all: " + DemoUsersFile.PASSWORD);
        Say.line("  Keycloak   " + ports.keycloakUrl() + " (" + Keycloak.ADMIN + ", " + Keycloak.ADMIN_PASSWORD + ")");
        Say.line("  Logs       " + home.logs());
        Say.line("");
        Say.line("Ctrl-C stops it");
    }

    private static int status(Home home) {
        var holder = SingleInstance.holder(home.lock());
        Say.line(holder.map(it -> "Kneadwell runs here: process " + it.pid() + ", " + it.address())
                .orElse("Kneadwell does not run here"));
        return holder.isPresent() ? 0 : 1;
    }

    private static int stop(Home home) {
        var holder = SingleInstance.holder(home.lock());
        if (holder.isEmpty()) {
            new Supervisor(home).clearLeftovers();
            Say.line("Kneadwell does not run here");
            return 0;
        }
        ProcessHandle.of(holder.get().pid()).ifPresent(ProcessHandle::destroy);
        for (var tenths = 0; tenths < 600; tenths++) {
            if (SingleInstance.holder(home.lock()).isEmpty()) {
                Say.line("Stopped");
                return 0;
            }
            Supervisor.pause(Duration.ofMillis(100));
        }
        Say.line("Kneadwell: process " + holder.get().pid() + " has not stopped after a minute");
        return 1;
    }

    private static void requireBuilt(Home home) {
        var missing = new Applications(home, Ports.usual()).missing();
        if (!missing.isEmpty()) {
            throw new Supervisor.StartFailure("not built: " + String.join(", ", missing) + "; ./run builds them");
        }
    }

    private static void awaitForEver(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
