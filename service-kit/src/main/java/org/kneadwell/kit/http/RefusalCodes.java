package org.kneadwell.kit.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Tells {@link RefusedRequests} by which problem a request was refused. */
@Provider
class RefusalCodes implements ContainerResponseFilter {

    private final RoutingContext routing;

    RefusalCodes(RoutingContext routing) {
        this.routing = routing;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem
                && problem.getParameters().containsKey("code")) {
            RefusedRequests.because(routing, problem.getParameters().get("code"));
        }
    }
}
