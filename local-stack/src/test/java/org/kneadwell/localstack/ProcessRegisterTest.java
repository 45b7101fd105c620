package org.kneadwell.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRegisterTest {
    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop_what_was_started() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_recorded_process_that_lives_on_is_found() throws Exception {
        var register = new ProcessRegister(directory);
        var sleeper = sleeper("61.5");
        register.add("part", sleeper.toHandle(), "61.5");

        assertThat(register.leftovers()).containsExactly(new ProcessRegister.Leftover("part", sleeper.toHandle()));
    }

    @Test
    void an_ended_process_is_not() throws Exception {
        var register = new ProcessRegister(directory);
        var sleeper = sleeper("62.5");
        register.add("part", sleeper.toHandle(), "62.5");
        sleeper.destroyForcibly().waitFor();

        assertThat(register.leftovers()).isEmpty();
    }

    @Test
    void another_program_with_the_same_id_is_left_alone() throws Exception {
        var register = new ProcessRegister(directory);
        var sleeper = sleeper("63.5");
        register.add("part", sleeper.toHandle(), "a mark it does not carry");

        assertThat(register.leftovers()).isEmpty();
    }

    @Test
    void a_process_that_got_the_id_later_is_left_alone() throws Exception {
        var register = new ProcessRegister(directory);
        var sleeper = sleeper("64.5");
        register.add("part", sleeper.toHandle(), "64.5");
        var record = directory.resolve("part");
        var lines = new ArrayList<>(Files.readAllLines(record));
        lines.set(1, Long.toString(Long.parseLong(lines.get(1)) - 60_000));
        Files.write(record, lines);

        assertThat(register.leftovers()).isEmpty();
    }

    @Test
    void a_half_written_record_is_ignored() throws Exception {
        Files.writeString(directory.resolve("part"), "12");

        assertThat(new ProcessRegister(directory).leftovers()).isEmpty();
    }

    private Process sleeper(String seconds) throws Exception {
        var process = new ProcessBuilder("sleep", seconds).start();
        started.add(process);
        return process;
    }
}
