package org.kneadwell.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void the_example_of_the_standard_is_read_and_written() {
        var header = "00-" + TRACE + "-b7ad6b7169203331-01";
        assertThat(read(header).getTraceId()).isEqualTo(TRACE);
        assertThat(read(header).getSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(read(header).isSampled()).isTrue();
        assertThat(Traces.headers(Span.wrap(read(header)))).isEqualTo(Map.of("traceparent", header));
    }

    @Test
    void a_later_version_may_say_more() {
        var read = read("cc-" + TRACE + "-b7ad6b7169203331-01-what-comes");
        assertThat(read.getTraceId()).isEqualTo(TRACE);
        assertThat(read.getSpanId()).isEqualTo("b7ad6b7169203331");
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
        assertThat(read(header).isValid()).isFalse();
    }

    @Test
    void what_a_caller_adds_is_not_taken_along() {
        var read = Span.fromContext(Traces.position(
                        Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01", "tracestate", "who=anybody")))
                .getSpanContext();
        assertThat(read.isValid()).isTrue();
        assertThat(Traces.headers(Span.wrap(read))).containsOnlyKeys("traceparent");
    }

    private static SpanContext read(String header) {
        return Span.fromContext(Traces.position(Map.of("traceparent", header))).getSpanContext();
    }
}
