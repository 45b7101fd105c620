package org.kneadwell.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void the_example_of_the_standard_is_read_and_written() {
        var header = "00-" + TRACE + "-b7ad6b7169203331-01";
        assertThat(TraceParent.parse(header)).contains(new TraceParent(TRACE, "b7ad6b7169203331", "01"));
        assertThat(TraceParent.parse(header).orElseThrow().header()).isEqualTo(header);
    }

    @Test
    void a_later_version_may_say_more() {
        assertThat(TraceParent.parse("cc-" + TRACE + "-b7ad6b7169203331-01-what-comes"))
                .contains(new TraceParent(TRACE, "b7ad6b7169203331", "01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nforged log line"
            })
    void anything_else_is_none(String header) {
        assertThat(TraceParent.parse(header)).isEmpty();
    }

    @Test
    void the_next_step_keeps_the_trace_and_has_an_id_of_its_own() {
        var first = TraceParent.begin();
        var second = first.next();
        assertThat(TraceParent.parse(first.header())).contains(first);
        assertThat(second.traceId()).isEqualTo(first.traceId());
        assertThat(second.parentId()).isNotEqualTo(first.parentId());
    }
}
