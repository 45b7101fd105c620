package org.kneadwell.intake.assessment;

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
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.security.Caller;

@Path("/api/intake/v1/assessments")
@Tag(name = "Assessment")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Worded
public class AssessmentResource {

    private final Assessments assessments;
    private final Caller caller;

    AssessmentResource(Assessments assessments, Caller caller) {
        this.assessments = assessments;
        this.caller = caller;
    }

    /** One page of assessments, newest first. */
    @Schema(name = "AssessmentPage")
    public record AssessmentPage(
            List<AssessmentView> items, @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listAssessments",
            summary = "List what your answers meant, newest first",
            description = "Each by the rules of its day; the plan with each is the plan of now.")
    @APIResponse(
            responseCode = "200",
            description = "A page of assessments.",
            content = @Content(schema = @Schema(implementation = AssessmentPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var before = Cursor.decodeId(cursor).orElse(null);
        var found = assessments.newestFirst(caller.accountId(), before, limit + 1);
        return Links.answer(Page.of(found, limit, one -> one.id().toString()), uri);
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
