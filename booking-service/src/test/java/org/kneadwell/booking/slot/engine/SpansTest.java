package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    @ParameterizedTest(name = "{0} in {1} s, seed {2}")
    @CsvSource({
        "0, 100, 1",
        "1, 100, 2",
        "40, 1000, 3",
        "511, 50000, 4",
        "512, 2000, 5",
        "512, 2048, 6",
        "512, 2049, 7",
        "3000, 500000, 8",
        "20000, 20000000, 9"
    })
    void many_or_few_are_united_as_marks_on_a_line_are(int number, int range, long seed) {
        var random = new SplittableRandom(seed);
        long from = 1_700_000_000L;
        var spans = new Spans(from, from + range, 1);
        var line = new BitSet();
        for (int i = 0; i < number; i++) {
            int start = random.nextInt(-range / 10, range);
            int end = start + random.nextInt(1, 200);
            spans.add(from + start, from + end);
            if (end > 0) {
                line.set(Math.max(start, 0), Math.min(end, range));
            }
        }
        var wanted = new ArrayList<String>();
        for (int start = line.nextSetBit(0); start >= 0; start = line.nextSetBit(line.nextClearBit(start))) {
            wanted.add(start + "–" + line.nextClearBit(start));
        }

        spans.united();

        List<String> united = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            united.add((spans.start(i) - from) + "–" + (spans.end(i) - from));
        }
        assertThat(united).isEqualTo(wanted);
    }

    @Test
    void only_what_shares_a_second_overlaps() {
        var spans = new Spans(0, 100, 2);
        spans.add(10, 20);
        spans.add(30, 40);
        spans.united();

        assertThat(spans.anyOverlapping(20, 30)).isFalse();
        assertThat(spans.anyOverlapping(19, 20)).isTrue();
        assertThat(spans.anyOverlapping(20, 31)).isTrue();
        assertThat(spans.anyOverlapping(40, 100)).isFalse();
    }

    @Test
    void a_range_that_does_not_fit_into_its_half_of_a_long_is_refused() {
        assertThatThrownBy(() -> new Spans(0, 1L << 31, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
