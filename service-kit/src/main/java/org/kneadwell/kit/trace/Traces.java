package org.kneadwell.kit.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans. Their ids are always there, for logs and events; they are recorded and sent only where the installation names a
 * collector, and then say no more than {@link OutgoingSpans} lets out.
 */
@ApplicationScoped
class Traces {

    static final String HEADER = "traceparent";

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final long LAST_SPANS_SECONDS = 5;

    /** A caller's {@code tracestate} and {@code baggage} may hold anything, and would go on into events and to the collector. */
    private static final TextMapGetter<Map<String, String>> PARENT_ONLY = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null || !name.equals(HEADER) ? null : headers.get(HEADER);
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * @param collector where spans are sent, by OTLP over HTTP, such as {@code https://collector:4318/v1/traces}
     * @param share of the traces that begin here, from 0 to 1; who calls us with a trace has decided already
     */
    Traces(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "kneadwell.traces.url") Optional<URI> collector,
            @ConfigProperty(name = "kneadwell.traces.share") double share) {
        var builder = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, service))));
        if (collector.isPresent()) {
            builder.setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                    .addSpanProcessor(sendingTo(collector.get()));
        } else {
            builder.setSampler(Sampler.parentBased(Sampler.alwaysOff()));
        }
        this.provider = builder.build();
        this.tracer = provider.get("org.kneadwell");
    }

    private static SpanProcessor sendingTo(URI collector) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.toString())
                .setMeterProvider(MeterProvider.noop())
                .build();
        return BatchSpanProcessor.builder(new OutgoingSpans(exporter)).build();
    }

    @PreDestroy
    void close() {
        provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
    }

    /** @param before what leads here, as {@link #position} read it */
    Span begin(String name, SpanKind kind, Context before) {
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(before).startSpan();
    }

    /**
     * What the headers name by W3C Trace Context; the root where that is absent or makes no sense: a new trace begins then, as the
     * standard wants it.
     */
    static Context position(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, PARENT_ONLY);
    }

    /** What {@link #position} reads. */
    static Map<String, String> headers(Span span) {
        var headers = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers;
    }
}
