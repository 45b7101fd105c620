package org.kneadwell.booking.prepaid;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.security.Caller;

/** Paying for an appointment with a session of a package. */
@Path("/api/booking/v1/appointments/{id}/package-session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packages")
public class PackageSessionResource {

    private final PackageSessions sessions;
    private final Idempotency idempotency;
    private final Caller caller;

    PackageSessionResource(PackageSessions sessions, Idempotency idempotency, Caller caller) {
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(
            operationId = "usePackage",
            summary = "Pay for an appointment with a session of a package",
            description =
                    "It is reserved until the session took place. It comes back when the appointment is cancelled while"
                            + " that is free of charge, and is used up when it is cancelled later or nobody comes.")
    @APIResponse(
            responseCode = "201",
            description = "The purchase as it is now",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "No such appointment or purchase of the caller's")
    @APIResponse(
            responseCode = "409",
            description =
                    "package-used-up, package-expired, package-not-active, covered-already, paid-already or not-payable")
    @APIResponse(responseCode = "422", description = "other-service")
    public Response use(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull PurchaseToUse wanted) {
        return idempotency.run(
                key,
                "usePackage " + id,
                wanted,
                () -> PurchaseResource.answer(201, sessions.use(id, wanted.packagePurchaseId(), caller)));
    }
}
