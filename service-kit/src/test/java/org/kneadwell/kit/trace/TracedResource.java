package org.kneadwell.kit.trace;

import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.MDC;
import org.kneadwell.outbox.NewEvent;
import org.kneadwell.outbox.Outbox;

/** Appends an event and tells which trace its log lines would carry. */
@Path("/api/kit/v1/traced")
public class TracedResource {

    private final Outbox outbox;

    TracedResource(Outbox outbox) {
        this.outbox = outbox;
    }

    @POST
    @PermitAll
    @Transactional
    @Operation(operationId = "trace", summary = "Append an event")
    public String append() {
        outbox.append(new NewEvent("trace", "one", "intake.traced.v1", Map.of()));
        return String.valueOf(MDC.get(EventTrace.LOG_KEY));
    }
}
