package org.kneadwell.booking.slot;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import org.kneadwell.booking.slot.BookingRulesService.Stored;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** How a therapist's time may be booked: for the therapist and for coordinators. */
@Path("/api/booking/v1/therapists/{therapistId}/booking-rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"therapist", "coordinator"})
@Tag(name = "Slots")
public class BookingRulesResource {

    private final BookingRulesService rules;
    private final Caller caller;

    BookingRulesResource(BookingRulesService rules, Caller caller) {
        this.rules = rules;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "getBookingRules", summary = "How this therapist's time may be booked")
    @APIResponse(
            responseCode = "200",
            description = "The rules",
            content = @Content(schema = @Schema(implementation = BookingRules.class)))
    @APIResponse(responseCode = "404", description = "No such therapist, or another's")
    public Response get(@PathParam("therapistId") UUID therapistId) {
        return answer(mine(therapistId));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "putBookingRules", summary = "Change how this therapist's time may be booked")
    @APIResponse(
            responseCode = "200",
            description = "The rules as they are now; appointments made before keep theirs",
            content = @Content(schema = @Schema(implementation = BookingRules.class)))
    @APIResponse(responseCode = "404", description = "No such therapist, or another's")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response put(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull BookingRules wanted) {
        Stored before = mine(therapistId);
        ETags.requireMatch(ifMatch, before.version());
        return answer(rules.replace(therapistId, wanted, before.version())
                .orElseThrow(() -> Problems.of(412, "stale", "The rules were changed in the meantime.")));
    }

    private Stored mine(UUID therapistId) {
        return rules.of(therapistId, caller.isCoordinator() ? null : caller.accountId())
                .orElseThrow(Problems::notFound);
    }

    private static Response answer(Stored stored) {
        return Response.ok(stored.rules()).tag(ETags.of(stored.version())).build();
    }
}
