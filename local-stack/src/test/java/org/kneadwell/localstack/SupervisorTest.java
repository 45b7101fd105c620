package org.kneadwell.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    @TempDir
    Path directory;

    private Home home;
    private Supervisor supervisor;

    @BeforeEach
    void one_platform() {
        home = new Home(directory, directory.resolve("data"));
        supervisor = new Supervisor(home);
    }

    @AfterEach
    void stop() {
        supervisor.stopAll();
    }

    @Test
    void a_part_that_is_killed_is_started_again() throws Exception {
        var part = sleeping("71.5", () -> true);
        supervisor.start(part);
        supervisor.awaitReady(part);
        var first = supervisor.processes().getFirst();

        first.destroyForcibly();

        var deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (supervisor.processes().getFirst().pid() == first.pid() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(supervisor.processes().getFirst().pid()).isNotEqualTo(first.pid());
        assertThat(supervisor.processes().getFirst().isAlive()).isTrue();
    }

    @Test
    void a_part_that_ends_while_starting_fails_the_start_and_names_its_log() {
        var part = new Part(
                "broken",
                List.of("false"),
                Map.of(),
                directory,
                "false",
                Part.Stop.TERM,
                () -> false,
                Duration.ofSeconds(20));
        supervisor.start(part);

        assertThatThrownBy(() -> supervisor.awaitReady(part))
                .isInstanceOf(Supervisor.StartFailure.class)
                .hasMessage("broken ended while starting; see " + home.log("broken"));
    }

    @Test
    void a_part_that_never_serves_is_given_up() {
        var part = new Part(
                "slow",
                List.of("sleep", "72.5"),
                Map.of(),
                directory,
                "72.5",
                Part.Stop.TERM,
                () -> false,
                Duration.ofMillis(300));
        supervisor.start(part);

        assertThatThrownBy(() -> supervisor.awaitReady(part))
                .hasMessage("slow was not ready after 0.3 s; see " + home.log("slow"));
    }

    @Test
    void stopping_ends_what_was_started_and_nothing_else() throws Exception {
        var other = new ProcessBuilder("sleep", "73.5").start();
        try {
            supervisor.start(sleeping("74.5", () -> true));
            var ours = supervisor.processes().getFirst();

            supervisor.stopAll();

            assertThat(ours.isAlive()).isFalse();
            assertThat(other.isAlive()).isTrue();
            assertThat(home.processes()).isEmptyDirectory();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void what_a_killed_supervisor_left_behind_is_ended_by_the_next_one() {
        supervisor.start(sleeping("75.5", () -> true));
        var orphan = supervisor.processes().getFirst();
        // The supervisor of a second life knows of the first one's process only from the disk.
        var next = new Supervisor(home);

        next.clearLeftovers();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(Files.exists(home.processes().resolve("sleeper"))).isFalse();
    }

    private Part sleeping(String seconds, BooleanSupplier ready) {
        return new Part(
                "sleeper",
                List.of("sleep", seconds),
                Map.of(),
                directory,
                seconds,
                Part.Stop.TERM,
                ready,
                Duration.ofSeconds(10));
    }
}
