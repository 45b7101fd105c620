package org.kneadwell.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every request goes on in the trace its {@code traceparent} names, or begins one. */
@Provider
@PreMatching
class TraceFilter implements ContainerRequestFilter, ContainerResponseFilter {

    /** Anything can be sent as a method. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Traces traces;
    private final EventTrace trace;
    private final RunningTrace running;
    private final RoutingContext routing;

    @Context
    ResourceInfo resource;

    @SuppressWarnings("NullAway.Init") // the resource's information is Quarkus's
    TraceFilter(Traces traces, EventTrace trace, RunningTrace running, RoutingContext routing) {
        this.traces = traces;
        this.trace = trace;
        this.running = running;
        this.routing = routing;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String parent = request.getHeaderString(Traces.HEADER);
        var span = traces.begin(
                        method(request),
                        SpanKind.SERVER,
                        Traces.position(parent == null ? Map.of() : Map.of(Traces.HEADER, parent)))
                .setAttribute(SpanAttributes.METHOD, method(request));
        trace.put(span);
        routing.addEndHandler(
                sent -> end(span, sent.failed() ? null : routing.response().getStatusCode()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Span span = running.span();
        Method operation = resource.getResourceMethod();
        if (span != null && span.isRecording() && operation != null) {
            String route = route(resource.getResourceClass(), operation);
            span.setAttribute(SpanAttributes.ROUTE, route).updateName(method(request) + " " + route);
        }
    }

    private static void end(Span span, @Nullable Integer status) {
        if (status != null) {
            span.setAttribute(SpanAttributes.STATUS, status.longValue());
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR).setAttribute(SpanAttributes.ERROR_TYPE, status.toString());
            }
        }
        span.end();
    }

    private static String method(ContainerRequestContext request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    }

    private static String route(Class<?> resource, Method operation) {
        var route = UriBuilder.fromResource(resource);
        return (operation.isAnnotationPresent(Path.class) ? route.path(operation) : route).toTemplate();
    }
}
