package org.kneadwell.feedback.followup;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.security.Caller;

/** The follow-ups that came in of a therapist's own appointments. */
@Path("/api/feedback/v1/appointment-follow-ups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("therapist")
@Tag(name = "Follow-ups")
public class ReceivedFollowUpsResource {

    private final FollowUpQueries queries;
    private final Caller caller;

    ReceivedFollowUpsResource(FollowUpQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAppointmentFollowUps",
            summary = "Follow-ups with an answer, of the caller's appointments, the last to come in first",
            description = "For 30 days after the session. Each is a look at health data, and is recorded for its client"
                    + " with the appointment. What was said is read with getAppointmentFollowUp.")
    @APIResponse(
            responseCode = "200",
            description = "A page of follow-ups; it may be shorter than asked for and have a next one all the same.",
            content = @Content(schema = @Schema(implementation = ReceivedPage.class)))
    public Response list(
            @Parameter(description = "The next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        return Links.answer(queries.received(caller.accountId(), cursor, limit), uri);
    }

    @Schema(name = "ReceivedFollowUpPage")
    record ReceivedPage(
            @Schema(required = true) List<ReceivedView> items,

            @Schema(description = "The cursor of the next page; left out on the last.") @Nullable
            String next) {}
}
