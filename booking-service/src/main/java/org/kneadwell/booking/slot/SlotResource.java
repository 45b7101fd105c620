package org.kneadwell.booking.slot;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.kit.time.InOurTime;

/** The times one can book. */
@Path("/api/booking/v1/therapists/{therapistId}/slots")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"client", "therapist", "coordinator"})
@Tag(name = "Slots")
public class SlotResource {

    private static final int MOST_DAYS = 62;

    private final SlotService slots;
    private final Caller caller;

    SlotResource(SlotService slots, Caller caller) {
        this.slots = slots;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listSlots",
            summary = "Free slots of one session",
            description = "From one local date of the therapist's zone to another, both included, at most 62 days."
                    + " Time the caller holds for this same session is shown as free.")
    @APIResponse(responseCode = "200", description = "The slots, or why there are none")
    @APIResponse(
            responseCode = "400",
            description = "A date is missing or malformed, or the range is empty or too long")
    @APIResponse(responseCode = "404", description = "No such published therapist, or the session is another's")
    public SlotList list(
            @PathParam("therapistId") UUID therapistId,
            @NotNull @QueryParam("serviceId") UUID serviceId,
            @NotNull @InOurTime @QueryParam("from") LocalDate from,
            @NotNull @InOurTime @QueryParam("to") LocalDate to) {
        if (to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)) {
            throw Problems.unfit("to", "on or after from, at most %d days later".formatted(MOST_DAYS));
        }
        return slots.list(therapistId, serviceId, from, to, caller.accountId()).orElseThrow(Problems::notFound);
    }
}
