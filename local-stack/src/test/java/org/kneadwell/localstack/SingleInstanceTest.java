package org.kneadwell.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
    @TempDir
    Path directory;

    @Test
    void a_second_taker_is_refused_and_told_who_holds_the_place() {
        var lock = directory.resolve("lock");
        try (var first = SingleInstance.take(lock, "http://localhost:8080").orElseThrow()) {
            assertThat(SingleInstance.take(lock, "http://localhost:9090")).isEmpty();
            assertThat(SingleInstance.holder(lock))
                    .contains(new SingleInstance.Holder(ProcessHandle.current().pid(), "http://localhost:8080"));
            assertThat(first).isNotNull();
        }
        assertThat(SingleInstance.holder(lock)).isEmpty();
    }

    @Test
    void a_lock_whose_holder_was_killed_is_free() throws Exception {
        var lock = directory.resolve("lock");
        var holder = new ProcessBuilder(
                        Jvm.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holding.class.getName(),
                        lock.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat((char) holder.getInputStream().read()).isEqualTo('h');
            assertThat(SingleInstance.take(lock, "x")).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(lock)).isEqualTo(holder.pid() + " held\n");
        assertThat(SingleInstance.holder(lock)).isEmpty();
        try (var again = SingleInstance.take(lock, "again").orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    /** Takes the place in a process of its own and waits to be killed. */
    static final class Holding {
        public static void main(String[] arguments) throws Exception {
            SingleInstance.take(Path.of(arguments[0]), "held").orElseThrow();
            System.out.print("h");
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
