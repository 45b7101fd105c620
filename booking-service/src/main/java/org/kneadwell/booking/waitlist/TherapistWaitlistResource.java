package org.kneadwell.booking.waitlist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.security.Caller;

/** Who waits for a therapist: for that therapist only. */
@Path("/api/booking/v1/therapists/{therapistId}/waitlist")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("therapist")
@Tag(name = "Waitlist")
public class TherapistWaitlistResource {

    private final TherapistWaitlist waitlist;
    private final Therapists therapists;
    private final Caller caller;

    TherapistWaitlistResource(TherapistWaitlist waitlist, Therapists therapists, Caller caller) {
        this.waitlist = waitlist;
        this.therapists = therapists;
        this.caller = caller;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record WaitingPage(
            @Schema(required = true) List<WaitingView> items,
            @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listTherapistWaitlist",
            summary = "Who waits for the therapist, longest first",
            description =
                    "Clients who named this therapist and whose days are not over; not those who wait for anybody who fits."
                            + " An offer is shown while it can be taken and is of this therapist's time.")
    @APIResponse(
            responseCode = "200",
            description = "A page; it may be shorter than asked for and have a next one all the same",
            content = @Content(schema = @Schema(implementation = WaitingPage.class)))
    @APIResponse(responseCode = "404", description = "Not the caller's")
    public Response list(
            @PathParam("therapistId") UUID therapistId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        therapists.requireManageable(therapistId, caller);
        return Links.answer(waitlist.of(therapistId, Cursor.decodeId(cursor).orElse(null), limit), uri);
    }
}
