package org.kneadwell.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import org.kneadwell.outbox.TraceContext;

/** Events carry the trace of the request they come from; their handlers, and what those append and log, go on in it. */
@ApplicationScoped
class EventTrace implements TraceContext {

    static final String LOG_KEY = "traceId";

    private final Traces traces;
    private final RunningTrace running;

    EventTrace(Traces traces, RunningTrace running) {
        this.traces = traces;
        this.running = running;
    }

    @Override
    public Map<String, String> capture() {
        var span = isRequestActive() ? running.span() : null;
        return span == null ? Map.of() : Traces.headers(span);
    }

    @Override
    public Scope restore(String type, Map<String, String> headers) {
        var writer = Traces.position(headers);
        if (!Span.fromContext(writer).getSpanContext().isValid() || !isRequestActive()) {
            return () -> {};
        }
        var before = running.span();
        var span = traces.begin("process " + type, SpanKind.CONSUMER, writer)
                .setAttribute(SpanAttributes.EVENT_TYPE, type);
        put(span);
        return new Scope() {
            @Override
            public void failed(Throwable failure) {
                span.setStatus(StatusCode.ERROR)
                        .setAttribute(
                                SpanAttributes.ERROR_TYPE, failure.getClass().getName());
            }

            @Override
            public void close() {
                put(before);
                span.end();
            }
        };
    }

    void put(@Nullable Span span) {
        running.set(span);
        if (span == null) {
            MDC.remove(LOG_KEY);
        } else {
            MDC.put(LOG_KEY, span.getSpanContext().getTraceId());
        }
    }

    private static boolean isRequestActive() {
        return Arc.container().requestContext().isActive();
    }
}
