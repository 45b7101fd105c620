package org.kneadwell.intake.visit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.security.Caller;

@Path("/api/intake/v1/appointments/{appointmentId}")
@Tag(name = "Summary")
@RolesAllowed("therapist")
@Worded
public class SummaryResource {

    private final Summaries summaries;
    private final Caller caller;

    SummaryResource(Summaries summaries, Caller caller) {
        this.summaries = summaries;
        this.caller = caller;
    }

    @GET
    @Path("summary")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getSummary", summary = "Read the summary of the client you have this appointment with")
    @APIResponse(responseCode = "200", description = "The summary.")
    @APIResponse(responseCode = "404", description = "It is not your appointment, or too long ago.")
    public Summary json(@PathParam("appointmentId") UUID appointmentId) {
        return summaries.summary(caller.accountId(), appointmentId);
    }

    @GET
    @Path("summary.html")
    @Produces(MediaType.TEXT_HTML)
    @Operation(operationId = "getSummaryPage", summary = "Read the summary as a page")
    @APIResponse(responseCode = "200", description = "The page.")
    @APIResponse(responseCode = "404", description = "It is not your appointment, or too long ago.")
    public String html(@PathParam("appointmentId") UUID appointmentId) {
        return summaries.html(caller.accountId(), appointmentId);
    }

    @GET
    @Path("summary.pdf")
    @Produces("application/pdf")
    @Operation(operationId = "getSummaryPdf", summary = "Read the summary as PDF")
    @APIResponse(responseCode = "200", description = "The document.")
    @APIResponse(responseCode = "404", description = "It is not your appointment, or too long ago.")
    public Response pdf(@PathParam("appointmentId") UUID appointmentId) {
        return Response.ok(summaries.pdf(caller.accountId(), appointmentId))
                .header("Content-Disposition", "inline; filename=\"summary.pdf\"")
                .build();
    }
}
