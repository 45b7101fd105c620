package org.kneadwell.feedback.followup;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** What the therapist of an appointment may see of its follow-up. */
@Path("/api/feedback/v1/appointments/{appointmentId}/follow-up")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("therapist")
@Tag(name = "Follow-ups")
public class AppointmentFollowUpResource {

    private final FollowUpQueries queries;
    private final Caller caller;

    AppointmentFollowUpResource(FollowUpQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getAppointmentFollowUp",
            summary = "The follow-up of one of the therapist's appointments",
            description =
                    "Target against reported soreness per region, class, words and improvements; no signs, and no text"
                            + " the client marked private.")
    @APIResponse(responseCode = "200", description = "The follow-up.")
    public FollowUpView.ForTherapist get(@PathParam("appointmentId") UUID appointmentId) {
        return queries.ofAppointment(appointmentId, caller.accountId()).orElseThrow(Problems::notFound);
    }
}
