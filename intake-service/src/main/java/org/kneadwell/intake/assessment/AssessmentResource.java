package org.kneadwell.intake.assessment;

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
import org.kneadwell.kit.security.Caller;

@Path("/api/intake/v1/assessments")
@Tag(name = "Assessment")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
public class AssessmentResource {

    private final Assessments assessments;
    private final Caller caller;

    AssessmentResource(Assessments assessments, Caller caller) {
        this.assessments = assessments;
        this.caller = caller;
    }

    @GET
    @Path("current")
    @Operation(operationId = "getCurrentAssessment", summary = "Read what your latest answers mean")
    @APIResponse(responseCode = "200", description = "The assessment in force.")
    @APIResponse(responseCode = "404", description = "There is none yet.")
    public AssessmentView current() {
        return assessments.current(caller.accountId());
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getAssessment", summary = "Read one of your assessments")
    @APIResponse(responseCode = "200", description = "The assessment.")
    @APIResponse(responseCode = "404", description = "It is not there, or not yours.")
    public AssessmentView one(@PathParam("id") UUID id) {
        return assessments.one(caller.accountId(), id);
    }

    @GET
    @Path("{id}/explanation")
    @Operation(operationId = "explainAssessment", summary = "Read which rules applied, by the rules of its day")
    @APIResponse(responseCode = "200", description = "The rules that applied.")
    @APIResponse(responseCode = "404", description = "It is not there, or not yours.")
    public AssessmentView.ExplanationView explain(@PathParam("id") UUID id) {
        return assessments.explain(caller.accountId(), id);
    }
}
