package org.kneadwell.kit.audit;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Notes which operation runs, and the appointment its path names. */
@Provider
class OperationFilter implements ContainerRequestFilter {

    private static final Pattern APPOINTMENT =
            Pattern.compile("/appointments/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:/|$)");

    private final RunningOperation running;

    @Context
    ResourceInfo resource;

    @SuppressWarnings("NullAway.Init") // the resource's information is Quarkus's
    OperationFilter(RunningOperation running) {
        this.running = running;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var method = resource.getResourceMethod();
        var operation = method.getAnnotation(Operation.class);
        var appointment = APPOINTMENT.matcher(request.getUriInfo().getPath());
        running.begin(
                operation == null ? method.getName() : operation.operationId(),
                appointment.find() ? UUID.fromString(appointment.group(1)) : null);
    }
}
