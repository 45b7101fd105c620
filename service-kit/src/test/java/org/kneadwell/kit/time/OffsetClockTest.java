package org.kneadwell.kit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetClockTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void without_the_file_it_is_the_systems_time() {
        assertThat(clock().instant()).isEqualTo(NOON);
    }

    @Test
    void the_offset_in_the_file_is_added_and_read_again_when_it_changes() throws Exception {
        write("PT48H\n");
        var clock = clock();
        assertThat(clock.instant()).isEqualTo("2026-03-04T12:00:00Z");

        write("PT0S");
        Thread.sleep(250); // it is read again after 200 ms
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void nonsense_in_the_file_leaves_the_offset_as_it_was() throws Exception {
        write("PT1H");
        var clock = clock();
        assertThat(clock.instant()).isEqualTo("2026-03-02T13:00:00Z");

        write("soon");
        Thread.sleep(250);
        assertThat(clock.instant()).isEqualTo("2026-03-02T13:00:00Z");
    }

    private Clock clock() {
        return new OffsetClock(Clock.fixed(NOON, ZoneOffset.UTC), folder.resolve("offset"));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("offset"), text);
    }
}
