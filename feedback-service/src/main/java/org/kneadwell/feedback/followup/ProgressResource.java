package org.kneadwell.feedback.followup;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** A client's own outcomes over time, and the next step. */
@Path("/api/feedback/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Progress", description = "What changed over time, labelled as change and never as proof.")
@Worded
public class ProgressResource {

    private final FollowUpQueries queries;
    private final Caller caller;

    ProgressResource(FollowUpQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    @GET
    @Path("/outcomes")
    @Operation(operationId = "getOutcomes", summary = "The caller's answers over time, and the measured change")
    @APIResponse(responseCode = "200", description = "The outcomes; no items before the first answer.")
    public OutcomesView outcomes() {
        return queries.outcomes(caller.accountId());
    }

    @GET
    @Path("/plan")
    @Operation(operationId = "getPlan", summary = "The next step as last suggested to the caller")
    @APIResponse(responseCode = "200", description = "The suggestion; 404 before the first answer.")
    public PlanView plan() {
        return queries.plan(caller.accountId()).orElseThrow(Problems::notFound);
    }

    @GET
    @Path("/self-care")
    @Operation(
            operationId = "getSelfCare",
            summary = "How to massage oneself, for a client to whom it may be shown",
            description =
                    "Shown to who asked for it, whose intake raised no flag, and whose last follow-up, if there is one, was"
                            + " normal; for regions that may be pressed that firmly.")
    @APIResponse(responseCode = "200", description = "The text; no items when it is not to be shown.")
    public SelfCareView selfCare() {
        return queries.selfCare(caller.accountId());
    }
}
