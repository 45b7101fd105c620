package org.kneadwell.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void a_child_counts_with_its_parent() throws Exception {
        var self = ProcessHandle.current();
        var child = new ProcessBuilder("sh", "-c", "sleep 81.5; true").start();
        try {
            var alone = Memory.resident(List.of(child.toHandle())).orElseThrow();
            var together = Memory.resident(List.of(self)).orElseThrow();

            assertThat(alone).isBetween(50_000L, 20_000_000L);
            assertThat(together).isGreaterThan(alone + 20_000_000L);
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    @Test
    void what_has_ended_counts_nothing() throws Exception {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(Memory.resident(List.of(ended.toHandle())).orElseThrow()).isZero();
    }
}
