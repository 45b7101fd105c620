package org.kneadwell.kit.trace;

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

    private final RunningTrace running;

    EventTrace(RunningTrace running) {
        this.running = running;
    }

    @Override
    public Map<String, String> capture() {
        var position = isRequestActive() ? running.position() : null;
        return position == null
                ? Map.of()
                : Map.of(TraceParent.HEADER, position.next().header());
    }

    @Override
    public Scope restore(Map<String, String> headers) {
        var position = TraceParent.parse(headers.get(TraceParent.HEADER)).orElse(null);
        if (position == null || !isRequestActive()) {
            return () -> {};
        }
        var before = running.position();
        put(position);
        return () -> put(before);
    }

    void put(@Nullable TraceParent position) {
        running.set(position);
        if (position == null) {
            MDC.remove(LOG_KEY);
        } else {
            MDC.put(LOG_KEY, position.traceId());
        }
    }

    private static boolean isRequestActive() {
        return Arc.container().requestContext().isActive();
    }
}
