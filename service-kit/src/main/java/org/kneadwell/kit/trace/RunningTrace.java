package org.kneadwell.kit.trace;

import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The span of the running request, or of the event being applied. A request changes threads, so a thread cannot hold it. */
@RequestScoped
class RunningTrace {

    private @Nullable Span span;

    @Nullable
    Span span() {
        return span;
    }

    void set(@Nullable Span span) {
        this.span = span;
    }
}
