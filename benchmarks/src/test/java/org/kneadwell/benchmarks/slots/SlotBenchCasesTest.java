package org.kneadwell.benchmarks.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** Three inputs with the exact lists that two independent programs agree on; what is measured gives them. */
class SlotBenchCasesTest {

    @ParameterizedTest
    @CsvSource({"a, 75", "b5000, 3103", "c100, 6089"})
    void every_list_is_exact(String name, int total) {
        var benchmark = new SlotBenchmark();
        benchmark.input = name;
        benchmark.prepare();

        List<List<TimeSlot>> slots = benchmark.engine();

        assertThat(starts(slots)).isEqualTo(SlotInput.read(name).expected());
        assertThat(benchmark.obvious())
                .as("what it is compared with does the same work")
                .isEqualTo(slots);
        assertThat(slots.stream().mapToInt(List::size).sum()).isEqualTo(total);
    }

    @Test
    void where_growth_is_measured_there_are_slots_to_find() {
        assertThat(Growth.fourteenADay(1_000).slots()).hasSizeGreaterThan(1_000);
        assertThat(Growth.inOneYear(1_000).slots()).hasSizeGreaterThan(1_000);
    }

    private static List<List<String>> starts(List<List<TimeSlot>> slots) {
        return slots.stream()
                .map(list -> list.stream().map(slot -> slot.start().toString()).toList())
                .toList();
    }
}
