package org.kneadwell.kit.trace;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Every request goes on in the trace its {@code traceparent} names, or begins one. */
@Provider
@PreMatching
class TraceFilter implements ContainerRequestFilter {

    private final EventTrace trace;

    TraceFilter(EventTrace trace) {
        this.trace = trace;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        trace.put(TraceParent.parse(request.getHeaderString(TraceParent.HEADER)).orElseGet(TraceParent::begin));
    }
}
