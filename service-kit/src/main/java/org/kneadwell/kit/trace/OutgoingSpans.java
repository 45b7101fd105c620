package org.kneadwell.kit.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Lets out of a span what is listed here and nothing else: no address with its ids, secrets and query, no header, no message and no
 * stack of an exception, nobody's name, account or network address. What somebody adds to a span stays inside until it is listed.
 */
final class OutgoingSpans implements SpanExporter {

    /** Names of operations and events, numbers, and classes of exceptions; never a value of a request or a row. */
    private static final Set<String> LISTED = Set.of(
            SpanAttributes.METHOD.getKey(),
            SpanAttributes.ROUTE.getKey(),
            SpanAttributes.STATUS.getKey(),
            SpanAttributes.EVENT_TYPE.getKey(),
            SpanAttributes.ERROR_TYPE.getKey(),
            "exception.type");

    private final SpanExporter collector;

    OutgoingSpans(SpanExporter collector) {
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return collector.export(spans.stream().<SpanData>map(Told::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return collector.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return collector.shutdown();
    }

    private static Attributes listed(Attributes attributes) {
        return attributes.toBuilder()
                .removeIf(key -> !LISTED.contains(key.getKey()))
                .build();
    }

    private static final class Told extends DelegatingSpanData {

        private final Attributes attributes;
        private final List<EventData> exceptions;

        Told(SpanData span) {
            super(span);
            this.attributes = listed(span.getAttributes());
            this.exceptions = span.getEvents().stream()
                    .filter(event -> event.getName().equals("exception"))
                    .map(event ->
                            EventData.create(event.getEpochNanos(), event.getName(), listed(event.getAttributes())))
                    .toList();
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return exceptions;
        }

        @Override
        public List<LinkData> getLinks() {
            return super.getLinks().stream()
                    .map(link -> LinkData.create(link.getSpanContext()))
                    .toList();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
