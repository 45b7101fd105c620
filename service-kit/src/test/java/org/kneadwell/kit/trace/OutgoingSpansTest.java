package org.kneadwell.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutgoingSpansTest {

    private static final String WORD = "kestrel-5d1e-quagmire";

    @Test
    void what_is_not_listed_stays() {
        var told = told(span -> span.setAttribute("http.route", "/api/kit/v1/notes/{id}")
                .setAttribute("http.response.status_code", 200L)
                .setAttribute("url.path", "/api/kit/v1/notes/" + WORD)
                .setAttribute("url.query", WORD)
                .setAttribute("user_agent.original", WORD)
                .setAttribute("http.request.header.authorization", WORD)
                .setAttribute("db.query.text", WORD)
                .setAttribute("note", WORD));

        assertThat(told.getAttributes())
                .isEqualTo(Attributes.of(
                        AttributeKey.stringKey("http.route"),
                        "/api/kit/v1/notes/{id}",
                        AttributeKey.longKey("http.response.status_code"),
                        200L));
    }

    @Test
    void of_an_exception_only_the_class_is_told_and_of_other_events_nothing() {
        var told = told(span -> span.recordException(new IllegalStateException(WORD))
                .addEvent(WORD)
                .setStatus(StatusCode.ERROR, WORD));

        assertThat(told.getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("exception");
            assertThat(event.getAttributes())
                    .isEqualTo(
                            Attributes.of(AttributeKey.stringKey("exception.type"), "java.lang.IllegalStateException"));
        });
        assertThat(told.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(told.getStatus().getDescription()).isEmpty();
    }

    @Test
    void a_link_says_where_it_leads_and_no_more() {
        var elsewhere = elsewhere();
        var exported = new ArrayList<SpanData>();
        try (var provider = provider(exported)) {
            provider.get("test")
                    .spanBuilder("linked")
                    .addLink(elsewhere.getSpanContext(), Attributes.of(AttributeKey.stringKey("note"), WORD))
                    .startSpan()
                    .end();
        }

        assertThat(exported.getFirst().getLinks()).singleElement().satisfies(link -> {
            assertThat(link.getSpanContext()).isEqualTo(elsewhere.getSpanContext());
            assertThat(link.getAttributes().isEmpty()).isTrue();
        });
    }

    private static SpanData told(Consumer<Span> saying) {
        var exported = new ArrayList<SpanData>();
        try (var provider = provider(exported)) {
            var span = provider.get("test").spanBuilder("a step").startSpan();
            saying.accept(span);
            span.end();
        }
        return exported.getFirst();
    }

    private static Span elsewhere() {
        try (var provider = SdkTracerProvider.builder().build()) {
            return provider.get("test").spanBuilder("elsewhere").startSpan();
        }
    }

    private static SdkTracerProvider provider(List<SpanData> exported) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new OutgoingSpans(new SpanExporter() {
                    @Override
                    public CompletableResultCode export(Collection<SpanData> spans) {
                        exported.addAll(spans);
                        return CompletableResultCode.ofSuccess();
                    }

                    @Override
                    public CompletableResultCode flush() {
                        return CompletableResultCode.ofSuccess();
                    }

                    @Override
                    public CompletableResultCode shutdown() {
                        return CompletableResultCode.ofSuccess();
                    }
                })))
                .build();
    }
}
